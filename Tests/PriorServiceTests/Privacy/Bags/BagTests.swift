import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct BagTests {
    @Test(arguments: ["zip", "tar"])
    func `a portfolio leaves whole, signed, with records and pages of everything`(_ format: String) async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            let bytes = try await scene.export("?format=\(format)")
            try await UnpackedBag.with(bytes) { bag in
                let check = try await BagCheck(bag.files.files, found: bag.files.faults)
                #expect(check.faults == [])
                #expect(check.signature?.key == stage.resources.signing.verifyingKey)
                #expect(try bag.items().count == 4)
                #expect(check.info["source-organization"] == "Lerotholi")
                let front = try bag.text("data/index.html")
                #expect(front.contains("A &lt;note&gt;") && front.contains("Lerato Mokoena"))
                #expect(!front.contains("<note>") && !front.contains("<script"))
                let names = bag.files.files.map(\.path)
                #expect(names.contains { $0.hasPrefix("data/files/") && $0.hasSuffix("-seance-1.txt") })
                #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 < 0x7F } })
                let records = bag.files.files.filter { $0.path.hasSuffix(".json") }
                for file in records {
                    let text = String(decoding: try file.bytes(), as: UTF8.self)
                    #expect(!text.contains("prior_l_") && !text.contains("tokenDigest"), "\(file.path)")
                }
            }
        }
    }

    @Test func `only its learner, their adviser and a registrar get the bag`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let path = "/api/portfolios/\(scene.portfolio)/bag"
            for (role, status) in [
                (Role.registrar, HTTPResponse.Status.ok), (.coordinator, .forbidden), (.assessor, .notFound),
            ] {
                let member = try await stage.staff("Staff", role, at: scene.college)
                #expect(try await stage.get(path, as: member).status == status, "\(role)")
            }
            #expect(try await stage.get(path, as: stage.person("Thabo")).status == .notFound)
            #expect(try await stage.get("\(path)?submission=1", as: scene.lerato).status == .notFound)
            #expect(try await stage.get("\(path)?format=rar", as: scene.lerato).status == .badRequest)
        }
    }

    @Test func `between two institutions nothing is lost, and what others said counts there`() async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            let first = try await scene.export()
            let college = try await stage.institution("kensington")
            let portfolio = try await stage.portfolio(of: scene.scene.lerato, at: college, titled: "Brought along")
            let brought = try await stage.bring(first, to: portfolio, as: scene.scene.lerato)
            #expect(brought.status == .created, "\(brought.text)")
            #expect(brought.json["origin"] == "verified" && brought.json["counts"] == true)
            #expect(brought.json["items"]?.array?.count == 4)
            let again = try await stage.bring(first, to: portfolio, as: scene.scene.lerato)
            #expect(again.status == .ok)
            #expect(again.json == brought.json)

            let second = try await stage.bag(of: portfolio, as: scene.scene.lerato)
            try await Self.expectSame(first, second)
            let item = brought.json["items"]?.array?.compactMap(\.string) ?? []
            for id in item {
                let origin = try await stage.get("/api/evidence/\(id)/origin", as: scene.scene.lerato)
                #expect(origin.json["confirmed"] == true && origin.json["institution"] == "Lerotholi")
            }
        }
    }

    @Test func `between two services a bag by an unknown key is told so, until staff have confirmed it`() async throws {
        let first = try await Stage.bagOfAnotherService()
        try await Stage.run { stage in
            let there = try await stage.elsewhere("Lerato Mokoena")
            let brought = try await stage.bring(first, to: there.portfolio, as: there.learner)
            #expect(brought.status == .created, "\(brought.text)")
            #expect(brought.json["origin"] == "unknownKey" && brought.json["counts"] == false)
            #expect(try await stage.countingKinds(of: there.portfolio) == ["artefact"])
            let stranger = try await stage.staff("Far", .coordinator, at: stage.institution("far"))
            let path = "/api/imports/\(brought.id)/confirmations"
            let how: JSONValue = ["how": "I rang their registrar."]
            #expect(try await stage.post(path, how, as: stranger).status == .notFound)
            #expect(try await stage.post(path, how, as: there.learner).status == .forbidden)
            let confirmed = try await stage.post(path, how, as: there.coordinator)
            #expect(confirmed.status == .created && confirmed.json["counts"] == true)
            #expect(try await stage.post(path, how, as: there.coordinator).problem == "import-confirmed")
            #expect(try await stage.countingKinds(of: there.portfolio) == ["artefact", "observation", "testimonial"])
            try await Self.expectSame(first, try await stage.bag(of: there.portfolio, as: there.learner))
        }
    }

    @Test func `a bag of somebody of another name is told so, though its key is known`() async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            let there = try await stage.elsewhere("Khauhelo Nthane")
            let brought = try await stage.bring(try await scene.export(), to: there.portfolio, as: there.learner)
            #expect(brought.json["origin"] == "otherLearner" && brought.json["counts"] == false)
            #expect(brought.json["learnerName"] == "Lerato Mokoena")
        }
    }

    @Test func `a submission leaves as it was handed in, whatever became of the portfolio since`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submitted = try await work.submit()
            #expect(submitted.status == .created)
            try await stage.resources.database.execute("update evidence set title = 'Another', removed_at = now()")
            let bytes = try await stage.bag(of: work.portfolio, "?submission=1", as: work.lerato)
            try await UnpackedBag.with(bytes) { bag in
                let check = try await BagCheck(bag.files.files, found: bag.files.faults)
                #expect(check.faults == [])
                let titles = try bag.items().values.map { $0.text("title") }
                #expect(Set(titles) == ["artefact", "priorCredential"])
                let manifest = try bag.text("data/records/submissions/1/manifest.json")
                #expect(Digest.of(manifest).hex == submitted.json["manifestDigest"]?.string)
            }
        }
    }

    /// The same items with the same records and links, and every record of the first to the byte in the second.
    private static func expectSame(_ first: [UInt8], _ second: [UInt8]) async throws {
        try await UnpackedBag.with(first) { one in
            try await UnpackedBag.with(second) { other in
                #expect(try await BagCheck(other.files.files, found: other.files.faults).faults == [])
                let (these, those) = (try one.items(), try other.items())
                #expect(these == those)
                #expect(try one.links() == other.links())
                for file in one.files.files where file.path.hasPrefix("data/records/") {
                    let kept = other.files.files.first {
                        $0.path.hasPrefix("data/origins/") && $0.path.hasSuffix("/\(file.path)")
                    }
                    #expect(try kept?.bytes() == file.bytes(), "\(file.path)")
                }
            }
        }
    }
}

extension Stage {
    /// A bag from a service with a database and a key of its own.
    static func bagOfAnotherService() async throws -> [UInt8] {
        let kept = Kept()
        let trait: TestDatabaseTrait = .database
        try await trait.provideScope(for: try #require(Test.current), testCase: nil) {
            try await Stage.run { stage in await kept.keep(try await BagScene(stage).export()) }
        }
        return await kept.bytes
    }

    private actor Kept {
        var bytes: [UInt8] = []
        func keep(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// The kinds of what counts as far as it hangs on where it comes from.
    func countingKinds(of portfolio: String) async throws -> [String] {
        let id = try #require(ID<Portfolio>(portfolio))
        return try await resources.database.query(
            """
            select distinct e.kind from evidence e where e.portfolio_id = \(id) and \(EvidenceOrigin.counts) order by 1
            """
        ).map { try $0["kind"] }
    }
}

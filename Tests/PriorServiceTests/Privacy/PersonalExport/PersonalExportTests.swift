import Assessment
import Foundation
import HTTPTypes
import Postgres
import Subprocess
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PersonalExportTests {
    @Test(.timeLimit(.minutes(15)))
    func `an export holds every column that is the learner's, their files, and nothing that is somebody else's`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            try await stage.setPassword(ErasureTests.password, of: scene.lerato)
            _ = try await scene.ask()
            let given = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            #expect(given.status == .created, "\(given.text)")
            let crew = try await stage.crew(at: scene.college)
            var journey = try await Journey.begin(stage, scene.lerato, crew, unit: "garment-machine-operation@1")
            try await journey.gather()
            try await journey.assess()
            try await journey.recommend()
            try await journey.grant()
            let receiver = try await stage.institution("regional")
            _ = try await stage.must(.post, "/api/consents", ["institution": .string(receiver)], as: scene.lerato)
            while try await PreviewMaker(resources: stage.resources).makeOne() {}

            let seen = try await stage.get("/api/me/export", as: scene.lerato)
            #expect(seen.status == .ok, "\(seen.text)")
            #expect(seen.headers[.contentType] == "application/zip")
            let files = try await unpacked(seen.bytes)

            let told = try await stage.resources.database.query(
                """
                select r.relation, array_agg(c.name) as columns from personal_relation r join personal_column c using (relation)
                where r.of_learner is not null and c.is_told group by r.relation order by r.relation
                """)
            var empty: [String] = []
            for table in told {
                let (name, columns): (String, [String]) = (try table["relation"], try table["columns"])
                guard let bytes = files["data/\(name).json"] else {
                    empty.append(name)
                    continue
                }
                let rows = try #require(try StrictJSON.parse(bytes).array, "\(name)")
                for row in rows { #expect(Set(row.object.map { Array($0.keys) } ?? []) == Set(columns), "\(name)") }
            }
            let has: Set = [
                "admission", "assignment", "claim", "claim_outcome", "consent", "credit", "decision", "event",
                "evidence",
                "evidence_file", "evidence_fingerprint", "evidence_link", "evidence_look", "evidence_preview",
                "feed_entry", "person", "portfolio", "portfolio_adviser", "portfolio_usage", "recommendation", "ruling",
                "score", "scorecard", "session", "submission", "submission_claim", "submission_sufficiency",
                "testimonial", "testimonial_request",
            ]
            #expect(has.intersection(empty).isEmpty, "\(empty)")
            for item in journey.evidence {
                let original = files.keys.filter { $0.hasPrefix("files/\(item)") }
                #expect(original.count == 1)
            }
            let original = try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/seam.png"))
            #expect(files["files/\(journey.evidence[1]).png"] == [UInt8](original))
            let all = files.filter { $0.key.hasSuffix(".json") || $0.key.hasSuffix(".html") }
                .map { String(decoding: $0.value, as: UTF8.self) }.joined()
            #expect(all.contains("Nobody built them again."))
            #expect(all.contains("Seen in the record."))
            let others = [
                "+266 5800 0000", "pule@example.org", crew.assessors[0].id, crew.registrar.id, crew.assessors[0].email,
                scene.lerato.token,
            ]
            for secret in others { #expect(!all.contains(secret), "\(secret)") }
            #expect(files["index.html"]?.isEmpty == false)
        }
    }

    @Test func `an export needs a session that began lately`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            stage.clock.advance(3_600)
            #expect(try await stage.get("/api/me/export", as: lerato).problem == "sign-in-again")
            #expect(try await stage.get("/api/me/export").status == .unauthorized)
            let again = try await stage.another(deviceOf: lerato)
            #expect(try await stage.get("/api/me/export", as: again).status == .ok)
        }
    }

    /// The files of a ZIP archive, read by another's program.
    private func unpacked(_ bytes: [UInt8]) async throws -> [String: [UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-export-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.appending(path: "all.zip"))
        let script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); z.extractall(sys.argv[2]); print(z.testzip())"
        let outcome = try await Subprocess.run(
            .name("python3"),
            arguments: .init(["-c", script, folder.appending(path: "all.zip").path, folder.appending(path: "in").path]),
            output: .string(limit: 4_096), error: .string(limit: 4_096))
        try #require(outcome.standardOutput == "None\n", "\(outcome.standardError)")
        var files: [String: [UInt8]] = [:]
        let root = folder.appending(path: "in")
        for name in FileManager.default.enumerator(atPath: root.path)?.compactMap({ $0 as? String }) ?? [] {
            guard let data = try? Data(contentsOf: root.appending(path: name)) else { continue }
            files[name] = [UInt8](data)
        }
        return files
    }
}

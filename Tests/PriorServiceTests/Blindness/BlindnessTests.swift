import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

/// No answer that an assessor or a moderator can get says whose case it is: every GET of the table, asked for everything there
/// is, at each point of the way.
@Suite(.database) struct BlindnessTests {
    @Test(.timeLimit(.minutes(15)))
    func `who assesses or moderates never meets the learner's name, address, files or pictures' facts`() async throws {
        try await Stage.run { stage in
            var work = try await stage.casework(policy: "lesotho@3")
            let telling = try await addTellingFiles(work)
            work = work.with(evidence: work.evidence + telling)
            try await work.showPapers()
            let moira = try await stage.staff("Moderator Moira", .moderator, at: work.institution)
            let submission = try await work.admitted()
            let receipt =
                try await stage.get("/api/submissions/\(submission)", as: work.lerato).json["receipt"]?.string ?? "?"
            let canaries = [
                "lerato", "mokoena", work.lerato.id, work.lerato.email, work.portfolio, receipt, "eleven years",
                "tecno", "wall-of", "zanele",
            ]
            let seats = [
                try await work.seated(submission, work.ben, "first"),
                try await work.seated(submission, work.carol, "second"),
            ]
            try await stage.lookIntoAll()
            for (item, type) in zip(telling, Self.copiesOfTelling) {
                let copy = try await stage.get("/api/evidence/\(item)/content", as: work.ben)
                #expect(copy.status == .ok && copy.headers[.contentType] == type, "\(type): \(copy.text.prefix(300))")
            }
            var world = VisibleWorld(work, submission, assignments: seats)
            for who in [work.ben, work.carol, moira] { try await look(world, who, canaries) }
            for (seat, who) in zip(seats, [work.ben, work.carol]) {
                try await work.work(seat, as: who)
                #expect(try await work.complete(seat, as: who).status == .created)
                try await look(world, work.carol, canaries)
            }
            let held = try #require(try await stage.get("/api/moderations", as: moira).items.first?["id"]?.string)
            world.known["moderations"] = [held]
            _ = try await stage.must(
                .post, "/api/moderations/\(held)/acceptances", ["independence": true], as: moira)
            try await look(world, moira, canaries)
            _ = try await stage.must(.post, "/api/moderations/\(held)/verdicts", ["verdict": "agreed"], as: moira)
            let recommended = try await stage.must(
                .post, "/api/submissions/\(submission)/recommendations", ["claim": .string(work.claims[0])],
                as: work.elias)
            world.known["recommendations"] = [recommended.id]
            for who in [work.ben, work.carol, moira] { try await look(world, who, canaries) }
        }
    }

    @Test func `an assessor is given a copy of a photo, whole or in part, as soon as it is made`() async throws {
        try await Stage.run { stage in
            var work = try await stage.casework(policy: "lesotho@3")
            let photo = try await add(TellingPicture.jpeg(by: "Lerato Mokoena"), "image/jpeg", "lerato.jpg", to: work)
            work = work.with(evidence: work.evidence + [photo])
            try await work.showPapers()
            _ = try await work.seated(try await work.admitted(), work.ben, "first")
            let path = "/api/evidence/\(photo)/content"
            let waiting = try await stage.get(path, as: work.ben)
            #expect(waiting.problem == "blind-copy-pending" && waiting.headers[.retryAfter] == "3")
            try await stage.lookIntoAll()
            let (own, blind) = (try await stage.get(path, as: work.lerato), try await stage.get(path, as: work.ben))
            #expect(own.bytes.firstRange(of: Array("Lerato".utf8)) != nil)
            #expect(own.headers[.reprDigest] == Digest.of(own.bytes).contentDigest)
            #expect(blind.status == .ok && blind.bytes.firstRange(of: Array("Lerato".utf8)) == nil)
            #expect(blind.headers[.reprDigest] == Digest.of(blind.bytes).contentDigest && blind.version != own.version)
            let file = try await stage.get("/api/evidence/\(photo)", as: work.ben).json["file"]
            #expect(file?["blindCopy"]?["size"]?.int == blind.bytes.count)
            let part = try await stage.get(
                path, as: work.ben, headers: [.range: "bytes=10-120", .ifRange: blind.version])
            #expect(part.status == .partialContent && part.bytes == Array(blind.bytes[10...120]))
            let again = try await stage.get(path, as: work.ben, headers: [.ifNoneMatch: blind.version])
            #expect(again.status == .notModified)
        }
    }

    @Test func `what no copy can be made of is withheld from assessors, and the coordinator sees what`() async throws {
        try await Stage.run { stage in
            var work = try await stage.casework(policy: "lesotho@3")
            let broken = try await stage.item(
                [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 5_000), as: "image/jpeg", in: work.portfolio,
                by: work.lerato)
            let mail = try await stage.item(
                Array("From: Lerato Mokoena <l@example.org>\r\n\r\nThe wall.\r\n".utf8), as: "message/rfc822",
                in: work.portfolio, by: work.lerato)
            for item in [broken, mail] {
                try await stage.link(item, to: work.claims[0], [work.criteria[0].id], as: work.lerato)
            }
            work = work.with(evidence: work.evidence + [broken, mail])
            try await work.showPapers()
            _ = try await work.seated(try await work.admitted(), work.ben, "first")
            for _ in 1...3 {
                try await stage.lookIntoAll()
                stage.clock.advance(400)
            }
            for item in [broken, mail] {
                let path = "/api/evidence/\(item)/content"
                let seen = try await stage.get(path, as: work.ben)
                #expect(seen.problem == "evidence-withheld", "\(seen.text)")
                #expect(seen.json["reason"]?.string?.isEmpty == false && !seen.text.contains("Lerato"))
                #expect(try await stage.get(path, as: work.lerato).status == .ok)
            }
            let listed = try await stage.get("/api/portfolios/\(work.portfolio)/evidence", as: work.elias)
            let withheld = listed.items.filter { $0["file"]?["blindCopy"]?["state"] == "withheld" }
            #expect(Set(withheld.compactMap { $0["id"]?.string }) == [broken, mail])
        }
    }

    /// The description of the service, whose examples have a Lerato of their own; and the caller's own record on paper, which
    /// is their own credits as the other exports of them are, and takes LibreOffice seconds each.
    private static let sameForAll: Set = ["openAPI", "exportCreditsAsPDF"]

    private func look(_ world: VisibleWorld, _ who: Actor, _ canaries: [String]) async throws {
        for (path, seen) in try await world.seen(by: who, without: Self.sameForAll) {
            #expect(seen.status.code < 500, "\(path): \(seen.text)")
            let body = seen.text.lowercased()
            let headers = seen.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n").lowercased()
            // What the caller sent comes back in a problem's words nowhere; an address that they know is no news to them.
            for canary in canaries where body.contains(canary.lowercased()) || headers.contains(canary.lowercased()) {
                Issue.record("\(who.name) meets `\(canary)` at GET \(path): \(seen.text.prefix(300))")
            }
        }
    }

    /// What assessors are given of each of the telling files, in their order.
    private static let copiesOfTelling = [
        "image/jpeg", "image/png", "application/pdf", "application/pdf", "video/mp4", "image/jpeg",
    ]

    /// Files that say whose they are, linked to the claim; the last, a HEIC, only where there is one to make it of.
    private func addTellingFiles(_ work: Casework) async throws -> [String] {
        let files: [(bytes: [UInt8], type: String, name: String)] = try await MadeFiles.with { folder in
            var files = [
                (try TellingPicture.jpeg(by: "Lerato Mokoena"), "image/jpeg", "lerato-mokoena-selfie.jpg"),
                (TellingPicture.png(by: "Lerato Mokoena"), "image/png", "mokoena.png"),
            ]
            try folder.write(try MadeFiles.sample("work-record.pdf"), "record.pdf")
            let told = ["Author", "Title", "XMP-dc:Creator"].map { "-\($0)=Lerato Mokoena" }
            try await folder.run("exiftool", ["-q", "-overwrite_original"] + told + ["record.pdf"])
            files.append((try folder.bytes("record.pdf"), "application/pdf", "mokoena.pdf"))
            for kind in [TellingFile.docx, .mp4, .heic] {
                guard let made = try await kind.make(in: folder) else { continue }
                files.append((try folder.bytes(made), kind.mediaType, "lerato-\(made)"))
            }
            return files
        }
        var made: [String] = []
        for file in files { made.append(try await add(file.bytes, file.type, file.name, to: work)) }
        return made
    }

    private func add(_ bytes: [UInt8], _ type: String, _ name: String, to work: Casework) async throws -> String {
        let item = try await work.stage.send(
            .post,
            "/api/portfolios/\(work.portfolio)/evidence?kind=artefact&title=Wall&fileName=\(name)&producedOn=2026-05-01",
            bytes: bytes, as: work.lerato, headers: [.contentType: type])
        #expect(item.status == .created, "\(name): \(item.text)")
        try await work.stage.link(item.id, to: work.claims[0], [work.criteria[0].id], as: work.lerato)
        return item.id
    }
}

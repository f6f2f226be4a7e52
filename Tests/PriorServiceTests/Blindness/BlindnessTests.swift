import Assessment
import Foundation
import HTTPTypes
import Postgres
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
            let photo = try await addTellingPictures(work)
            work = work.with(evidence: work.evidence + photo)
            try await work.showPapers()
            let moira = try await stage.staff("Moderator Moira", .moderator, at: work.institution)
            let submission = try await work.admitted()
            try await stage.lookIntoAll()
            let receipt =
                try await stage.get("/api/submissions/\(submission)", as: work.lerato).json["receipt"]?.string ?? "?"
            let canaries = [
                "lerato", "mokoena", work.lerato.id, work.lerato.email, work.portfolio, receipt, "eleven years",
                "tecno", "wall-of",
            ]
            let seats = [
                try await work.seated(submission, work.ben, "first"),
                try await work.seated(submission, work.carol, "second"),
            ]
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

    @Test func `an assessor's photo is theirs to look at, whole or in part, and tells nothing`() async throws {
        try await Stage.run { stage in
            var work = try await stage.casework(policy: "lesotho@3")
            let photo = try await addTellingPictures(work)[0]
            work = work.with(evidence: work.evidence + [photo])
            try await work.showPapers()
            _ = try await work.seated(try await work.admitted(), work.ben, "first")
            let path = "/api/evidence/\(photo)/content"
            let (own, blind) = (try await stage.get(path, as: work.lerato), try await stage.get(path, as: work.ben))
            #expect(blind.status == .ok && blind.bytes.count == own.bytes.count && blind.bytes != own.bytes)
            #expect(blind.headers[.reprDigest] == nil && blind.version != own.version)
            #expect(own.bytes.firstRange(of: Array("Lerato".utf8)) != nil)
            let part = try await stage.get(
                path, as: work.ben, headers: [.range: "bytes=10-120", .ifRange: blind.version])
            #expect(part.status == .partialContent && part.bytes == Array(blind.bytes[10...120]))
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

    /// A JPEG and a PNG that say whose they are, linked to the claim.
    private func addTellingPictures(_ work: Casework) async throws -> [String] {
        var made: [String] = []
        for (bytes, type, name) in [
            (try TellingPicture.jpeg(by: "Lerato Mokoena"), "image/jpeg", "lerato-mokoena-selfie.jpg"),
            (TellingPicture.png(by: "Lerato Mokoena"), "image/png", "mokoena.png"),
        ] {
            let item = try await work.stage.send(
                .post,
                "/api/portfolios/\(work.portfolio)/evidence?kind=artefact&title=Wall&fileName=\(name)&producedOn=2026-05-01",
                bytes: bytes, as: work.lerato, headers: [.contentType: type])
            #expect(item.status == .created, "\(item.text)")
            try await work.stage.link(item.id, to: work.claims[0], [work.criteria[0].id], as: work.lerato)
            made.append(item.id)
        }
        return made
    }
}

import Assessment
import Foundation
import HTTPTypes
import MediaType
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct QuarantineTests {
    /// A PDF that carries another file.
    private static let attached = Array(
        String(decoding: Samples.pdf, as: UTF8.self)
            .replacing("%%EOF", with: "9 0 obj<</Type/EmbeddedFile/Length 0>>endobj\nstartxref\n0\n%%EOF").utf8)

    private struct Scene: Sendable {
        var stage: Stage
        var lerato: Actor
        var elias: Actor
        var auditor: Actor
        var foreign: Actor
        var portfolio: String
    }

    private func scene(
        _ change: @escaping @Sendable (inout Settings) -> Void = { _ in },
        _ test: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await Stage.run(change) { stage in
            let college = try await stage.institution("maseru-college")
            let other = try await stage.institution("other")
            let lerato = try await stage.person("Lerato")
            try await test(
                Scene(
                    stage: stage, lerato: lerato, elias: try await stage.staff("Elias", .coordinator, at: college),
                    auditor: try await stage.staff("Audrey", .auditor, at: college),
                    foreign: try await stage.staff("Frank", .coordinator, at: other),
                    portfolio: try await stage.portfolio(of: lerato, at: college)))
        }
    }

    @Test func `a file that the policy holds is given to nobody until a coordinator releases it with a reason`()
        async throws
    {
        try await scene { scene in
            let stage = scene.stage
            let seen = try await stage.upload(Self.attached, to: scene.portfolio, as: scene.lerato, "?fileName=a.pdf")
            #expect(seen.status == .created, "\(seen.text)")
            #expect(seen.json["file"]?["verdict"] == "quarantined")
            #expect(seen.json["file"]?["quarantinedBy"] == "attachment")
            #expect(seen.json["file"]?["advice"]?.string?.isEmpty == false)
            #expect(seen.json["file"]?["libmagicDatabase"]?.string?.isEmpty == false)
            let item = "/api/evidence/\(seen.id)"
            for who in [scene.lerato, scene.elias] {
                let content = try await stage.get("\(item)/content", as: who)
                #expect(content.status == .conflict && content.problem == "evidence-quarantined", "\(content.text)")
                #expect(content.json["quarantinedBy"] == "attachment")
            }
            let reason: JSONValue = ["reason": "I looked at it with the learner."]
            for who in [scene.lerato, scene.auditor] {
                #expect(try await stage.post("\(item)/releases", reason, as: who).status == .forbidden)
            }
            #expect(try await stage.post("\(item)/releases", reason, as: scene.foreign).status == .notFound)
            #expect(try await stage.post("\(item)/releases", [:], as: scene.elias).status == .unprocessableContent)
            let released = try await stage.post("\(item)/releases", reason, as: scene.elias)
            #expect(released.status == .ok && released.json["file"]?["verdict"] == "accepted", "\(released.text)")
            #expect(released.json["file"]?["releasedAt"] != nil)
            #expect(try await stage.get("\(item)/content", as: scene.lerato).bytes == Self.attached)
            let again = try await stage.post("\(item)/releases", reason, as: scene.elias)
            #expect(again.status == .conflict && again.problem == "evidence-not-quarantined")
        }
    }

    @Test func `with a scanner every file waits, a scanner that is down is never a clean file, and malware stays`()
        async throws
    {
        guard FileManager.default.isExecutableFile(atPath: "/usr/sbin/clamd") else {
            try Test.cancel("no clamd here: not tested")
        }
        let clamav = try ClamAV()
        defer { clamav.stop() }
        let clamd = Clamd(address: .unix(clamav.socket))
        try await scene({ $0.scanner = .unix(clamav.socket) }) { scene in
            let stage = scene.stage
            let scanner = Scanner(resources: stage.resources)
            let photo = try await stage.upload(Samples.png, to: scene.portfolio, as: scene.lerato).id
            let text = try await stage.upload(
                Array(ClamAV.eicar.utf8), to: scene.portfolio, as: scene.lerato, "?fileName=note.txt")
            #expect(text.json["file"]?["quarantinedBy"] == "scan_pending", "\(text.text)")
            #expect(try await scanner.scanOne(with: clamd) == false)
            #expect(try await stage.get("/api/evidence/\(photo)/content", as: scene.lerato).status == .conflict)

            try await clamav.start()
            stage.clock.advance(7_200)
            while try await scanner.scanOne(with: clamd) {}
            #expect(try await stage.get("/api/evidence/\(photo)/content", as: scene.lerato).bytes == Samples.png)
            let infected = try await stage.get("/api/evidence/\(text.id)", as: scene.lerato).json["file"]
            #expect(infected?["verdict"] == "quarantined" && infected?["quarantinedBy"] == "malware")
            #expect(infected?["signature"]?.string?.contains("Prior.Test") == true)
            let content = try await stage.get("/api/evidence/\(text.id)/content", as: scene.elias)
            #expect(content.status == .conflict && content.json["quarantinedBy"] == "malware")
            let release = try await stage.post(
                "/api/evidence/\(text.id)/releases", ["reason": "It is only a test."], as: scene.elias)
            #expect(release.status == .conflict && release.problem == "evidence-infected")
            // The same bytes need not be looked at again.
            let again = try await stage.upload(Samples.png, to: scene.portfolio, as: scene.lerato)
            #expect(again.json["file"]?["verdict"] == "accepted" || again.status == .created)
            #expect(try await stage.get("/api/evidence/\(again.id)/content", as: scene.lerato).status == .ok)
        }
    }

    @Test(arguments: [
        ("stream: OK", Clamd.Word.clean), ("stream: Eicar-Test FOUND", .found("Eicar-Test")),
        ("INSTREAM size limit exceeded. ERROR", .failed("INSTREAM size limit exceeded. ERROR")),
        ("stream: Can't allocate memory ERROR", .failed("Can't allocate memory ERROR")), ("", .failed("")),
        ("stream:  FOUND", .failed(" FOUND")),
    ])
    func `only the scanner's plain word makes a file clean`(answer: String, word: Clamd.Word) {
        #expect(Clamd.word(in: answer) == word)
    }
}

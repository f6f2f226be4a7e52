import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PriorCredentialTests {
    @Test func `a badge is taken in any carrier, verified, and shown with each thing looked at`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            try await MadeBadges.with(work.lerato.email) { made in
                for file in ["jcs.json", "eddsa.jwt", "jcs.svg", "es256.png", "ob2-signed.svg"] {
                    let seen = try await stage.badge(made.bytes(file), to: work.portfolio, as: work.lerato)
                    #expect(seen.status == .created && seen.json["standing"] == "verified", "\(file): \(seen.text)")
                    #expect(seen.json["checks"]?[0]?["checks"]?.array?.count == 6 && seen.json["counts"] == true)
                    let item = "/api/evidence/\(seen.json["evidence"]?.string ?? "")"
                    #expect(try await stage.get("\(item)/credential", as: work.lerato).json == seen.json)
                    let evidence = try await stage.get(item, as: work.lerato).json
                    #expect(evidence["kind"] == "priorCredential")
                    let isPicture = file.hasSuffix("png")
                    #expect(
                        (evidence["file"] != nil) == isPicture && evidence["form"] == (isPicture ? "file" : "record"))
                }
            }
            let stored = try stage.storedFiles.map { name in
                try Data(contentsOf: stage.resources.settings.dataDirectory.appending(path: "evidence/\(name)"))
            }
            #expect(!stored.contains { $0.range(of: Data("<svg".utf8)) != nil }, "no SVG is kept")
        }
    }

    @Test
    func `a badge that is not what it says is kept, shown as that, and does not count until its issuer was asked`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            try await MadeBadges.with(work.lerato.email) { made in
                let seen = try await stage.badge(made.bytes("tampered.png"), to: work.portfolio, as: work.lerato)
                #expect(seen.status == .created && seen.json["standing"] == "failed" && seen.json["counts"] == false)
                let item = seen.json["evidence"]?.string ?? ""
                try await stage.link(item, to: work.claims[0], ["drawing"], as: work.lerato)
                #expect(try await work.items(on: "drawing") == 2)
                let ask: JSONValue = [
                    "way": "telephone", "asked": "The federation's office", "askedOn": "2026-09-01",
                    "answer": "confirmed", "note": "Lerato Mokoena, in their list.",
                ]
                let path = "/api/evidence/\(item)/inquiries"
                #expect(try await stage.post(path, ask, as: work.lerato).status == .forbidden)
                #expect(try await stage.post(path, ask, as: work.elias).status == .created)
                #expect(try await work.items(on: "drawing") == 3)
                stage.clock.advance(60)
                var denied = ask
                denied["answer"] = "denied"
                #expect(try await stage.post(path, denied, as: work.elias).status == .created)
                #expect(try await work.items(on: "drawing") == 2)
                let known = try await stage.get("/api/evidence/\(item)/credential", as: work.lerato)
                #expect(known.json["inquiries"]?.array?.map { $0["answer"] } == ["denied", "confirmed"])
                let other = try await stage.post("/api/evidence/\(work.evidence[0])/inquiries", ask, as: work.elias)
                #expect(other.problem == "not-a-credential")
            }
        }
    }

    @Test func `a badge is checked again as of then, and what was found before stays`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            try await MadeBadges.with(work.lerato.email) { made in
                let seen = try await stage.badge(made.bytes("jcs.json"), to: work.portfolio, as: work.lerato)
                let item = "/api/evidence/\(seen.json["evidence"]?.string ?? "")"
                stage.clock.advance(days: 2)
                // Somebody who changed their address is told that the badge is made out to another one.
                try await stage.resources.database.execute(
                    "update person set email = 'other@example.org' where email = \(work.lerato.email)")
                let again = try await stage.post("\(item)/checks", as: work.elias)
                #expect(again.status == .created && again.json["standing"] == "failed", "\(again.text)")
                let shown = try await stage.get("\(item)/credential", as: work.lerato)
                #expect(shown.json["checks"]?.array?.map { $0["standing"] } == ["failed", "verified"])
                #expect(shown.json["checks"]?[0]?["checkedWith"]?.string?.contains("OpenSSL 3") == true)
                await #expect(throws: (any Error).self) {
                    try await stage.resources.database.execute("update credential_check set is_refuted = true")
                }
            }
        }
    }

    @Test func `a picture that came in like any file is checked for the badge in it`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            try await MadeBadges.with(work.lerato.email) { made in
                let query = "?kind=priorCredential&fileName=badge.png"
                let seen = try await stage.upload(made.bytes("es256.png"), to: work.portfolio, as: work.lerato, query)
                let path = "/api/evidence/\(seen.id)"
                #expect(try await stage.get("\(path)/credential", as: work.lerato).status == .notFound)
                let check = try await stage.post("\(path)/checks", as: work.lerato)
                #expect(check.status == .created && check.json["standing"] == "verified", "\(check.text)")
                #expect(try await stage.get("\(path)/credential", as: work.lerato).json["carrier"] == "png")
                let plain = try await stage.upload(Samples.png, to: work.portfolio, as: work.lerato, query)
                let nothing = try await stage.post("/api/evidence/\(plain.id)/checks", as: work.lerato)
                #expect(nothing.problem == "badge-unreadable" && nothing.json["reason"] == "not_a_badge")
                let file = try await stage.post("/api/evidence/\(work.evidence[0])/checks", as: work.lerato)
                #expect(file.problem == "credential-is-no-badge")
            }
        }
    }

    @Test func `what a certificate says is typed, anew while the portfolio is open, and blind for assessors`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let sent = try await stage.upload(
                Samples.png, to: work.portfolio, as: work.lerato, "?kind=priorCredential&fileName=trade-test.png")
            #expect(sent.json["form"] == "photoOfPaper")
            let path = "/api/evidence/\(sent.id)"
            let facts: JSONValue = [
                "title": "Trade test grade C", "awardingBody": "Lerotholi Polytechnic", "awardedOn": "2012-11-30",
                "number": "TT/2012/0417", "level": "Grade C", "holderName": "L. Mokoena",
            ]
            #expect(try await stage.put("\(path)/certificate", facts, as: work.lerato).status == .preconditionRequired)
            let stated = try await stage.put(
                "\(path)/certificate", facts, as: work.lerato, headers: [.ifMatch: sent.version])
            #expect(stated.status == .ok && stated.json["facts"] == facts && stated.json["standing"] == nil)
            var late = facts
            late["expiresOn"] = "2011-01-01"
            let wrong = try await stage.put(
                "\(path)/certificate", late, as: work.lerato, headers: [.ifMatch: stated.version])
            #expect(wrong.faults == ["/expiresOn before-award"])
            try await stage.link(sent.id, to: work.claims[0], ["drawing"], as: work.lerato)
            let submission = try await work.admitted()
            _ = try await work.seated(submission, work.ben, "first")
            let blind = try await stage.get("\(path)/credential", as: work.ben)
            #expect(blind.status == .ok && blind.json["facts"]?["title"] == "Trade test grade C")
            #expect(!blind.text.contains("Mokoena") && !blind.text.contains("0417") && blind.json["statement"] == nil)
            let shown = try await stage.get("/api/submissions/\(submission)", as: work.ben)
            #expect(!shown.text.contains("Mokoena") && !shown.text.contains("0417"))
            #expect(shown.text.contains("Lerotholi Polytechnic"))
            let manifest = try await stage.get("/api/submissions/\(submission)/manifest", as: work.lerato)
            #expect(manifest.text.contains("TT/2012/0417"))
            let closed = try await stage.put(
                "\(path)/certificate", facts, as: work.lerato, headers: [.ifMatch: "\"1\""])
            #expect(closed.problem == "portfolio-not-open")
            #expect(try await stage.get("\(path)/credential", as: try await stage.person("Thabo")).status == .notFound)
        }
    }

    @Test func `what is no badge leaves nothing`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let before = stage.storedFiles.count
            for bytes in [Samples.png, Samples.html, Array("{}".utf8), [0xFF, 0xFE]] {
                let seen = try await stage.badge(bytes, to: work.portfolio, as: work.lerato)
                #expect(seen.problem == "badge-unreadable", "\(seen.text)")
            }
            let long = try await stage.badge(
                [UInt8](repeating: 0x20, count: 5 << 20), to: work.portfolio, as: work.lerato)
            #expect(long.problem == "file-too-large")
            #expect(stage.storedFiles.count == before)
            #expect(try await stage.get("/api/portfolios/\(work.portfolio)/evidence", as: work.lerato).items.count == 2)
        }
    }
}

extension Stage {
    fileprivate func badge(_ bytes: [UInt8], to portfolio: String, as who: Actor) async throws -> Seen {
        try await send(.post, "/api/portfolios/\(portfolio)/badges?fileName=badge", bytes: bytes, as: who)
    }
}

extension Casework {
    /// How many items count for a criterion of the first claim.
    fileprivate func items(on criterion: String) async throws -> Int? {
        let seen = try await stage.get("/api/portfolios/\(portfolio)/completeness", as: lerato)
        let criteria = seen.json["claims"]?[0]?["criteria"]?.array ?? []
        return criteria.first { $0["criterion"]?.string == criterion }?["items"]?.int
    }
}

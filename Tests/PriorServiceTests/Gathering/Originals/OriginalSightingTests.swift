import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct OriginalSightingTests {
    private let seen: JSONValue = [
        "seen": "original", "seenOn": "2026-01-02", "place": "Maseru", "note": "Lerato brought it.",
    ]

    @Test func `a certificate stops a strict submission until somebody has seen the paper`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework(policy: "strict@2")
            try await work.refer(2)
            try await work.showPapers()
            let certificate = try await stage.evidence(in: work.portfolio, as: work.lerato, kind: "priorCredential")
            try await stage.link(certificate, to: work.claims[0], ["drawing"], as: work.lerato)
            try await work.date(certificate, "2026-01-01")
            let refused = try await work.submit()
            #expect(refused.problem == "portfolio-incomplete")
            #expect(refused.json["findings"]?.array?.map { $0["rule"] } == ["evidence.originalsSeen"])
            #expect(refused.json["findings"]?[0]?["source"]?["locator"] == "widen.com.au")

            let path = "/api/evidence/\(certificate)/original-sightings"
            let recorded = try await stage.post(path, seen, as: work.elias)
            #expect(recorded.status == .created, "\(recorded.text)")
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            let blind = try await stage.get(path, as: work.ben)
            #expect(blind.items.count == 1 && !blind.text.contains("Lerato") && !blind.text.contains(work.elias.id))
            let findings = try await stage.get("/api/assignments/\(id)/findings", as: work.ben)
            #expect(findings.json["originals"]?.array?.contains { $0["evidence"]?.string == certificate } == true)
            #expect(findings.json["originals"]?[0]?["seenBy"] == nil)
            #expect(try await stage.post(path, seen, as: work.ben).status == .forbidden)
        }
    }

    @Test func `what was recorded by mistake is taken back, and stays to be read`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let path = "/api/evidence/\(work.evidence[0])/original-sightings"
            let id = try await stage.post(path, seen, as: work.elias).id
            let back = "/api/original-sightings/\(id)/withdrawals"
            let fumane = try await stage.staff("Registrar Fumane", .registrar, at: work.institution)
            #expect(try await stage.post(back, ["reason": "Not mine."], as: fumane).status == .forbidden)
            #expect(try await stage.post(back, ["reason": "Another paper."], as: work.elias).status == .created)
            #expect(try await stage.post(back, ["reason": "Again."], as: work.elias).problem == "sighting-withdrawn")
            let kept = try await stage.get(path, as: work.lerato).items
            #expect(kept.count == 1 && kept[0]["withdrawnAt"] != nil)
        }
    }

    @Test func `nobody vouches for their own papers, nor says half of it`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let path = "/api/evidence/\(work.evidence[0])/original-sightings"
            #expect(try await stage.post(path, seen, as: work.lerato).status == .forbidden)
            try await stage.grant(.registrar, to: work.lerato, at: work.institution)
            #expect(try await stage.post(path, seen, as: work.lerato).status == .forbidden)
            #expect(try await stage.post(path, seen, as: work.carol).status == .notFound)
            let copy: JSONValue = ["seen": "certifiedCopy", "seenOn": "2026-01-02", "place": "Maseru"]
            #expect(try await stage.post(path, copy, as: work.elias).faults == ["/certifiedBy certified"])
            let tomorrow: JSONValue = ["seen": "original", "seenOn": "2199-01-02", "place": "Maseru"]
            #expect(try await stage.post(path, tomorrow, as: work.elias).faults == ["/seenOn future"])
        }
    }
}

@Suite(.database) struct CurrencyStatementTests {
    @Test func `an old certificate is upheld by a statement that names newer evidence, and the snapshot keeps it`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework(policy: "strict@2")
            try await work.refer(2)
            try await work.showPapers()
            let certificate = try await stage.evidence(in: work.portfolio, as: work.lerato, kind: "priorCredential")
            try await stage.link(certificate, to: work.claims[0], ["drawing"], as: work.lerato)
            try await work.date(certificate, "2010-11-30")
            _ = try await stage.post(
                "/api/evidence/\(certificate)/original-sightings",
                [
                    "seen": "certifiedCopy", "certifiedBy": "A commissioner of oaths", "seenOn": "2026-01-02",
                    "place": "Roma",
                ],
                as: work.elias)
            let refused = try await work.submit()
            #expect(refused.json["findings"]?.array?.map { $0["rule"] } == ["currency.statementOfCurrency"])
            let path = "/api/evidence/\(certificate)/currency-statement"
            #expect(try await stage.get(path, as: work.lerato).status == .notFound)
            let itself = try await stage.put(
                path, ["says": "I still can.", "items": [.string(certificate)]], as: work.lerato)
            #expect(itself.faults == ["/items/0 itself"])
            let stated = try await stage.put(
                path, ["says": "I read drawings each week.", "items": [.string(work.evidence[0])]], as: work.lerato)
            #expect(stated.status == .ok, "\(stated.text)")
            let completeness = try await stage.get("/api/portfolios/\(work.portfolio)/completeness", as: work.lerato)
            let standing = completeness.json["claims"]?[0]?["evidence"]?.array?.first {
                $0["evidence"]?.string == certificate
            }
            #expect(standing?["age"] == "upheld" && standing?["currentUntil"] == "2015-11-30")
            let submission = try await work.admitted()
            _ = try await work.seated(submission, work.ben, "first")
            let item = try await stage.get("/api/submissions/\(submission)", as: work.ben).json["evidence"]?.array?
                .first { $0["id"]?.string == certificate }
            #expect(item?["currency"]?["says"] == "I read drawings each week.")
            #expect(
                try await stage.put(path, ["says": "More.", "items": [.string(work.evidence[0])]], as: work.elias)
                    .status == .forbidden)
            #expect(try await stage.delete(path, as: work.lerato).problem == "portfolio-not-open")
        }
    }
}

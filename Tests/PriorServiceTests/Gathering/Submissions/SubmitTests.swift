import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct SubmitTests {
    @Test func `a complete portfolio is handed in with a receipt that proves what was in it`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let seen = try await work.submit()
            #expect(seen.status == .created)
            #expect(seen.json["state"] == "received")
            #expect(seen.json["number"] == 1)
            #expect(try await work.state() == "submitted")
            let manifest = try await stage.get("/api/submissions/\(seen.id)/manifest", as: work.lerato)
            let digest = Digest.of(manifest.bytes)
            #expect(seen.json["manifestDigest"]?.string == digest.hex)
            #expect(manifest.headers[.reprDigest] == "sha-256=:\(Data(digest.bytes).base64EncodedString()):")
            let item = manifest.json["evidence"]?.array?.first { $0["id"]?.string == work.evidence[0] }
            #expect(item?["file"]?["digest"]?.string == Digest.of("The wall at Ha Thetsane, artefact.\n").hex)
            let code = try #require(seen.json["receipt"]?.string)
            let receipt = try await stage.get("/api/submission-receipts/\(code.lowercased())")
            #expect(receipt.json["manifestDigest"]?.string == digest.hex)
            #expect(!receipt.text.contains("Lerato") && !receipt.text.contains(work.lerato.id))
            #expect(try await stage.get("/api/submission-receipts/AAAA-BBBB-CCCC-DDDD").status == .notFound)
        }
    }

    @Test func `what the policy asks for is missing, so nothing is handed in and each finding is named`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            try await stage.resources.database.execute("delete from evidence_link where criterion_id = 'drawing'")
            let seen = try await work.submit()
            #expect(seen.status == .conflict && seen.problem == "portfolio-incomplete")
            let findings = seen.json["findings"]?.array ?? []
            #expect(findings.map { $0["rule"] } == ["evidence.minimumPiecesPerCriterion"])
            #expect(findings.map { $0["criterion"] } == ["drawing"])
            #expect(try await work.state() == "draft")
            #expect(try await stage.get("/api/portfolios/\(work.portfolio)/submissions", as: work.lerato).items.isEmpty)
        }
    }

    @Test func `an empty portfolio and an undeclared one are refused`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let undeclared = try await stage.post(
                "/api/portfolios/\(work.portfolio)/submissions", ["declaration": false], as: work.lerato)
            #expect(undeclared.faults == ["/declaration declaration"])
            let empty = try await stage.post(
                "/api/portfolios", ["institution": .string(work.institution), "title": "Empty"], as: work.lerato)
            let seen = try await stage.post(
                "/api/portfolios/\(empty.id)/submissions", ["declaration": true], as: work.lerato)
            #expect(seen.problem == "portfolio-incomplete" && seen.json["findings"]?.array?.isEmpty == true)
        }
    }

    @Test func `sent twice it is handed in once, with the same answer under the same key`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let path = "/api/portfolios/\(work.portfolio)/submissions"
            let key: HTTPFields = [.idempotencyKey: "on-a-bad-connection"]
            let first = try await stage.post(path, ["declaration": true], as: work.lerato, headers: key)
            let again = try await stage.post(path, ["declaration": true], as: work.lerato, headers: key)
            #expect(first.status == .created && first.bytes == again.bytes)
            let without = try await stage.post(path, ["declaration": true], as: work.lerato)
            #expect(without.status == .conflict && without.json["state"] == "submitted")
            #expect(try await stage.get(path, as: work.lerato).items.count == 1)
        }
    }

    @Test func `of ten submissions at once one is taken`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 { group.addTask { try await work.submit().status.code } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 9))
        }
    }

    @Test func `strangers and other institutions do not learn that a submission is there`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.submit().id
            let thabo = try await stage.person("Thabo")
            let other = try await stage.institution("uwi", policy: "caribbean@1", country: "BB")
            let marcia = try await stage.staff("Coordinator Marcia", .coordinator, .registrar, at: other)
            for who in [thabo, marcia, work.ben] {
                #expect(try await stage.get("/api/submissions/\(id)", as: who).status == .notFound)
                #expect(try await stage.get("/api/submissions/\(id)/manifest", as: who).status == .notFound)
                #expect(
                    try await stage.get("/api/portfolios/\(work.portfolio)/submissions", as: who).status == .notFound)
            }
            let admission = try await stage.post("/api/submissions/\(id)/admissions", [:], as: marcia)
            #expect(admission.status == .notFound)
            #expect(
                try await stage.post("/api/submissions/\(id)/admissions", [:], as: work.lerato).status == .forbidden)
            let list = try await stage.get("/api/submissions?institution=\(work.institution)", as: marcia)
            #expect(list.status == .forbidden)
        }
    }

    @Test func `a submission cannot be changed, not even by the service itself`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            _ = try await work.submit()
            for sql: SQL in [
                "update submission set manifest = '{}'", "delete from submission",
                "update submission_claim set evidence_ids = '{}'", "delete from submission_claim",
            ] {
                await #expect(throws: PostgresError.self) { try await stage.resources.database.execute(sql) }
            }
        }
    }
}

import Assessment
import Foundation
import HTTPTypes
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct UploadTests {
    private func stage(
        _ change: @escaping @Sendable (inout Settings) -> Void = { _ in },
        _ test: @escaping @Sendable (Stage, _ lerato: Actor, _ portfolio: String) async throws -> Void
    ) async throws {
        try await Stage.run(change) { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            try await test(stage, lerato, try await stage.portfolio(of: lerato, at: college))
        }
    }

    @Test func `a file is kept with four facts: declared, promised by its name, found, accepted`() async throws {
        try await stage { stage, lerato, portfolio in
            let seen = try await stage.upload(
                Samples.png, to: portfolio, as: lerato,
                "?title=My%20wall&kind=priorCredential&producedOn=2025-03-01&language=st&description=Double%0Aleaf",
                headers: [
                    .contentType: "image/jpeg",
                    .contentDisposition: "attachment; filename*=UTF-8''lebota%20l%C3%A9.jpg",
                    .contentDigest: Digest.of(Samples.png).contentDigest,
                ])
            #expect(seen.status == .created, "\(seen.text)")
            #expect(seen.version == "\"2\"")
            #expect(
                seen.json["title"] == "My wall" && seen.json["kind"] == "priorCredential"
                    && seen.json["language"] == "st")
            #expect(seen.json["producedOn"] == "2025-03-01" && seen.json["description"] == "Double\nleaf")
            let file = try #require(seen.json["file"])
            #expect(file["name"] == "lebota lé.jpg")
            #expect(file["declaredType"] == "image/jpeg")
            #expect(file["fileExtension"] == "jpg")
            #expect(file["detectedType"] == "image/png")
            #expect(file["acceptedType"] == "image/png")
            #expect(file["acceptedBy"] == "lesotho@1")
            #expect(file["digest"] == .string(Digest.of(Samples.png).hex))
            #expect(try await stage.get("/api/evidence/\(seen.id)", as: lerato).json == seen.json)
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items == [seen.json])
            #expect(stage.storedFiles.count == 1)
        }
    }

    @Test func `a refused file leaves nothing, and its sender learns the rule and what to do`() async throws {
        try await stage { stage, lerato, portfolio in
            let cases: [(bytes: [UInt8], name: String, status: HTTPResponse.Status, rule: String)] = [
                (Samples.html, "cv.pdf", .unsupportedMediaType, "active_content"),
                (Samples.pdf, "photo.jpg", .unsupportedMediaType, "name_disagrees"),
                (Array(Samples.png.prefix(40)), "photo.png", .unsupportedMediaType, "truncated"),
                (Array("#!/bin/sh\nrm -rf /\n".utf8), "notes.txt", .unsupportedMediaType, "active_content"),
                ([], "photo.png", .unprocessableContent, "empty"),
            ]
            for refused in cases {
                let seen = try await stage.upload(refused.bytes, to: portfolio, as: lerato, "?fileName=\(refused.name)")
                #expect(seen.status == refused.status, "\(refused.name): \(seen.text)")
                #expect(seen.problem == (refused.bytes.isEmpty ? "file-empty" : "file-refused"))
                #expect(seen.json["rule"] == .string(refused.rule), "\(seen.text)")
                #expect(seen.json["detail"]?.string?.isEmpty == false && seen.json["detected"] != nil)
            }
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/portfolios/\(portfolio)", as: lerato).version == "\"1\"")
            #expect(stage.storedFiles.isEmpty)
        }
    }

    @Test func `a file larger than the limit is refused at once, announced or not`() async throws {
        try await stage({ $0.maximumEvidenceBytes = 1_000_000 }) { stage, lerato, portfolio in
            let tooMuch = Samples.png + [UInt8](repeating: 0, count: 1_000_001 - Samples.png.count)
            let seen = try await stage.upload(tooMuch, to: portfolio, as: lerato)
            #expect(seen.status == .contentTooLarge && seen.problem == "file-too-large")
            #expect(seen.json["maximumBytes"] == 1_000_000)
            #expect(stage.storedFiles.isEmpty)
        }
    }

    @Test func `bytes that are not those announced are not kept`() async throws {
        try await stage { stage, lerato, portfolio in
            let other = Digest.of(Samples.pdf).contentDigest
            let seen = try await stage.upload(Samples.png, to: portfolio, as: lerato, headers: [.contentDigest: other])
            #expect(seen.status == .unprocessableContent && seen.problem == "digest-mismatch")
            #expect(seen.json["expected"] == .string(other))
            let broken = try await stage.upload(
                Samples.png, to: portfolio, as: lerato, headers: [.reprDigest: "sha-256=:AAAA:"])
            #expect(broken.status == .badRequest && broken.problem == "invalid-digest")
            let zipped = try await stage.upload(
                Samples.png, to: portfolio, as: lerato, headers: [.contentEncoding: "gzip"])
            #expect(zipped.problem == "content-encoding")
            #expect(stage.storedFiles.isEmpty)
        }
    }

    @Test func `an upload sent again with its key is one item, and another file under the key is refused`() async throws
    {
        try await stage { stage, lerato, portfolio in
            let key: HTTPFields = [.idempotencyKey: "phone-7"]
            let first = try await stage.upload(Samples.png, to: portfolio, as: lerato, headers: key)
            let second = try await stage.upload(Samples.png, to: portfolio, as: lerato, headers: key)
            #expect(first.status == .created && first.bytes == second.bytes)
            #expect(second.headers[.idempotencyReplayed] == "true")
            let other = try await stage.upload(Samples.pdf, to: portfolio, as: lerato, "?fileName=a.pdf", headers: key)
            #expect(other.status == .unprocessableContent && other.problem == "idempotency-key-reused")
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items.count == 1)
            let without = try await stage.upload(Samples.png, to: portfolio, as: lerato)
            #expect(without.status == .created && without.id != first.id)
        }
    }

    @Test func `only the learner and their adviser add anything, and only while the portfolio is open`() async throws {
        try await Stage.run { stage in
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let college = try await stage.institution("maseru-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let anna = try await stage.staff("Anna", .adviser, at: college)
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            _ = try await stage.send(.put, "/api/portfolios/\(portfolio)/advisers/\(anna.id)", nil, as: elias)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: thabo).status == .notFound)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: elias).status == .forbidden)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: anna).status == .created)
            _ = try await stage.post("/api/portfolios/\(portfolio)/withdrawals", ["reason": "No time"], as: lerato)
            let late = try await stage.upload(Samples.png, to: portfolio, as: lerato)
            #expect(late.status == .conflict && late.json["state"] == "withdrawn")
        }
    }

    @Test func `a query that is wrong is told before a byte is read`() async throws {
        try await stage { stage, lerato, portfolio in
            let cases = [
                ("kind", "testimonial"), ("producedOn", "2025-02-30"), ("producedON", "2025-02-28"), ("title", "%00"),
                ("description", "a%00b"), ("producedOn", "2999-01-01"), ("title", "%FF"),
            ]
            for (name, value) in cases {
                let seen = try await stage.upload(Samples.png, to: portfolio, as: lerato, "?\(name)=\(value)")
                #expect(seen.status == .badRequest && seen.faults == ["?\(name) invalid"], "\(seen.text)")
            }
        }
    }

    @Test func `every file of the corpus is taken as what it is, or refused with a reason`() async throws {
        let corpus = Stage.packageRoot.appending(path: "../shared/corpora/evidence-generated").standardizedFileURL
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: corpus.path) else {
            print("The corpus of evidence files is not here; nothing to try.")
            return
        }
        try await stage { stage, lerato, portfolio in
            for name in names.sorted().filter({ $0.contains(".") && $0 != "MANIFEST.tsv" }) {
                let bytes = [UInt8](try Data(contentsOf: corpus.appending(path: name)))
                guard bytes.count < 4_000_000 else { continue }
                let seen = try await stage.upload(bytes, to: portfolio, as: lerato, "?fileName=\(name)")
                switch seen.status {
                case .created: #expect(seen.json["file"]?["size"]?.int == bytes.count)
                default:
                    #expect(
                        seen.problem?.hasPrefix("file-") == true && seen.json["rule"] != nil, "\(name): \(seen.text)")
                }
                #expect(!(name.hasSuffix(".html") || name.hasSuffix(".svg")) || seen.status != .created, "\(name)")
            }
        }
    }
}

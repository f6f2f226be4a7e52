import Foundation
import HTTPTypes
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct TusTests {
    @Test func `a file sent in pieces is evidence when its last byte is here, and not before`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let said = [
                "filename": "lebota lé.png", "filetype": "image/jpeg", "title": "My wall", "kind": "priorCredential",
                "producedOn": "2025-03-01", "language": "st", "description": "Double\nleaf",
            ]
            let begun = try await stage.begin(Samples.png.count, to: portfolio, as: lerato, said)
            #expect(begun.status == .created && begun.headers[.tusResumable] == "1.0.0", "\(begun.text)")
            #expect(begun.headers[.uploadExpires]?.hasSuffix(" GMT") == true)
            let upload = stage.sending(at: begun, as: lerato)
            let first = try await upload.send(Samples.png.prefix(20), at: 0)
            #expect(first.status == .noContent && first.headers[.uploadOffset] == "20", "\(first.text)")
            #expect(first.headers[.priorEvidence] == nil)
            let asked = try await upload.head()
            #expect(asked.status == .ok && asked.headers[.uploadOffset] == "20" && asked.bytes.isEmpty)
            #expect(asked.headers[.uploadLength] == String(Samples.png.count))
            #expect(asked.headers[.uploadMetadata]?.contains("filename bGVib3RhIGzDqS5wbmc=") == true)
            #expect(asked.headers[.cacheControl] == "no-store")
            #expect(try await upload.show()["offset"] == 20)
            #expect(try await stage.evidence(of: portfolio, as: lerato).isEmpty)

            let last = try await upload.send(Samples.png.dropFirst(20), at: 20)
            #expect(last.status == .noContent, "\(last.text)")
            let item = try await stage.get(try #require(last.headers[.priorEvidence]), as: lerato).json
            #expect(item["title"] == "My wall" && item["kind"] == "priorCredential" && item["language"] == "st")
            #expect(item["producedOn"] == "2025-03-01" && item["description"] == "Double\nleaf")
            #expect(item["file"]?["name"] == "lebota lé.png" && item["file"]?["declaredType"] == "image/jpeg")
            #expect(item["file"]?["digest"] == .string(Digest.of(Samples.png).hex))
            #expect(try await stage.evidence(of: portfolio, as: lerato) == [item])
            let shown = try await upload.show()
            #expect(shown["state"] == "settled" && shown["evidence"] == item["id"], "\(shown)")
            #expect(stage.uploadFiles.isEmpty && stage.storedFiles.count == 1)
            // Asked again, it is told again, and nothing more is made.
            #expect(try await upload.head().headers[.priorEvidence] == last.headers[.priorEvidence])
            #expect(try await upload.send([], at: Samples.png.count).status == .noContent)
            #expect(try await stage.evidence(of: portfolio, as: lerato).count == 1)
        }
    }

    @Test func `an upload is its person's on any device, and there is none for anybody else`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let thabo = try await stage.person("Thabo")
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await upload.send(Samples.png.prefix(9), at: 0)
            let tablet = try await stage.another(deviceOf: lerato)
            #expect(try await upload.head(as: tablet).headers[.uploadOffset] == "9")
            let strange = Sending(stage: stage, who: thabo, path: upload.path)
            #expect(try await strange.head().status == .notFound)
            #expect(try await strange.send([1], at: 9).status == .notFound)
            #expect(try await strange.giveUp().status == .notFound)
            #expect(try await stage.get(upload.path, as: thabo).status == .notFound)
            #expect(try await stage.get("/api/uploads", as: thabo).items.isEmpty)
            #expect(try await stage.begin(9, to: portfolio, as: thabo).status == .notFound)
            let mine = try await stage.get("/api/uploads?portfolio=\(portfolio)&state=open", as: tablet).items
            #expect(mine.map { $0["offset"] } == [9])
            let moved = Sending(stage: stage, who: tablet, path: upload.path)
            #expect(try await moved.send(Samples.png.dropFirst(9), at: 9).headers[.priorEvidence] != nil)
        }
    }

    @Test func `what is spoken here can be asked, and another version is told which`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            for path in ["/api/uploads", "/api/uploads/00000000-0000-7000-8000-000000000000"] {
                let seen = try await stage.send(.options, path, bytes: nil, as: nil)
                #expect(seen.status == .noContent && seen.headers[.tusVersion] == "1.0.0")
                #expect(
                    seen.headers[.tusExtension]
                        == "creation,creation-with-upload,expiration,checksum,termination,concatenation")
                #expect(seen.headers[.tusMaxSize] == "2147483648")
                #expect(seen.headers[.tusChecksumAlgorithm] == "sha1,sha256")
            }
            let old = try await stage.begin(9, to: portfolio, as: lerato, headers: [.tusResumable: "0.2.2"])
            #expect(old.status == .preconditionFailed && old.headers[.tusVersion] == "1.0.0")
            #expect(old.problem == "tus-version")
        }
    }

    @Test func `bytes from another place, of another type, or too many, are refused and change nothing`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await upload.send(Samples.png.prefix(10), at: 0)
            for offset in [0, 9, 11] {
                let seen = try await upload.send([1, 2, 3], at: offset)
                #expect(seen.status == .conflict && seen.headers[.uploadOffset] == "10", "\(seen.text)")
            }
            let typed = try await upload.send([1], at: 10, headers: [.contentType: "application/octet-stream"])
            #expect(typed.status == .unsupportedMediaType)
            let long = try await upload.send(Samples.png, at: 10)
            #expect(long.status == .contentTooLarge && long.problem == "upload-too-long")
            let nowhere = try await upload.send([1], at: 10, headers: [.uploadOffset: "ten"])
            #expect(nowhere.status == .badRequest && nowhere.problem == "invalid-upload")
            #expect(try await upload.head().headers[.uploadOffset] == "10")
            #expect(try await upload.send(Samples.png.dropFirst(10), at: 10).headers[.priorEvidence] != nil)
        }
    }

    @Test func `what cannot be begun is told before a byte is sent`() async throws {
        try await Stage.withPortfolio({ $0.maximumEvidenceBytes = 1_000_000 }) { stage, lerato, portfolio in
            let large = try await stage.begin(1_000_001, to: portfolio, as: lerato)
            #expect(large.status == .contentTooLarge && large.json["maximumBytes"] == 1_000_000)
            #expect(try await stage.begin(0, to: portfolio, as: lerato).problem == "file-empty")
            #expect(try await stage.begin(nil, to: portfolio, as: lerato).problem == "invalid-upload")
            let deferred = try await stage.begin(nil, to: portfolio, as: lerato, headers: [.uploadDeferLength: "1"])
            #expect(deferred.status == .badRequest && deferred.problem == "invalid-upload")
            #expect(try await stage.begin(9, to: nil, as: lerato).problem == "invalid-upload")
            let wrong = try await stage.begin(
                9, to: portfolio, as: lerato, ["kind": "testimonial", "titel": "x", "producedOn": "2025-02-30"])
            #expect(wrong.status == .badRequest && wrong.problem == "invalid-upload-metadata")
            #expect(
                Set(wrong.faults.map { $0.split(separator: " ")[0] }) == [
                    "Upload-Metadata/kind", "Upload-Metadata/titel", "Upload-Metadata/producedOn",
                ])
            let notBase64 = try await stage.begin(
                9, to: portfolio, as: lerato, headers: [.uploadMetadata: "portfolio ???"])
            #expect(notBase64.faults == ["Upload-Metadata/portfolio encoding"])
            let future = try await stage.begin(9, to: portfolio, as: lerato, ["producedOn": "2999-01-01"])
            #expect(future.problem == "invalid-upload")
            _ = try await stage.post("/api/portfolios/\(portfolio)/withdrawals", ["reason": "x"], as: lerato)
            #expect(try await stage.begin(9, to: portfolio, as: lerato).status == .conflict)
            #expect(try await stage.get("/api/uploads", as: lerato).items.isEmpty)
        }
    }

    @Test func `an upload begun twice under one key is one, and one given up is gone`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let key: HTTPFields = [.idempotencyKey: "phone-7"]
            let first = try await stage.begin(9, to: portfolio, as: lerato, headers: key)
            let second = try await stage.begin(9, to: portfolio, as: lerato, headers: key)
            #expect(first.headers[.location] == second.headers[.location])
            #expect(second.headers[.idempotencyReplayed] == "true")
            #expect(try await stage.begin(8, to: portfolio, as: lerato, headers: key).status == .unprocessableContent)
            #expect(try await stage.usage(of: portfolio, as: lerato)["reservedBytes"] == 9)
            let upload = stage.sending(at: first, as: lerato)
            _ = try await upload.send([1, 2], at: 0)
            #expect(stage.uploadFiles.count == 1)
            #expect(try await upload.giveUp().status == .noContent)
            #expect(try await upload.giveUp().status == .notFound)
            #expect(try await upload.head().status == .notFound)
            #expect(stage.uploadFiles.isEmpty)
            #expect(try await stage.usage(of: portfolio, as: lerato)["reservedBytes"] == 0)
        }
    }

    @Test func `bytes may come with the beginning, and PATCH, HEAD and DELETE under another name`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let whole = try await stage.begin(Samples.png.count, to: portfolio, as: lerato, bytes: Samples.png)
            #expect(whole.status == .created && whole.headers[.uploadOffset] == String(Samples.png.count))
            #expect(whole.headers[.priorEvidence] != nil)
            let part = try await stage.begin(
                Samples.png.count, to: portfolio, as: lerato, bytes: Array(Samples.png.prefix(30)))
            #expect(part.status == .created && part.headers[.uploadOffset] == "30")
            let refused = try await stage.begin(Samples.html.count, to: portfolio, as: lerato, bytes: Samples.html)
            #expect(refused.status == .unsupportedMediaType && refused.headers[.location] != nil)

            let upload = stage.sending(at: part, as: lerato)
            var meant = Stage.tus
            meant[.methodOverride] = "HEAD"
            let asked = try await stage.send(.post, upload.path, bytes: nil, as: lerato, headers: meant)
            #expect(asked.status == .ok && asked.headers[.uploadOffset] == "30")
            meant[.methodOverride] = "PATCH"
            meant[.uploadOffset] = "30"
            meant[.contentType] = Tus.pieceType
            let sent = try await stage.send(
                .post, upload.path, bytes: Array(Samples.png.dropFirst(30)), as: lerato, headers: meant)
            #expect(sent.status == .noContent && sent.headers[.priorEvidence] != nil, "\(sent.text)")
            meant[.methodOverride] = "DELETE"
            let gone = try await stage.send(.post, upload.path, bytes: nil, as: lerato, headers: meant)
            #expect(gone.status == .noContent)
            #expect(try await stage.evidence(of: portfolio, as: lerato).count == 2)
        }
    }
}

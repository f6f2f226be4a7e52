import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ChecksumTests {
    private func sha1(_ bytes: some Collection<UInt8>) -> String {
        var hash = StreamingSHA1()
        hash.update(Array(bytes))
        return "sha1 \(Data(hash.finish()).base64EncodedString())"
    }

    private func sha256(_ bytes: some Collection<UInt8>) -> String {
        "sha256 \(Data(Digest.of(Array(bytes)).bytes).base64EncodedString())"
    }

    @Test func `a piece with a wrong checksum is thrown away whole, and the right one goes on`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            let (a, b) = (Samples.png.prefix(25), Samples.png.dropFirst(25))
            #expect(try await upload.send(a, at: 0, headers: [.uploadChecksum: sha1(a)]).status == .noContent)
            for wrong in [sha1(a), sha256(a)] {
                let seen = try await upload.send(b, at: 25, headers: [.uploadChecksum: wrong])
                #expect(seen.status.code == 460 && seen.problem == "upload-checksum", "\(seen.text)")
                #expect(try await upload.head().headers[.uploadOffset] == "25")
            }
            let other = Digest.of(Samples.pdf).contentDigest
            #expect(try await upload.send(b, at: 25, headers: [.contentDigest: other]).status.code == 460)
            for unknown in ["md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1", "sha1 AAAA", "sha256 ???"] {
                let seen = try await upload.send(b, at: 25, headers: [.uploadChecksum: unknown])
                #expect(seen.status == .badRequest, "\(unknown): \(seen.text)")
            }
            let both: HTTPFields = [
                .uploadChecksum: sha256(b), .contentDigest: Digest.of(Array(b)).contentDigest,
                .reprDigest: Digest.of(Samples.png).contentDigest,
            ]
            #expect(try await upload.send(b, at: 25, headers: both).headers[.priorEvidence] != nil)
        }
    }

    @Test func `a piece with a checksum that the service was killed in is taken back to where it began`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await upload.send(Samples.png.prefix(25), at: 0)
            // As a kill leaves it: the mark is set, some bytes came, nothing was checked.
            let id = try #require(try await upload.show()["id"]?.string.flatMap { ID<Upload>($0) })
            try await stage.resources.database.mark(id, checkedTo: 25)
            do {
                let file = try #require(try await stage.resources.uploads.open(id))
                try await file.write(ByteBuffer(bytes: [9, 9, 9]), at: 25)
            }
            #expect(try await upload.show()["offset"] == 25)
            #expect(try await upload.head().headers[.uploadOffset] == "25")
            #expect(try await upload.send(Samples.png.dropFirst(25), at: 25).headers[.priorEvidence] != nil)
        }
    }

    @Test func `a whole file that is not what was announced is refused, and said to be so ever after`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let other = Digest.of(Samples.pdf).contentDigest
            let upload = try await stage.sending(
                Samples.png.count, to: portfolio, as: lerato, headers: [.reprDigest: other])
            let seen = try await upload.send(Samples.png, at: 0)
            #expect(seen.status == .unprocessableContent && seen.problem == "digest-mismatch", "\(seen.text)")
            #expect(try await upload.show()["problem"]?["expected"] == .string(other))
            #expect(stage.storedFiles.isEmpty && stage.uploadFiles.isEmpty)
        }
    }
}

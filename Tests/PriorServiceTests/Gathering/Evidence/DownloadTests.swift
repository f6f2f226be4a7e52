import Assessment
import Foundation
import HTTPTypes
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct DownloadTests {
    private func stage(
        _ test: @escaping @Sendable (Stage, _ lerato: Actor, _ evidence: String) async throws -> Void
    ) async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            try await test(stage, lerato, try await stage.evidence(in: portfolio, as: lerato))
        }
    }

    @Test func `a file comes back byte for byte, to be saved and never shown`() async throws {
        try await stage { stage, lerato, evidence in
            let seen = try await stage.get("/api/evidence/\(evidence)/content", as: lerato)
            #expect(seen.status == .ok && seen.bytes == Samples.png)
            #expect(seen.headers[.contentType] == "image/png")
            #expect(
                seen.headers[.contentDisposition] == "attachment; filename=\"photo.png\"; filename*=UTF-8''photo.png")
            #expect(seen.headers[.xContentTypeOptions] == "nosniff")
            #expect(seen.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(seen.headers[.reprDigest] == Digest.of(Samples.png).contentDigest)
            #expect(seen.headers[.eTag] == "\"\(Digest.of(Samples.png).hex)\"")
            #expect(seen.headers[.acceptRanges] == "bytes")
            #expect(seen.headers[.cacheControl] == "no-store")
        }
    }

    @Test func `a broken download goes on where it stopped`() async throws {
        try await stage { stage, lerato, evidence in
            let path = "/api/evidence/\(evidence)/content"
            let size = Samples.png.count
            let rest = try await stage.get(path, as: lerato, headers: [.range: "bytes=20-"])
            #expect(rest.status == .partialContent && rest.bytes == Array(Samples.png[20...]))
            #expect(rest.headers[.contentRange] == "bytes 20-\(size - 1)/\(size)")
            let end = try await stage.get(path, as: lerato, headers: [.range: "bytes=-5"])
            #expect(end.bytes == Array(Samples.png.suffix(5)))
            let tag = rest.headers[.eTag] ?? ""
            let same = try await stage.get(path, as: lerato, headers: [.range: "bytes=0-3", .ifRange: tag])
            #expect(same.status == .partialContent && same.bytes.count == 4)
            let other = try await stage.get(path, as: lerato, headers: [.range: "bytes=0-3", .ifRange: "\"another\""])
            #expect(other.status == .ok && other.bytes == Samples.png)
            let beyond = try await stage.get(path, as: lerato, headers: [.range: "bytes=\(size)-"])
            #expect(beyond.status == .rangeNotSatisfiable && beyond.headers[.contentRange] == "bytes */\(size)")
            let again = try await stage.get(path, as: lerato, headers: [.ifNoneMatch: "\"x\", \(tag)"])
            #expect(again.status == .notModified && again.bytes.isEmpty)
        }
    }

    @Test func `nobody else reads an item, and whoever may not know of it is told nothing`() async throws {
        try await stage { stage, lerato, evidence in
            let thabo = try await stage.person("Thabo")
            let other = try await stage.institution("roma-college")
            let zodwa = try await stage.staff("Zodwa", .coordinator, .assessor, at: other)
            for who in [thabo, zodwa] {
                for path in ["/api/evidence/\(evidence)", "/api/evidence/\(evidence)/content"] {
                    let seen = try await stage.get(path, as: who)
                    let missing = try await stage.get(
                        path.replacing(evidence, with: UUID().uuidString.lowercased()), as: who)
                    #expect(seen.status == .notFound && seen.json["detail"] == missing.json["detail"])
                }
                #expect(try await stage.delete("/api/evidence/\(evidence)", as: who).status == .notFound)
            }
        }
    }
}

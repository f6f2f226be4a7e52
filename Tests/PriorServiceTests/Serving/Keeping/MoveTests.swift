import EvidenceStore
import Foundation
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

/// They need an S3 server: `make test-stores`.
@Suite(.database, .enabled(if: Bucket.configuration() != nil, "PRIOR_TEST_S3 names no server"))
struct MoveTests {
    @Test(arguments: [BackEnd.local, .s3])
    func `files move while they are read and new ones come, and the move goes on where it was cut short`(
        target: BackEnd
    ) async throws {
        let bucket = try #require(Bucket.configuration())
        let old: BackEnd = target == .s3 ? .local : .s3
        func settings(_ backEnd: BackEnd) -> (inout Settings) -> Void {
            {
                $0.store.s3 = bucket
                $0.store.backEnd = backEnd
            }
        }
        try await Stage.run(settings(old)) { stage in
            let folder = try await stage.folder()
            for number in 10..<40 { try await stage.keep("file \(number)", in: folder) }
            try await stage.put("nobody's")
            var later = stage.resources.settings
            later.store.backEnd = target
            let new = try later.openStore()
            let conninfo = TestDatabase.current.conninfo
            await #expect(throws: PriorEvidence.MoveFault.self) {
                try await PriorEvidence.open(stage.resources.settings, conninfo: conninfo, logger: .silent) {
                    try await $0.move(to: target) { _, _ in }
                }
            }
            // A process that was set anew, and one that is about to be, both read everything at every moment.
            let reader = Task { () async -> Int in
                var read = 0
                while !Task.isCancelled {
                    let digest = Digest.of("file \(Int.random(in: 10..<40))")
                    for store in [new, stage.resources.store] {
                        let result = try? await store.verify(digest)
                        guard !Task.isCancelled else { break }
                        #expect(result == .ok(size: 7))
                        read += 1
                    }
                }
                return read
            }
            let cut = Task { try await Self.move(later, conninfo, to: target) }
            try await Task.sleep(for: .milliseconds(60))
            cut.cancel()
            _ = try? await cut.value
            let move = try await Self.move(later, conninfo, to: target)
            reader.cancel()
            #expect(await reader.value > 0)
            #expect(move.damaged == [])
            let (from, into): (any EvidenceStore, any EvidenceStore) =
                target == .s3
                ? (try later.localStore(), try #require(try later.s3Store()))
                : (try #require(try later.s3Store()), try later.localStore())
            var left = 0
            for try await _ in from.entries() { left += 1 }
            #expect(left == 0)
            for number in 10..<40 { #expect(try await into.contains(.of("file \(number)"))) }
            let rows = try await stage.resources.database.one(
                "select count(*)::int as count from evidence_object where back_end = \(target)")
            #expect(try rows["count"] as Int == 31)
        }
    }

    private static func move(_ settings: Settings, _ conninfo: String, to target: BackEnd) async throws
        -> PriorEvidence.Move
    {
        try await PriorEvidence.open(settings, conninfo: conninfo, logger: .silent) {
            try await $0.move(to: target) { _, _ in }
        }
    }
}

/// The bucket of the S3 server that the environment names.
enum Bucket {
    static func configuration() -> S3Configuration? {
        let environment = ProcessInfo.processInfo.environment
        guard let endpoint = environment["PRIOR_TEST_S3"], !endpoint.isEmpty else { return nil }
        return S3Configuration(
            endpoint: endpoint, bucket: environment["PRIOR_TEST_S3_BUCKET"] ?? "prior", prefix: "test/\(UUID())",
            accessKey: environment["PRIOR_TEST_S3_ACCESS_KEY"] ?? "",
            secretKey: environment["PRIOR_TEST_S3_SECRET_KEY"] ?? "")
    }
}

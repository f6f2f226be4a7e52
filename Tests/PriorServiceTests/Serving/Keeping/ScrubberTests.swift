import EvidenceStore
import Foundation
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ScrubberTests {
    @Test func `one flipped bit is found within one cycle, written down and told`() async throws {
        let log = HeardLog()
        try await Stage.run { stage in
            let folder = try await stage.folder()
            for number in 0..<12 { try await stage.keep("file \(number)", in: folder) }
            let broken = Digest.of("file 7")
            try stage.flip(broken)
            stage.clock.advance(3600)
            let scrubber = Scrubber(
                store: stage.resources.store, database: stage.resources.database, logger: log.logger)
            var looked = 0
            while try await scrubber.scrubNext(at: stage.clock.now) != nil { looked += 1 }
            #expect(looked == 12)
            let rows = try await stage.resources.database.query(
                "select digest from evidence_object where verified_as = 'changed'")
            #expect(try rows.map { try $0["digest"] as Digest } == [broken])
            #expect(log.lines.count { $0.contains("critical") && $0.contains(broken.hex) } == 1)
            #expect(KeepingCounts.text.contains("prior_evidence_changed_objects_total"))
            // The next cycle begins after a week.
            stage.clock.advance(days: 8)
            #expect(try await scrubber.scrubNext(at: stage.clock.now) != nil)
        }
    }

    @Test func `verifying tells what is missing, changed and orphaned, and whose it was`() async throws {
        try await Stage.run { stage in
            let folder = try await stage.folder()
            for number in 0..<6 { try await stage.keep("file \(number)", in: folder) }
            try await stage.put("nobody's")
            try stage.flip(.of("file 1"))
            try await stage.resources.store.remove(.of("file 2"))
            try await PriorEvidence.open(
                stage.resources.settings, conninfo: TestDatabase.current.conninfo, logger: .silent
            ) { evidence in
                var findings: [String: PriorEvidence.Finding] = [:]
                let summary = try await evidence.verify(.init()) { findings[$0.object] = $0 }
                // The orphan was hashed as well.
                #expect(summary.fine == 5 && !summary.isWhole)
                #expect(findings.count == 3)
                #expect(findings[Digest.of("file 1").hex]?.fault == .changed)
                #expect(findings[Digest.of("file 1").hex]?.evidence.count == 1)
                #expect(findings[Digest.of("file 2").hex]?.fault == .missing)
                #expect(findings[Digest.of("nobody's").hex]?.fault == .orphaned)
                let sample = try await evidence.verify(.init(count: 2)) { _ in }
                #expect(sample.fine + (sample.faults[.missing] ?? 0) + (sample.faults[.changed] ?? 0) == 2)
                let none = try await evidence.verify(.init(since: stage.clock.now.addingTimeInterval(60))) { _ in }
                #expect(none.fine == 0 && none.isWhole)
                let nothing = try await evidence.verify(.init(share: 0)) { _ in }
                #expect(nothing.fine == 0)
            }
        }
    }
}

extension Stage {
    /// Puts a text into the store with a record that refers to it.
    func keep(_ text: String, in folder: (institution: UUID, portfolio: UUID)) async throws {
        let object = try await put(text)
        let now = clock.now
        try await resources.database.transaction { connection in
            try await connection.keep(object, at: now)
            try await connection.refer(to: object, in: folder, at: now)
        }
    }

    /// Flips one bit of an object on the disk.
    func flip(_ digest: Digest) throws {
        let path = try #require(storedFiles.first { $0.hasSuffix(digest.hex) })
        let file = resources.settings.dataDirectory.appending(path: "evidence/\(path)")
        var bytes = try Data(contentsOf: file)
        bytes[0] ^= 4
        try bytes.write(to: file)
    }
}

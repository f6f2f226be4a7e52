import Foundation
import Postgres
import Seal

extension Connection {
    /// Puts the bytes on the scanner's list. What it has looked at before it need not look at again.
    func awaitScan(of digest: Digest, at now: Date) async throws {
        try await execute(
            """
            insert into evidence_scan (digest, state, next_attempt_at) values (\(digest), 'pending', \(now))
            on conflict (digest) do nothing
            """)
    }
}

extension Database {
    /// Takes up the scan that is due first, so that for some time nobody else does.
    func nextScan(at now: Date, for duration: TimeInterval) async throws -> (digest: Digest, attempts: Int)? {
        try await first(
            """
            update evidence_scan set attempts = attempts + 1, next_attempt_at = \(now.addingTimeInterval(duration))
            where digest = (select digest from evidence_scan where state = 'pending' and next_attempt_at <= \(now)
                order by next_attempt_at limit 1 for update skip locked)
            returning digest, attempts
            """
        ).map { (try $0["digest"], try $0["attempts"]) }
    }

    /// Writes what the scanner said. What was found before stays.
    func settleScan(of digest: Digest, _ word: Clamd.Word, by scanner: String, attempts: Int, at now: Date) async throws
    {
        switch word {
        case .clean:
            try await execute(
                """
                update evidence_scan set state = 'clean', scanner = \(scanner), scanned_at = \(now), last_fault = null
                where digest = \(digest) and state = 'pending'
                """)
        case .found(let signature):
            try await execute(
                """
                update evidence_scan set state = 'found', signature = \(signature), scanner = \(scanner),
                    scanned_at = \(now), last_fault = null
                where digest = \(digest)
                """)
        case .failed(let fault):
            let wait = Double(5 << min(attempts, 7))
            try await execute(
                """
                update evidence_scan set last_fault = \(String(fault.prefix(400))),
                    next_attempt_at = \(now.addingTimeInterval(wait))
                where digest = \(digest) and state = 'pending'
                """)
        }
    }
}

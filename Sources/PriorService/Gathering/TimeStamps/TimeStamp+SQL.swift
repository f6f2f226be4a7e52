import Assessment
import Foundation
import Postgres
import Seal

/// A stamp that is to be got.
struct DueTimeStamp: Sendable {
    var submission: ID<Submission>
    var digest: Digest
    var attempts: Int
}

extension Database {
    /// Wants a stamp for every submission that has none.
    func wantTimeStamps(at moment: Date) async throws {
        try await execute(
            """
            insert into time_stamp (submission_id, institution_id, digest, wanted_at, next_attempt_at)
            select s.id, s.institution_id, s.manifest_digest, \(moment), \(moment) from submission s
            where not exists (select from time_stamp t where t.submission_id = s.id)
            on conflict do nothing
            """)
    }
}

extension Connection {
    /// Wants a stamp for a submission.
    func wantTimeStamp(on submission: SubmissionRecord) async throws {
        try await execute(
            """
            insert into time_stamp (submission_id, institution_id, digest, wanted_at, next_attempt_at)
            values (\(submission.id), \(submission.institution), \(submission.manifestDigest), \(submission.submittedAt),
                \(submission.submittedAt))
            """)
    }

    /// The stamp that is due first, held until the transaction ends; nil where none is.
    func dueTimeStamp(at moment: Date) async throws -> DueTimeStamp? {
        try await first(
            """
            select submission_id, digest, attempts from time_stamp
            where response is null and next_attempt_at <= \(moment)
            order by next_attempt_at limit 1 for update skip locked
            """
        ).map { try DueTimeStamp(submission: $0["submission_id"], digest: $0["digest"], attempts: $0["attempts"]) }
    }

    func keep(_ stamp: TimeStamp, from authority: String, of submission: ID<Submission>) async throws {
        try await execute(
            """
            update time_stamp set response = \([UInt8](stamp.response)), stamped_at = \(stamp.time),
                serial = \(stamp.serial), authority = \(authority), attempts = attempts + 1, last_fault = null
            where submission_id = \(submission)
            """)
    }

    /// Tries again after a while, longer each time, and after some hours at the most.
    func putOff(_ due: DueTimeStamp, because fault: String, at moment: Date) async throws {
        let wait = Double(30 << min(due.attempts, 9))
        try await execute(
            """
            update time_stamp set attempts = attempts + 1, last_fault = \(fault),
                next_attempt_at = \(moment.addingTimeInterval(wait))
            where submission_id = \(due.submission)
            """)
    }
}

import Assessment
import Foundation
import Postgres

extension Connection {
    /// Keeps what the policy found of a submission, for good.
    func insert(_ found: Sufficiency, of submission: SubmissionRecord) async throws {
        try await execute(
            """
            insert into submission_sufficiency (submission_id, institution_id, day, findings)
            values (\(submission.id), \(submission.institution), \(found.day), \(try JSONText(encoding: found)))
            """)
    }

    /// What the policy found of a submission when it was made; nil for those made before that was kept.
    func sufficiency(of submission: ID<Submission>) async throws -> Sufficiency? {
        let row = try await first("select findings from submission_sufficiency where submission_id = \(submission)")
        guard let row else { return nil }
        let text: JSONText = try row["findings"]
        return try text.decode()
    }
}

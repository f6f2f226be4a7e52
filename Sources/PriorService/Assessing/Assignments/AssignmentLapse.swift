import Assessment
import Foundation
import Postgres

extension Connection {
    /// Writes down which offers of a submission ran out unanswered; their seats can be given again.
    fileprivate func lapseAssignments(
        of submission: ID<Submission>, at moment: Date
    ) async throws -> [(id: ID<Assignment>, institution: ID<Institution>)] {
        try await query(
            """
            update assignment set lapsed_at = \(moment), version = version + 1
            where id in (select id from assignment where accepted_at is null and declined_at is null and lapsed_at is null
                and accept_by < \(moment) and submission_id = \(submission) order by id for update)
            returning id, institution_id
            """
        ).map { (try $0["id"], try $0["institution_id"]) }
    }
}

extension Change {
    /// Lapses what ran out on one submission, before its seats are looked at.
    func lapseAssignments(of submission: ID<Submission>) async throws {
        for lapsed in try await connection.lapseAssignments(of: submission, at: call.now) {
            record(
                "assignment.lapsed", of: lapsed.id, at: lapsed.institution, from: Assignment.State.offered.rawValue,
                to: Assignment.State.lapsed.rawValue)
        }
    }
}

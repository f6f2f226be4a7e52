import Assessment
import Foundation
import Postgres

extension Connection {
    /// Writes down which offers ran out unanswered; their seats can be given again.
    /// - Parameter submission: only of this submission; of all when nil.
    /// - Returns: what lapsed, in the order of their institutions, so that two who do this never wait for each other.
    func lapseAssignments(
        of submission: ID<Submission>? = nil, at moment: Date
    ) async throws -> [(id: ID<Assignment>, institution: ID<Institution>)] {
        let which: SQL = if let submission { "and submission_id = \(submission)" } else { "" }
        return try await query(
            """
            update assignment set lapsed_at = \(moment), version = version + 1
            where id in (select id from assignment where accepted_at is null and declined_at is null and lapsed_at is null
                and accept_by < \(moment) \(which) order by id for update skip locked)
            returning id, institution_id
            """
        ).map { (try $0["id"], try $0["institution_id"]) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    }
}

extension Resources {
    /// Housekeeping: every offer that ran out lapses, with an event of the service's own.
    func lapseOverdueAssignments(at moment: Date) async throws {
        try await database.transaction { connection in
            for lapsed in try await connection.lapseAssignments(at: moment) {
                try await connection.append(
                    .lapse(of: lapsed.id, at: lapsed.institution), by: .nobody, at: moment, world: world)
            }
        }
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

extension Event {
    fileprivate static func lapse(of assignment: ID<Assignment>, at institution: ID<Institution>) -> Event {
        Event(
            institution: institution, kind: "assignment.lapsed", subject: .init(assignment),
            from: Assignment.State.offered.rawValue, to: Assignment.State.lapsed.rawValue)
    }
}

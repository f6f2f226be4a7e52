import Assessment
import Foundation
import Postgres

extension AssignmentRecord {
    /// The columns that `init(row:)` reads, of the table under the name `a`.
    static let columns: SQL = """
        a.id, a.institution_id, a.submission_id, a.assessor_id, a.assigned_by, a.assigned_at, a.override_reason,
        a.decline_reason, a.seat, a.accept_by, a.due_at, a.accepted_at, a.declined_at, a.lapsed_at, a.completed_at
        """

    init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
            assessor: try row["assessor_id"], assignedBy: try row["assigned_by"], assignedAt: try row["assigned_at"],
            overrideReason: try row["override_reason"], declineReason: try row["decline_reason"],
            assignment: try Assignment(row: row))
    }
}

extension Assignment {
    init(row: Row) throws {
        self.init(
            seat: try row["seat"], acceptBy: try row["accept_by"], dueAt: try row["due_at"],
            acceptedAt: try row["accepted_at"], declinedAt: try row["declined_at"], lapsedAt: try row["lapsed_at"],
            completedAt: try row["completed_at"])
    }
}

extension Connection {
    /// One assignment.
    /// - Parameter forUpdate: holds its row until the transaction ends. Whoever holds the portfolio too takes that first.
    func assignment(_ id: ID<Assignment>, forUpdate: Bool = false) async throws -> AssignmentRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("select \(AssignmentRecord.columns) from assignment a where a.id = \(id) \(held)")
            .map(AssignmentRecord.init(row:))
    }

    /// An assessor's own assignment.
    /// - Throws: 404 where it is somebody else's, or none.
    func assignment(
        _ id: ID<Assignment>, ownedBy person: Caller.SignedIn, forUpdate: Bool = false
    ) async throws -> AssignmentRecord {
        guard let record = try await assignment(id, forUpdate: forUpdate), record.assessor == person.id else {
            throw Problem.notFound("assignment")
        }
        return record
    }

    func insert(_ record: AssignmentRecord) async throws {
        do {
            try await execute(
                """
                insert into assignment (
                    id, institution_id, submission_id, assessor_id, seat, assigned_by, assigned_at, accept_by, due_at,
                    override_reason)
                values (\(record.id), \(record.institution), \(record.submission), \(record.assessor),
                    \(record.assignment.seat), \(record.assignedBy), \(record.assignedAt), \(record.assignment.acceptBy),
                    \(record.assignment.dueAt), \(record.overrideReason))
                """)
        } catch let error as PostgresError where error.constraint == "assignment_seat_once" {
            throw Problem.seatTaken(record.assignment.seat)
        }
    }

    /// Writes the dates that a step set.
    func save(_ record: AssignmentRecord) async throws {
        let assignment = record.assignment
        try await execute(
            """
            update assignment set accepted_at = \(assignment.acceptedAt), declined_at = \(assignment.declinedAt),
                decline_reason = \(record.declineReason), completed_at = \(assignment.completedAt), version = version + 1
            where id = \(record.id)
            """)
    }
}

extension Problem {
    static func seatTaken(_ seat: Assignment.Seat) -> Problem {
        Problem.conflict(
            "seat-taken", "The seat is taken",
            "Somebody sits in the seat `\(seat.rawValue)`. It can be given again once they decline, step back, or let the "
                + "offer lapse."
        ).with("seat", .string(seat.rawValue))
    }
}

extension Database {
    /// Every assignment of a submission, oldest first.
    func assignments(of submission: ID<Submission>, _ page: Page) async throws -> [AssignmentRecord] {
        try await query(
            """
            select \(AssignmentRecord.columns) from assignment a
            where a.submission_id = \(submission) and a.id > \(page.afterID ?? .zero)
            order by a.id limit \(page.rows)
            """
        ).map(AssignmentRecord.init(row:))
    }
}

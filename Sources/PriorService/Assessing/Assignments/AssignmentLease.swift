import Assessment
import Foundation
import Postgres
import Rubrics

extension Change {
    /// Gives a seat, with its lease. Whoever let the same submission lapse gets their own assignment back, and with it what they
    /// had ruled, scored and written; nobody else ever sees that.
    func give(
        _ offer: AssignmentRecord, under policy: Policy, allocation: ID<AllocationRun>? = nil
    ) async throws -> AssignmentRecord {
        var record = offer
        let kept: ID<Assignment>? = try await connection.first(
            """
            select id from assignment where submission_id = \(offer.submission) and assessor_id = \(offer.assessor)
                and lapsed_at is not null and accepted_at is not null order by id desc limit 1 for update
            """
        ).map { try $0["id"] }
        if let kept {
            record.id = kept
            try await connection.giveBack(record)
        } else {
            try await connection.insert(record)
        }
        if let allocation {
            try await connection.execute(
                "update assignment set allocation_id = \(allocation) where id = \(record.id)")
        }
        self.record(
            kept == nil ? "assignment.made" : "assignment.givenBack", of: record.id, at: record.institution,
            to: Assignment.State.offered.rawValue, why: record.overrideReason)
        try await lease(record, under: policy)
        return record
    }

    /// Owes what time will do to a seat next, in the place of what was owed.
    func lease(_ record: AssignmentRecord, under policy: Policy) async throws {
        let time = try await connection.workingTime(of: policy, at: record.institution, call.resources.rubrics)
        let next = policy.leaseSteps(of: record.assignment, assignedAt: record.assignedAt, in: time)
            .first { $0.at > call.now }
        guard let next else { return }
        try await owe(.lease, of: record.id, key: record.leaseKey, at: next.at)
    }

    fileprivate func tell(_ record: AssignmentRecord, _ step: LeaseStep) async throws {
        let (offer, work) = (record.assignment.acceptBy, record.assignment.dueAt)
        let kind: NoticeKind =
            switch step {
            case .remindOfOffer: .assignmentReminder
            case .lapseOffer: .assignmentLapsed
            case .remindOfWork: .assessmentReminder
            case .lapseWork: .assessmentLapsed
            }
        let until: CalendarDate? =
            switch step {
            case .remindOfOffer: CalendarDate(offer.addingTimeInterval(-1))
            case .remindOfWork: CalendarDate(work.addingTimeInterval(-1))
            case .lapseOffer, .lapseWork: nil
            }
        try await notify(record.assessor, kind, of: record.id, at: record.institution, until: until)
    }

    fileprivate func lapse(_ record: AssignmentRecord) async throws {
        try await connection.execute(
            "update assignment set lapsed_at = \(call.now), version = version + 1 where id = \(record.id)")
        let before: Assignment.State = record.assignment.acceptedAt == nil ? .offered : .accepted
        self.record(
            "assignment.lapsed", of: record.id, at: record.institution, from: before.rawValue,
            to: Assignment.State.lapsed.rawValue)
    }

    /// What is to become of a seat that lapsed: it is offered to the next best, or the coordinators hear of it.
    fileprivate func seatIsFree(_ record: AssignmentRecord, _ policy: Policy) async throws {
        if policy.leases?.givesAgain.value == true {
            try await owe(.giveAgain, of: record.submission, key: record.leaseKey, at: call.now)
        } else if policy.leases != nil {
            try await notify(every: .coordinator, .seatOpen, of: record.submission, at: record.institution)
        }
    }
}

extension AssignmentRecord {
    /// Which lease of the assignment it is: one that is given back begins another.
    fileprivate var leaseKey: String { String(Int(assignedAt.timeIntervalSince1970.rounded())) }
}

extension Connection {
    /// Gives a lapsed assignment back to whom it was: offered anew, everything in it as it was.
    fileprivate func giveBack(_ record: AssignmentRecord) async throws {
        let assignment = record.assignment
        do {
            try await execute(
                """
                update assignment set seat = \(assignment.seat), assigned_by = \(record.assignedBy),
                    assigned_at = \(record.assignedAt), accept_by = \(assignment.acceptBy), due_at = \(assignment.dueAt),
                    override_reason = \(record.overrideReason), lapsed_at = null, accepted_at = null,
                    version = version + 1
                where id = \(record.id)
                """)
        } catch let error as PostgresError where error.constraint == "assignment_seat_once" {
            throw Problem.seatTaken(assignment.seat)
        }
    }

    /// Who gave out the last seat of a submission; nil where none was.
    fileprivate func lastToAssign(_ submission: ID<Submission>) async throws -> ID<Person>? {
        try await first(
            """
            select assigned_by from assignment where submission_id = \(submission) order by assigned_at desc, id desc
            limit 1
            """
        ).map { try $0["assigned_by"] }
    }
}

extension Job.Kind {
    /// What time does to a seat.
    static let lease: Job.Kind = "assignment.lease"
    /// A seat that lapsed is offered to the next best.
    static let giveAgain: Job.Kind = "assignment.giveAgain"
}

extension JobHandler {
    static let lease = JobHandler(kind: .lease) { job, change in
        let (connection, now) = (change.connection, change.call.now)
        guard let found = try await connection.assignment(job.subject(of: Assignment.self)),
            let submission = try await connection.submission(found.submission)
        else { return .done }
        let (_, portfolio) = try await connection.hold(submission)
        guard let record = try await connection.assignment(found.id, forUpdate: true) else { return .done }
        let (policy, time) = try await connection.clocks(of: portfolio, change.call.resources.rubrics)
        let steps = policy.leaseSteps(of: record.assignment, assignedAt: record.assignedAt, in: time)
        // What was missed while no server ran is not made up for: of several steps that are due the last one counts.
        if portfolio.state == .admitted || portfolio.state == .inAssessment,
            let due = steps.last(where: { $0.at <= now && $0.at >= job.dueAt })
        {
            try await change.tell(record, due.step)
            if due.step == .lapseOffer || due.step == .lapseWork {
                try await change.lapse(record)
                try await change.seatIsFree(record, policy)
                return .done
            }
        }
        return steps.first { $0.at > now }.map { .again(at: $0.at) } ?? .done
    }

    static let giveAgain = JobHandler(kind: .giveAgain) { job, change in
        let id = job.subject(of: Submission.self)
        guard let submission = try await change.connection.submission(id), submission.state == .admitted else {
            return .done
        }
        try await change.connection.holdSeats(at: submission.institution)
        let request = AllocationRequestBody(submissions: [id])
        let run = try await change.allocate(at: submission.institution, request, by: nil)
        if !run.body.assignments.isEmpty {
            // The coordinator who gave the seat stands behind whoever has it next.
            let coordinator = try await change.connection.lastToAssign(id)
            _ = try await change.commit(run, by: coordinator)
        }
        if !run.body.unserved.isEmpty {
            try await change.notify(every: .coordinator, .seatOpen, of: id, at: submission.institution)
        }
        return .done
    }
}

public import Foundation

/// Something that time does to a seat.
public enum LeaseStep: String, Sendable, Equatable {
    /// The offer ends soon.
    case remindOfOffer
    /// The offer ended unanswered.
    case lapseOffer
    /// The scorecards are due soon.
    case remindOfWork
    /// The scorecards are overdue, and the seat goes to somebody else.
    case lapseWork
}

extension Policy {
    /// What time does to a seat as it stands, and when, in order; nothing once it is completed, declined or lapsed.
    ///
    /// Reminders come as long before the end as the policy's `watch` says, where there is as much time.
    public func leaseSteps(of assignment: Assignment, assignedAt: Date, in time: WorkingTime) -> [(
        at: Date, step: LeaseStep
    )] {
        guard assignment.declinedAt == nil, assignment.lapsedAt == nil, assignment.completedAt == nil else { return [] }
        var steps: [(at: Date, step: LeaseStep)] = []
        func remind(_ step: LeaseStep, before end: Date, from start: Date) {
            guard let length = watch?.remindBefore.value else { return }
            // Counted back in days of the calendar: a reminder on a Sunday does no harm.
            let seconds: Double = length.unit == .hours ? 3_600 : length.unit == .months ? 30 * 86_400 : 86_400
            let moment = end.addingTimeInterval(-Double(length.count) * seconds)
            if moment > start { steps.append((moment, step)) }
        }
        guard let acceptedAt = assignment.acceptedAt else {
            remind(.remindOfOffer, before: assignment.acceptBy, from: assignedAt)
            // An offer stands through its last moment.
            return steps + [(assignment.acceptBy.addingTimeInterval(1), .lapseOffer)]
        }
        remind(.remindOfWork, before: assignment.dueAt, from: acceptedAt)
        if let length = leases?.unfinishedAfter.value {
            steps.append((time.deadline(of: length, from: assignment.dueAt), .lapseWork))
        }
        return steps
    }
}

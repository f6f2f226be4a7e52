public import Foundation

extension Policy {
    /// The seats that may be given: those of the policy and, when its assessors disagree, the third.
    public func openSeats(thirdNeeded: Bool) -> [Assignment.Seat] {
        Assignment.Seat.allCases.filter { $0.number <= seatCount || ($0 == .third && thirdNeeded) }
    }

    /// Refuses a seat that is not there to be given.
    public func require(seat: Assignment.Seat, thirdNeeded: Bool) throws(AssignmentError) {
        let open = openSeats(thirdNeeded: thirdNeeded)
        guard open.contains(seat) else { throw .seatNotOpen(seat, open: open) }
    }

    /// Refuses an assessor who is not independent of the case, unless a reason is given and every rule broken is one that
    /// a reason can set aside.
    /// - Returns: the rules set aside, to be told in the event log.
    @discardableResult
    public func requireIndependence(
        _ facts: IndependenceFacts, overrideReason: String?
    ) throws(AssignmentError) -> [IndependenceFinding] {
        let findings = independenceFindings(facts)
        let mayPass = overrideReason != nil && findings.allSatisfy(\.canBeOverridden)
        guard findings.isEmpty || mayPass else { throw .notIndependent(findings) }
        return findings
    }

    /// A new offer of a seat, its clocks started. Where the policy leaves a clock open, Prior's own runs: five and twenty
    /// working days. The time to score starts with the offer's last day, so that answering late costs nothing.
    public func assignment(
        seat: Assignment.Seat, at moment: Date, in time: WorkingTime = WorkingTime()
    ) -> Assignment {
        let acceptBy = time.deadline(of: length(.assignmentAcceptance, 5), from: moment)
        let dueAt = time.deadline(of: length(.assessment, 20), from: acceptBy)
        return Assignment(seat: seat, acceptBy: acceptBy, dueAt: dueAt)
    }

    private func length(_ clock: CaseClock, _ ownWorkingDays: Int) -> ClockLength {
        clocks[clock]?.value ?? ClockLength(ownWorkingDays, .workingDays)
    }
}

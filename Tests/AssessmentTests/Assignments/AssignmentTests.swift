import Assessment
import Foundation
import Testing

struct AssignmentTests {
    private let start = Date(timeIntervalSince1970: 1_790_000_000)
    private var later: Date { start.addingTimeInterval(3_600) }

    private func offer() -> Assignment {
        Assignment(seat: .first, acceptBy: start.addingTimeInterval(86_400), dueAt: start.addingTimeInterval(864_000))
    }

    @Test func `an offer is accepted, scored and completed`() throws {
        var assignment = offer()
        #expect(assignment.state(at: start) == .offered)
        try assignment.accept(independent: true, at: later)
        #expect(assignment.state(at: later) == .accepted)
        try assignment.requireAtWork(at: later)
        try assignment.complete(at: later)
        #expect(assignment.state(at: later) == .completed)
    }

    @Test func `an offer that nobody answered has lapsed, also before anyone wrote it down`() {
        var assignment = offer()
        let afterwards = assignment.acceptBy.addingTimeInterval(1)
        #expect(assignment.state(at: assignment.acceptBy) == .offered)
        #expect(assignment.state(at: afterwards) == .lapsed)
        #expect(throws: AssignmentError.notInState(.lapsed, needed: [.offered])) {
            try assignment.accept(independent: true, at: afterwards)
        }
    }

    @Test func `an accepted assignment does not lapse when it is late`() throws {
        var assignment = offer()
        try assignment.accept(independent: true, at: later)
        #expect(assignment.state(at: assignment.dueAt.addingTimeInterval(86_400)) == .accepted)
    }

    @Test func `whoever does not affirm their independence does not accept`() {
        var assignment = offer()
        #expect(throws: AssignmentError.independenceNotAffirmed) {
            try assignment.accept(independent: false, at: later)
        }
        #expect(assignment.state(at: later) == .offered)
    }

    @Test func `an assessor may step back until everything is in`() throws {
        var assignment = offer()
        try assignment.accept(independent: true, at: later)
        var stepsBack = assignment
        try stepsBack.decline(at: later)
        #expect(stepsBack.state(at: later) == .declined)
        try assignment.complete(at: later)
        #expect(throws: AssignmentError.notInState(.completed, needed: [.offered, .accepted])) {
            try assignment.decline(at: later)
        }
    }

    @Test func `what was not accepted is not completed`() {
        var assignment = offer()
        #expect(throws: AssignmentError.notInState(.offered, needed: [.accepted])) {
            try assignment.complete(at: later)
        }
    }
}

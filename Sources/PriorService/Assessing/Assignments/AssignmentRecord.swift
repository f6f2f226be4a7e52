import Assessment
import Foundation

/// An assignment as it stands in its table.
struct AssignmentRecord: Sendable, Equatable {
    var id: ID<Assignment>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var assessor: ID<Person>
    var assignedBy: ID<Person>
    var assignedAt: Date
    var overrideReason: String?
    var declineReason: String?
    var assignment: Assignment
}

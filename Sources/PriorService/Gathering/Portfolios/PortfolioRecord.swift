import Assessment
import Foundation

/// A portfolio as it stands in its table.
struct PortfolioRecord: Sendable, Equatable {
    var id: ID<Portfolio>
    var institution: ID<Institution>
    var learner: ID<Person>
    var title: String
    var state: Portfolio.State
    var stateSince: Date
    /// The version of the institution's policy that held when the portfolio was opened.
    var policy: DocumentKey
    /// Counts every change of the portfolio and of what is in it; its ETag.
    var version: Int
    var createdAt: Date
}

extension PortfolioRecord {
    /// Refuses a change by someone who read another version: 412 with the present ETag.
    func requireVersion(_ expected: Int) throws {
        guard expected == version else { throw Problem.versionMismatch(present: "\"\(version)\"") }
    }
}

import Assessment
import Foundation
import Postgres

/// Something that the service owes to do by itself at a moment, as it was taken up. Identified by `ID<Job>`.
struct Job: Sendable {
    /// What is done; the name stands in the table, so it never changes its meaning.
    struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        var rawValue: String
        init(rawValue: String) { self.rawValue = rawValue }
        init(stringLiteral name: String) { rawValue = name }
    }

    /// How an attempt ended that did not throw.
    enum End: Sendable, Equatable {
        /// It is done, or nothing is left to do.
        case done
        /// It is done for now and owed again.
        case again(at: Date)
    }

    var id: ID<Job>
    var kind: Kind
    /// The thing it concerns.
    var subject: UUID
    /// Tells several of one kind for one subject apart; empty where there is one.
    var key: String
    /// What else it needs to know: ids and numbers, never names or texts.
    var details: JSONValue
    /// When it was owed for.
    var dueAt: Date
    /// Counted from 1.
    var attempt: Int

    /// The subject as an id of what the kind concerns.
    func subject<Subject>(of type: Subject.Type = Subject.self) -> ID<Subject> { ID(subject) }

    /// After so many attempts that failed it waits for the operator.
    static let attempts = 10
    /// Seconds after which whoever took it up is thought to be dead. Someone slow whom this overtakes does no harm: what they
    /// did is undone when they come to its end.
    static let lease: TimeInterval = 120

    /// Seconds from the failure of an attempt to the next one: half a minute, a minute, two … some four hours.
    static func wait(afterAttempt attempt: Int) -> TimeInterval { 30 * Double(1 << min(max(attempt - 1, 0), 9)) }
}

/// What does the jobs of one kind: everything through the `Change`, whose transaction also marks the job as done, so that
/// its effect is there exactly once. Whatever it throws undoes all of it, and it is tried again.
struct JobHandler: Sendable {
    let kind: Job.Kind
    let work: @Sendable (Job, Change) async throws -> Job.End
}

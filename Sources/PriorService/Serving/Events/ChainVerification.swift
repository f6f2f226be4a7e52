import Foundation
import Seal

/// Goes along one chain of events from its first, and stops at the first that is not as it was written. It keeps one hash
/// and one number, however long the chain is.
///
/// It finds what was edited, taken out, put in, moved, or cut off the end. Somebody who can rewrite every event and the
/// chain's end alike leaves nothing to find in the database: against that, keep the `head` of a verification elsewhere.
struct ChainVerification: Sendable {
    /// The first fault, by position.
    struct Fault: Sendable, Equatable {
        var position: Int
        var words: String
    }

    /// How a verification ended.
    struct Outcome: Sendable, Equatable {
        var chain: UUID
        /// How many events are as they were written, from the first on.
        var events: Int
        /// The hash of the last of them; of an empty chain, the digest of its id.
        var head: Digest
        var fault: Fault?
    }

    private(set) var outcome: Outcome

    /// A verification that has seen nothing yet. A chain's first event holds the digest of the chain's id.
    init(of chain: UUID) {
        outcome = Outcome(chain: chain, events: 0, head: Digest.of(chain.uuidString.lowercased()))
    }

    /// Looks at the next event by position. After a fault nothing more is looked at.
    mutating func take(_ event: LoggedEvent) {
        guard outcome.fault == nil else { return }
        let expected = outcome.events + 1
        if event.position != expected {
            outcome.fault = Fault(position: expected, words: "Event \(expected) is missing.")
        } else if event.computedHash != event.hash {
            outcome.fault = Fault(position: expected, words: "Event \(expected) is not as it was written.")
        } else if event.previousHash != outcome.head {
            outcome.fault = Fault(position: expected, words: "Event \(expected) does not follow the one before it.")
        } else if !event.hasReasonAsGiven {
            outcome.fault = Fault(
                position: expected, words: "The reason of event \(expected) is not the one that was given.")
        } else {
            outcome.events = expected
            outcome.head = event.hash
        }
    }

    /// Holds the last event against what the chain's own row says of its end; nil where there is no such row.
    mutating func finish(position: Int?, hash: Digest?) {
        guard outcome.fault == nil else { return }
        guard let position, let hash else {
            if outcome.events > 0 {
                outcome.fault = Fault(position: outcome.events, words: "The record of where the chain ends is missing.")
            }
            return
        }
        if position > outcome.events {
            let words = "The chain ends with event \(outcome.events) and says that it has \(position)."
            outcome.fault = Fault(position: outcome.events + 1, words: words)
        } else if position < outcome.events || hash != outcome.head {
            outcome.fault = Fault(
                position: outcome.events, words: "The chain's end is not the event that was written last.")
        }
    }
}

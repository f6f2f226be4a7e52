public import Foundation

/// A record of work watched: when, for how long, and which criteria were seen. It counts once the learner has
/// countersigned it.
public struct Observation: Sendable, Equatable {
    /// Whether the work showed a criterion.
    public enum Sighting: String, Codable, Sendable, CaseIterable {
        /// The work showed it.
        case yes
        /// The work showed that it is not there yet.
        case no
        /// There was no occasion to see it.
        case notSeen
    }

    /// When the watching began.
    public var startedAt: Date
    /// For how many minutes.
    public var durationMinutes: Int
    /// The criteria looked for, each once, with what was seen.
    public var seen: [(criterion: String, sighting: Sighting)]

    /// An observation.
    public init(startedAt: Date, durationMinutes: Int, seen: [(criterion: String, sighting: Sighting)]) {
        self.startedAt = startedAt
        self.durationMinutes = durationMinutes
        self.seen = seen
    }

    /// Whether both say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.startedAt == right.startedAt && left.durationMinutes == right.durationMinutes
            && left.seen.elementsEqual(right.seen, by: ==)
    }

    /// What cannot be as it is said; empty when nothing is wrong.
    /// - Parameter now: the moment of signing: what is signed must have ended.
    public func faults(for unit: Unit, at now: Date) -> [ObservationFault] {
        var faults: [ObservationFault] = []
        if startedAt > now {
            faults.append(.startsLater)
        } else if startedAt.addingTimeInterval(Double(durationMinutes) * 60) > now {
            faults.append(.endsLater)
        }
        for (index, entry) in seen.enumerated() {
            if unit.rubric.criterion(entry.criterion) == nil { faults.append(.criterionUnknown(index)) }
            if seen[..<index].contains(where: { $0.criterion == entry.criterion }) {
                faults.append(.criterionTwice(index))
            }
        }
        return faults
    }

    /// The criteria that the work showed, in the order of the record.
    public var shown: [String] { seen.filter { $0.sighting == .yes }.map(\.criterion) }
}

/// One thing in an observation that cannot be. Indexes count from 0.
public enum ObservationFault: Sendable, Equatable {
    /// It would begin in the future.
    case startsLater
    /// It began, and would end in the future.
    case endsLater
    /// The unit has no such criterion.
    case criterionUnknown(Int)
    /// The same criterion is named twice.
    case criterionTwice(Int)
}

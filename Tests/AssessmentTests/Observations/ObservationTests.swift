import Assessment
import Foundation
import Testing

@Suite struct ObservationTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func faults(
        startedAgo minutes: Double, lasting duration: Int, _ seen: [(criterion: String, sighting: Observation.Sighting)]
    ) throws -> [ObservationFault] {
        Observation(startedAt: now.addingTimeInterval(-minutes * 60), durationMinutes: duration, seen: seen)
            .faults(for: try bricklayingUnit(), at: now)
    }

    @Test func `what has ended and was looked for has no fault`() throws {
        #expect(try faults(startedAgo: 60, lasting: 60, [("bond", .yes), ("line", .notSeen)]) == [])
    }

    @Test func `what is still to come cannot have been observed`() throws {
        #expect(try faults(startedAgo: -1, lasting: 30, [("bond", .yes)]) == [.startsLater])
        #expect(try faults(startedAgo: 10, lasting: 30, [("bond", .yes)]) == [.endsLater])
    }

    @Test func `criteria of another unit, and criteria named twice, are named by their place`() throws {
        #expect(try faults(startedAgo: 60, lasting: 30, [("bond", .yes), ("welding", .yes)]) == [.criterionUnknown(1)])
        #expect(try faults(startedAgo: 60, lasting: 30, [("bond", .yes), ("bond", .no)]) == [.criterionTwice(1)])
    }

    @Test func `only what the work showed counts`() {
        let observation = Observation(
            startedAt: now, durationMinutes: 30, seen: [("line", .no), ("bond", .yes), ("joint", .notSeen)])
        #expect(observation.shown == ["bond"])
    }
}

/// How good the worst fit can be, level by level.
///
/// On the first level all submissions share one floor: the highest fit such that, over pairs at least this good alone, every
/// date is still served as well as it can be. The submissions that stand in the way of a higher one (the smallest cut at
/// the next better fit) keep that floor; the floor of the others is lifted on, as often as is asked for.
///
/// The worst fit of one pair is what is lifted, not the sum over a submission's seats: for sums the question is NP-hard
/// (Bansal and Sviridenko, “The Santa Claus problem”, 2006), and an assessor who does not fit is not mended by one who does.
struct Floors {
    /// One level.
    struct Level {
        /// The floor that those who were not kept on an earlier level have.
        var floor: Int32
        /// The submissions that keep it.
        var keep: [Int]
        /// What proves that no higher one can be had: over pairs of at least `next`, too few can be served up to the date.
        var limit: Limit?
    }

    /// Why a floor cannot be higher.
    struct Limit {
        var next: Int32
        var due: Int
        var submissions: [Bool]
        var assessors: [Bool]
    }

    private(set) var levels: [Level] = []
    /// The floor of each submission in the end.
    private(set) var floor: [Int32]
    private let network: Network
    private let served: [Int32]
    private var isLifted: [Bool]

    /// Lifts the floors of a network in which `served` seats of each date can be served; `matching` serves them, and does so
    /// above the floors afterwards.
    init(_ network: Network, served: [Int32], times: Int, matching: inout SeatMatching) {
        self.network = network
        self.served = served
        floor = Array(repeating: 0, count: network.need.count)
        isLifted = Array(repeating: true, count: network.need.count)
        for _ in 0..<times {
            guard lift(&matching) else { break }
        }
        _ = matching.fill(limit: limits())
    }

    /// How many arcs of each submission are good enough.
    func limits() -> [Int32] { floor.indices.map { network.count($0, atLeast: floor[$0]) } }

    private func limits(lifted: Int32) -> [Int32] {
        floor.indices.map { network.count($0, atLeast: isLifted[$0] ? lifted : floor[$0]) }
    }

    /// One more level. False when all floors are as high as they can be.
    private mutating func lift(_ matching: inout SeatMatching) -> Bool {
        let values = candidates()
        guard !values.isEmpty else { return false }
        // values[low] can be had, values[high] cannot; the first guess is what can be had where nobody competes.
        var low = 0
        var high = values.count
        var guess = values.lastIndex { $0 <= bound(values) } ?? 0
        while high - low > 1 {
            if matching.fill(limit: limits(lifted: values[guess]), required: served) == nil {
                low = guess
            } else {
                high = guess
            }
            guess = high - low > 8 && guess == low ? min(high - 1, low + 4) : (low + high) / 2
        }
        var level = Level(floor: values[low], keep: [], limit: nil)
        if high < values.count {
            let limits = limits(lifted: values[high])
            _ = matching.fill(limit: limits)
            if let due = shortDate(matching.served) {
                let seekers = network.submissions(dueUpTo: due).filter { matching.open[$0] > 0 }
                let reached = matching.reached(from: seekers, limit: limits)
                level.keep = reached.submissions.indices.filter { reached.submissions[$0] && isLifted[$0] }
                level.limit = Limit(
                    next: values[high], due: due, submissions: reached.submissions, assessors: reached.assessors)
            }
        } else {
            level.keep = isLifted.indices.filter { isLifted[$0] }
        }
        for place in isLifted.indices where isLifted[place] { floor[place] = values[low] }
        for place in level.keep { isLifted[place] = false }
        levels.append(level)
        return level.limit != nil && isLifted.contains(true)
    }

    /// A date up to which fewer are served than could be: the last one where it is short too, as its cut tells most.
    private func shortDate(_ now: [Int32]) -> Int? {
        var missing: Int32 = 0
        var short: Int?
        for due in served.indices {
            missing += served[due] - now[due]
            if missing > 0, short == nil || due == served.count - 1 { short = due }
        }
        return short
    }

    /// The fits that the floor of those still lifted could be, the present one first.
    private func candidates() -> [Int32] {
        let present = levels.last?.floor
        var values = Set<Int32>()
        for place in isLifted.indices where isLifted[place] {
            for arc in network.arcs(place) where network.fit[arc] > (present ?? -1) { values.insert(network.fit[arc]) }
        }
        if let present { values.insert(present) }
        return values.sorted()
    }

    /// Where all seats are served, no floor is above what the submission that has the least choice could have at best.
    private func bound(_ values: [Int32]) -> Int32 {
        var bound = values.last ?? 0
        for place in isLifted.indices where isLifted[place] {
            let arcs = network.arcs(place)
            let need = Int(network.need[place])
            if arcs.count >= need { bound = min(bound, network.fit[arcs.lowerBound + need - 1]) }
        }
        return bound
    }
}

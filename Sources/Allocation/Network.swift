/// An instance as the solvers see it: numbers only, in an order that depends on ids and seed but not on how the instance was
/// written down.
///
/// Submissions and assessors have new places here. Pinned pairs are taken out with the seats and the capacity they use, and
/// so are forbidden pairs and submissions without an open seat.
struct Network {
    /// The instance's place of each assessor.
    var assessors: [Int32] = []
    /// The instance's place of each submission.
    var submissions: [Int32] = []
    /// Seats that each submission has open: at least 1.
    var need: [Int32] = []
    /// To which due date each submission belongs: places in `dues`, ascending.
    var due: [Int32] = []
    /// The dates in their order; nil, none, is the last.
    var dues: [String?] = []
    /// Seats that each assessor can still take.
    var free: [Int32] = []
    /// Seats that each assessor holds already, outside of the batch or pinned.
    var held: [Int32] = []
    /// Seats that each assessor can hold at once.
    var capacity: [Int32] = []
    /// Where each submission's arcs begin; one more at the end.
    var start: [Int32] = [0]
    /// The assessor of each arc. The arcs of a submission stand from the best fit to the worst.
    var target: [Int32] = []
    /// The fit of each arc.
    var fit: [Int32] = []

    /// The network of an instance without faults.
    init(_ instance: AllocationInstance) {
        var random = SplitMix64(state: instance.seed)
        assessors = Self.order(instance.assessors.map(\.id), &random)
        var pins = [Int32](repeating: 0, count: instance.assessors.count)
        for submission in instance.submissions { for pin in submission.pinned { pins[Int(pin.assessor)] += 1 } }
        var places = [Int32](repeating: 0, count: assessors.count)
        for (place, assessor) in assessors.enumerated() {
            places[Int(assessor)] = Int32(place)
            let of = instance.assessors[Int(assessor)]
            let taken = of.load + Int(pins[Int(assessor)])
            held.append(Int32(taken))
            free.append(Int32(max(0, of.capacity - taken)))
            capacity.append(Int32(of.capacity))
        }

        let drawn = Self.order(instance.submissions.map(\.id), &random)
        let all = Set(instance.submissions.map(\.due))
        dues = all.sorted { Self.isBefore($0, $1) }
        let classes = Dictionary(uniqueKeysWithValues: dues.enumerated().map { ($1, Int32($0)) })
        let ordered = drawn.map { (classes[instance.submissions[Int($0)].due] ?? 0, $0) }
            .enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
        let pairs = instance.submissions.reduce(0) { $0 + $1.eligible.count }
        target.reserveCapacity(pairs)
        fit.reserveCapacity(pairs)
        var barred = [Int32](repeating: -1, count: assessors.count)
        var row: [UInt64] = []
        for (due, submission) in ordered {
            let of = instance.submissions[Int(submission)]
            let open = of.seats - of.pinned.count
            guard open > 0 else { continue }
            for mark in of.forbidden + of.pinned { barred[Int(mark.assessor)] = submission }
            row.removeAll(keepingCapacity: true)
            for pair in of.eligible where barred[Int(pair.assessor)] != submission {
                let worse = UInt64(AllocationInstance.greatestFit - Int(pair.fit))
                row.append(worse << 32 | UInt64(places[Int(pair.assessor)]))
            }
            row.sort()
            for key in row {
                target.append(Int32(truncatingIfNeeded: key & 0xffff_ffff))
                fit.append(Int32(AllocationInstance.greatestFit) - Int32(key >> 32))
            }
            start.append(Int32(target.count))
            submissions.append(submission)
            need.append(Int32(open))
            self.due.append(due)
        }
    }

    /// The arcs of a submission, best first.
    func arcs(_ submission: Int) -> Range<Int> { Int(start[submission])..<Int(start[submission + 1]) }

    /// The submissions that are due on one of the first dates, up to this one.
    func submissions(dueUpTo due: Int) -> Range<Int> {
        0..<(self.due.firstIndex { $0 > due } ?? self.due.count)
    }

    /// How many of a submission's arcs have at least this fit.
    func count(_ submission: Int, atLeast floor: Int32) -> Int32 {
        var low = Int(start[submission])
        var high = Int(start[submission + 1])
        while low < high {
            let middle = (low + high) / 2
            if fit[middle] >= floor { low = middle + 1 } else { high = middle }
        }
        return Int32(low) - start[submission]
    }

    private static func isBefore(_ one: String?, _ other: String?) -> Bool {
        guard let one else { return false }
        return other.map { one < $0 } ?? true
    }

    /// Places in an order that the seed draws from that of the ids.
    private static func order(_ ids: [String], _ random: inout SplitMix64) -> [Int32] {
        ids.indices.sorted { ids[$0].utf8.lexicographicallyPrecedes(ids[$1].utf8) }.map(Int32.init)
            .shuffled(using: &random)
    }
}

/// Steele, Lea and Flood, “Fast splittable pseudorandom number generators” (2014): the same numbers on every machine.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

import Allocation

/// A generator whose draws are the same in every run.
struct Drawn: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension AllocationInstance {
    /// An instance drawn at random: scarce or plenty, with dates, forbidden and pinned pairs, and many equal fits.
    static func random(_ seed: Int, submissions: Int, assessors: Int) -> AllocationInstance {
        var random = Drawn(seed)
        for _ in 0..<4 { _ = random.next() }
        let density = Int.random(in: 20...100, using: &random)
        let greatest = [2, 5, 100, 1000].randomElement(using: &random) ?? 5
        let isDated = Bool.random(using: &random)
        let staff = (0..<assessors).map { place in
            let capacity = Int.random(in: 0...4, using: &random)
            return Assessor(
                id: "a\(place)", capacity: capacity, load: Int.random(in: 0...max(1, capacity / 2), using: &random))
        }
        let cases = (0..<submissions).map { place in
            var one = Submission(id: "s\(place)", seats: Int.random(in: 1...2, using: &random), eligible: [])
            if isDated, Int.random(in: 0...3, using: &random) > 0 {
                one.due = "2026-12-0\(Int.random(in: 1...3, using: &random))"
            }
            for assessor in Int32(0)..<Int32(assessors) {
                if Int.random(in: 1...100, using: &random) <= density {
                    one.eligible.append(
                        Eligible(assessor: assessor, fit: Int32.random(in: 0...Int32(greatest), using: &random)))
                }
                if Int.random(in: 0...9, using: &random) == 0 {
                    one.forbidden.append(Marked(assessor: assessor, words: "tie"))
                }
                if Int.random(in: 0...19, using: &random) == 0, one.pinned.count < one.seats {
                    one.pinned.append(Marked(assessor: assessor, words: "accepted"))
                }
            }
            return one
        }
        return AllocationInstance(
            floors: Int.random(in: 1...3, using: &random), seed: UInt64(seed), assessors: staff, submissions: cases)
    }
}

/// Every allocation there is of a small instance, as what it is worth.
struct EveryAllocation {
    struct One {
        /// Seats served by date, soonest first.
        var served: [Int]
        /// The worst fit of each submission's seats.
        var worst: [Int?]
        var fit: Int
        var load: Int
    }

    private(set) var all: [One] = []
    private let instance: AllocationInstance
    private let dues: [String?]
    private let allowed: [[(assessor: Int, fit: Int)]]
    private var held: [Int]

    init(_ instance: AllocationInstance) {
        self.instance = instance
        dues = Set(instance.submissions.map(\.due)).sorted { ($0 ?? "~") < ($1 ?? "~") }
        held = instance.assessors.map(\.load)
        for submission in instance.submissions { for pin in submission.pinned { held[Int(pin.assessor)] += 1 } }
        allowed = instance.submissions.map { submission in
            let barred = Set((submission.forbidden + submission.pinned).map(\.assessor))
            return submission.eligible.filter { !barred.contains($0.assessor) }.map { (Int($0.assessor), Int($0.fit)) }
        }
        let nothing = One(
            served: Array(repeating: 0, count: dues.count), worst: Array(repeating: nil, count: allowed.count), fit: 0,
            load: 0)
        go(0, 0, instance.submissions.first.map { $0.seats - $0.pinned.count } ?? 0, nothing)
    }

    private mutating func go(_ place: Int, _ pair: Int, _ seats: Int, _ so: One) {
        guard place < allowed.count else { return all.append(so) }
        guard pair < allowed[place].count, seats > 0 else {
            let next = place + 1
            let submission = next < allowed.count ? instance.submissions[next] : nil
            return go(next, 0, submission.map { $0.seats - $0.pinned.count } ?? 0, so)
        }
        go(place, pair + 1, seats, so)
        let (assessor, fit) = allowed[place][pair]
        let capacity = instance.assessors[assessor].capacity
        guard held[assessor] < capacity else { return }
        held[assessor] += 1
        var one = so
        one.served[dues.firstIndex(of: instance.submissions[place].due) ?? 0] += 1
        one.worst[place] = min(one.worst[place] ?? .max, fit)
        one.fit += fit
        one.load += 1000 * (2 * held[assessor] - 1) / (2 * capacity)
        go(place, pair + 1, seats - 1, one)
        held[assessor] -= 1
    }
}

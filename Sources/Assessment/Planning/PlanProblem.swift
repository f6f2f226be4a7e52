import Foundation

/// A plan's figures as whole numbers of millionths, so that sums and comparisons are exact and quick.
enum Scale {
    static let one = 1_000_000

    static func whole(_ figure: Decimal) -> Int {
        var scaled = figure * Decimal(one)
        var rounded = Decimal()
        NSDecimalRound(&rounded, &scaled, 0, .plain)
        return NSDecimalNumber(decimal: rounded).intValue
    }

    static func figure(_ whole: Int) -> Decimal { Decimal(whole) / Decimal(one) }
}

/// A unit of the tree, or a part that is held as a whole, with what can be done about it.
struct PlanLeaf {
    /// How it may come to count, or not.
    enum Way: Equatable {
        case held(RecognitionRoute?)
        case uncounted
        case skipped
        case study
        case claim(RecognitionRoute)
    }

    let key: DocumentKey
    let title: String
    let unit: Unit?
    let level: Int
    let credits: Int
    let hours: Int
    let reached: [String]
    /// What is open: what is held counts or does not; what is not held is left, studied or claimed.
    var ways: [Way]
    /// Why a claim is not open although evidence speaks to it, and why a holding cannot count.
    var barred: [PlanReason] = []

    func counts(_ way: Way) -> Bool { way != .uncounted && way != .skipped }

    /// The places of `ways` in the order in which they are preferred among what costs the same: what counts first.
    var order: [Int] { ways.indices.filter { counts(ways[$0]) } + ways.indices.filter { !counts(ways[$0]) } }
}

/// What a plan costs. Smaller is shorter: first units, then credits, then hours of study.
struct PlanCost: Comparable {
    var units = 0
    var credits = 0
    var hours = 0

    static func < (one: PlanCost, other: PlanCost) -> Bool {
        (one.units, one.credits, one.hours) < (other.units, other.credits, other.hours)
    }

    static func + (one: PlanCost, other: PlanCost) -> PlanCost {
        PlanCost(units: one.units + other.units, credits: one.credits + other.credits, hours: one.hours + other.hours)
    }
}

/// The tree of a qualification with its parts opened.
indirect enum PlanNode {
    case leaf(Int)
    case group(PlanGroup)
}

/// A group, a part or the whole.
struct PlanGroup {
    let rule: String
    let title: String
    let source: Source?
    /// Fewest of `children` that have to be there.
    let components: Int
    /// Fewest credits within.
    let credits: Int
    let children: [PlanNode]

    var leaves: [Int] {
        children.flatMap { child in
            switch child {
            case .leaf(let index): [index]
            case .group(let group): group.leaves
            }
        }
    }
}

/// One rule over the whole: the sum over all leaves of what their ways bring has to reach `need`. A limit is one too: what
/// it counts brings less than nothing.
struct PlanRule {
    let rule: String
    let source: Source?
    let basis: CreditLimit.Basis
    let need: Int
    /// What each leaf brings by each of its ways.
    var brings: [[Int]]
    /// What there is and what is asked for, in words, from the sum that a plan comes to.
    let words: @Sendable (Int) -> String

    var isFloor: Bool { brings.allSatisfy { $0.allSatisfy { $0 >= 0 } } }
    var isCeiling: Bool { brings.allSatisfy { $0.allSatisfy { $0 <= 0 } } }
    /// Most that each leaf can bring.
    var most: [Int] { brings.map { $0.max() ?? 0 } }
    var least: [Int] { brings.map { $0.min() ?? 0 } }
    /// True where no choice at all could break it.
    var alwaysHolds: Bool { least.reduce(0, +) >= need }
}

/// A question as numbers.
struct PlanProblem {
    var leaves: [PlanLeaf]
    var root: PlanGroup
    var rules: [PlanRule]
    /// What holds beside the plan: limits that cannot be applied to it, figures that are not known.
    var notes: [PlanReason]

    func cost(_ leaf: Int, _ way: PlanLeaf.Way) -> PlanCost {
        let one = leaves[leaf]
        switch way {
        case .held, .uncounted, .skipped: return PlanCost()
        case .study: return PlanCost(units: 1, credits: one.credits, hours: one.hours)
        case .claim: return PlanCost(units: 1, credits: one.credits)
        }
    }
}

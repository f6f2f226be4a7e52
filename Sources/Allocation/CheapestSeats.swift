import CLemon

/// Among all ways to serve each date as well as can be above the floors, the one with the greatest sum of fits and then the
/// most even loads: a flow of least cost, with the prices that prove it.
///
/// The solver sees the best arcs of each submission only. The prices it finds tell of every other arc whether using it could
/// make the flow cheaper; those that could are added, and it solves again, until none is left.
struct CheapestSeats {
    /// The arcs used.
    private(set) var arcs: [(submission: Int, arc: Int)] = []
    /// The price of each submission, assessor, and of leaving a seat of each date open; that of a seat is 0.
    private(set) var prices = Prices()
    /// How often the solver ran, and over how many pairs in the end.
    private(set) var turns = 0
    private(set) var columns = 0

    struct Prices {
        var submissions: [Int64] = []
        var assessors: [Int64] = []
        var open: [Int64] = []
    }

    private static let firstColumns: Int32 = 5
    private static let moreColumns = 8

    private let network: Network
    private let limit: [Int32]
    private let weights: Weights
    private var chosen: [Bool]

    /// - Parameter matching: serves `served` seats of each date over each submission's first `limit` arcs.
    init(
        _ network: Network, limit: [Int32], served: [Int32], weights: Weights, matching: SeatMatching
    ) throws(AllocationError) {
        self.network = network
        self.limit = limit
        self.weights = weights
        chosen = matching.used
        for place in limit.indices {
            let begin = Int(network.start[place])
            for arc in begin..<begin + Int(min(limit[place], Self.firstColumns)) { chosen[arc] = true }
        }
        repeat { try solve(served) } while addColumns()
    }

    private mutating func solve(_ served: [Int32]) throws(AllocationError) {
        turns += 1
        let submissions = network.need.count
        let assessors = network.free.count
        let sink = Int32(submissions + assessors)
        var supply = network.need.map(Int64.init) + Array(repeating: 0, count: assessors)
        supply.append(-served.reduce(0) { $0 + Int64($1) })
        var asked = served.map { _ in Int32(0) }
        for (place, due) in network.due.enumerated() { asked[Int(due)] += network.need[place] }
        supply += zip(asked, served).map { Int64($1 - $0) }

        var from: [Int32] = []
        var to: [Int32] = []
        var capacity: [Int32] = []
        var cost: [Int64] = []
        func add(_ begin: Int32, _ end: Int32, _ most: Int32, _ each: Int64) {
            from.append(begin)
            to.append(end)
            capacity.append(most)
            cost.append(each)
        }
        // The pairs come first, so that their flows do, too.
        var pairs: [(submission: Int, arc: Int)] = []
        var degree = [Int32](repeating: 0, count: assessors)
        for place in 0..<submissions {
            for arc in network.arcs(place) where chosen[arc] {
                pairs.append((place, arc))
                degree[Int(network.target[arc])] += 1
                add(Int32(place), Int32(submissions) + network.target[arc], 1, -weights.fit * Int64(network.fit[arc]))
            }
        }
        columns = pairs.count
        for (place, due) in network.due.enumerated() where asked[Int(due)] > served[Int(due)] {
            add(Int32(place), sink + 1 + due, network.need[place], 0)
        }
        for place in 0..<assessors where network.free[place] > 0 {
            if weights.load == 0 {
                add(Int32(submissions + place), sink, network.free[place], 0)
            } else {
                // One more than could be filled is enough for the prices of all that follow.
                for seat in 1...Int(min(network.free[place], degree[place] + 1)) {
                    add(Int32(submissions + place), sink, 1, loadCost(place, seat))
                }
            }
        }
        var flow = [Int32](repeating: 0, count: from.count)
        var potential = [Int64](repeating: 0, count: supply.count)
        let end = lemon_cheapest_flow(
            Int32(supply.count), supply, Int32(from.count), from, to, capacity, cost, weights.load == 0 ? 1 : 0, &flow,
            &potential)
        guard end == lemon_optimal else {
            throw end == lemon_out_of_memory ? .outOfMemory : .noFlow
        }
        arcs = zip(pairs, flow).filter { $1 > 0 }.map(\.0)
        let zero = potential[Int(sink)]
        prices.submissions = potential[0..<submissions].map { $0 - zero }
        prices.assessors = potential[submissions..<submissions + assessors].map { $0 - zero }
        prices.open = potential[(Int(sink) + 1)...].map { $0 - zero }
    }

    private func loadCost(_ assessor: Int, _ seat: Int) -> Int64 {
        let number = Int(network.held[assessor]) + seat
        return weights.load * Int64(LoadCost.ofSeat(number, capacity: Int(network.capacity[assessor])))
    }

    /// Lets the solver see the arcs that its prices say could help.
    private mutating func addColumns() -> Bool {
        var isAny = false
        var better: [(gain: Int64, arc: Int)] = []
        for place in limit.indices {
            let begin = Int(network.start[place])
            better.removeAll(keepingCapacity: true)
            for arc in begin..<begin + Int(limit[place]) where !chosen[arc] {
                let reduced =
                    prices.submissions[place] - prices.assessors[Int(network.target[arc])]
                    - weights.fit * Int64(network.fit[arc])
                if reduced < 0 { better.append((reduced, arc)) }
            }
            guard !better.isEmpty else { continue }
            isAny = true
            better.sort { ($0.gain, $0.arc) < ($1.gain, $1.arc) }
            for (_, arc) in better.prefix(Self.moreColumns) { chosen[arc] = true }
        }
        return isAny
    }
}

/// How much a point of fit and a thousandth of load count: one point of fit more than all loads together can.
struct Weights {
    var fit: Int64
    var load: Int64

    /// The weights for the aims of an instance in which this many seats are served.
    init(_ aims: [AllocationInstance.Aim], served: Int) {
        load = aims.contains(.loads) ? 1 : 0
        fit = aims.contains(.fit) ? (load == 0 ? 1 : Int64(LoadCost.greatest * served + 1)) : 0
    }
}

/// Why an instance was not solved.
public enum AllocationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Memory ran out.
    case outOfMemory
    /// The solver of flows and the matching contradict each other: a fault of Prior's own, never of an instance.
    case noFlow

    /// A sentence.
    public var description: String {
        switch self {
        case .outOfMemory: "There is too little memory for an instance of this size."
        case .noFlow: "The solver found no flow where a matching was found before. This is a fault in Prior."
        }
    }
}

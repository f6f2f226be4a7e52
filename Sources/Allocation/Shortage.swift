/// Why seats stay empty, and what would help.
///
/// From an open seat, all submissions and assessors that it competes with can be reached; all these assessors are full. One
/// more seat of any of them, or a way from any of these submissions to an assessor outside who can make room, is one more
/// seat served: that is how augmenting paths work, so each help named here is sure, not a guess.
struct Shortage {
    private let writer: ResultWriter
    private let network: Network
    private let matching: SeatMatching
    /// Whether an assessor has room, or can get it by exchanges.
    private let canMakeRoom: [Bool]
    private let hasRoomAnywhere: Bool
    /// The network's place of each assessor of the instance.
    private var spots: [Int]

    /// How many submissions get reasons of their own; those after them share the reasons of all.
    private static let singly = 100
    /// How many helps of each kind are named.
    private static let named = 5

    init(_ writer: ResultWriter) {
        self.writer = writer
        network = writer.network
        matching = writer.matching
        let isShort = matching.open.contains { $0 > 0 }
        canMakeRoom = isShort ? Self.findRoom(writer.network, writer.matching) : []
        hasRoomAnywhere = canMakeRoom.contains(true)
        spots = Array(repeating: 0, count: network.assessors.count)
        for (spot, assessor) in network.assessors.enumerated() { spots[Int(assessor)] = spot }
    }

    /// The submissions with open seats, in the order of the instance.
    /// - Parameter places: the network's place of each submission of the instance, or -1.
    func unserved(places: [Int]) -> [AllocationResult.Unserved] {
        let open = places.indices.filter { places[$0] >= 0 && matching.open[places[$0]] > 0 }
        var shared: Region?
        return open.enumerated().map { turn, number in
            let place = places[number]
            let region: Region
            if turn < Self.singly {
                region = self.region(from: [place])
            } else {
                region = shared ?? self.region(from: open.map { places[$0] })
                shared = region
            }
            let submission = writer.instance.submissions[number]
            return AllocationResult.Unserved(
                submission: submission.id, due: submission.due, open: Int(matching.open[place]),
                because: words(place, region),
                forbidden: submission.forbidden.map {
                    AllocationResult.Barred(assessor: writer.instance.assessors[Int($0.assessor)].id, rule: $0.words)
                }, help: help(place, region))
        }
    }

    /// What an open seat competes with, and what would help all of it.
    private struct Region {
        var submissions: Int
        var assessors: Int
        var capacity: [AllocationResult.Help]
        var rules: [AllocationResult.Help]
    }

    private func region(from seekers: [Int]) -> Region {
        let reached = matching.reached(from: seekers, limit: writer.everything)
        let full = reached.assessors.indices.filter { reached.assessors[$0] }
        var rules: [AllocationResult.Help] = []
        if hasRoomAnywhere {
            for place in reached.submissions.indices where reached.submissions[place] && rules.count < Self.named {
                rules += self.rules(place).prefix(Self.named - rules.count)
            }
        }
        return Region(
            submissions: reached.submissions.count { $0 }, assessors: full.count,
            capacity: full.prefix(Self.named).map {
                .init(change: .capacity, assessor: writer.id(assessor: $0), submission: nil, rule: nil)
            }, rules: rules)
    }

    /// The rules that keep a submission from an assessor who can make room.
    private func rules(_ place: Int) -> [AllocationResult.Help] {
        let submission = writer.instance.submissions[Int(network.submissions[place])]
        var helps: [AllocationResult.Help] = []
        for mark in submission.forbidden
        where canMakeRoom[spots[Int(mark.assessor)]]
            && !submission.pinned.contains(where: { $0.assessor == mark.assessor })
        {
            helps.append(
                .init(
                    change: .rule, assessor: writer.instance.assessors[Int(mark.assessor)].id,
                    submission: submission.id, rule: mark.words))
        }
        return helps
    }

    private func words(_ place: Int, _ region: Region) -> String {
        let arcs = network.arcs(place).count
        let need = Int(network.need[place])
        if arcs == 0 { return "None of the assessors may take a seat of it." }
        let who = arcs == 1 ? "Only one assessor" : "Only \(arcs) assessors"
        if arcs < need { return "\(who) may take a seat of it, and \(need) seats are to be filled." }
        let full = region.assessors
        let assessors = full == 1 ? "The assessor it competes for is" : "The \(full) assessors it competes for are"
        switch region.submissions - 1 {
        case 0: return "\(assessors) full."
        case 1: return "\(assessors) full with another submission that has no other choice."
        case let others: return "\(assessors) full with \(others) other submissions that have no other choice."
        }
    }

    /// What would help: for the submission itself first, as it is the one that the coordinator asks about.
    private func help(_ place: Int, _ region: Region) -> [AllocationResult.Help] {
        guard hasRoomAnywhere else { return region.capacity }
        let own = Array(rules(place).prefix(Self.named))
        let others = region.rules.filter { !own.contains($0) }.prefix(Self.named - own.count)
        let submission = writer.instance.submissions[Int(network.submissions[place])]
        var known = Set((submission.forbidden + submission.pinned).map(\.assessor))
        for pair in submission.eligible { known.insert(pair.assessor) }
        let unknown = canMakeRoom.indices.lazy.filter { canMakeRoom[$0] && !known.contains(network.assessors[$0]) }
        let widening = unknown.prefix(Self.named).map {
            AllocationResult.Help(
                change: .eligibility, assessor: writer.id(assessor: $0), submission: submission.id, rule: nil)
        }
        return region.capacity + own + others + widening
    }

    /// Backwards from the assessors with room: whoever could take another submission of theirs makes room where they were.
    private static func findRoom(_ network: Network, _ matching: SeatMatching) -> [Bool] {
        var holders = [[Int32]](repeating: [], count: network.free.count)
        var takers = holders
        for place in network.need.indices {
            for arc in network.arcs(place) {
                if matching.used[arc] {
                    holders[Int(network.target[arc])].append(Int32(place))
                } else {
                    takers[Int(network.target[arc])].append(Int32(place))
                }
            }
        }
        var assessorsOf = [[Int32]](repeating: [], count: network.need.count)
        for (assessor, places) in holders.enumerated() {
            for place in places { assessorsOf[Int(place)].append(Int32(assessor)) }
        }
        var hasRoom = matching.room.map { $0 > 0 }
        var queue = hasRoom.indices.filter { hasRoom[$0] }
        while let assessor = queue.popLast() {
            for place in takers[assessor] {
                for other in assessorsOf[Int(place)] where !hasRoom[Int(other)] {
                    hasRoom[Int(other)] = true
                    queue.append(Int(other))
                }
            }
        }
        return hasRoom
    }
}

/// Puts what the solvers found back into the ids and the order of the instance.
struct ResultWriter {
    let instance: AllocationInstance
    let network: Network
    let matching: SeatMatching
    /// All arcs of every submission, whatever its floor.
    let everything: [Int32]
    let floors: Floors?
    let cheapest: CheapestSeats?
    let weights: Weights

    func result() -> AllocationResult {
        var places = [Int](repeating: -1, count: instance.submissions.count)
        for (place, submission) in network.submissions.enumerated() { places[Int(submission)] = place }
        var given = [Int](repeating: 0, count: instance.assessors.count)
        var assignments: [AllocationResult.Assignment] = []
        for (number, submission) in instance.submissions.enumerated() {
            for pin in submission.pinned {
                given[Int(pin.assessor)] += 1
                assignments.append(pinned(pin, submission))
            }
            guard places[number] >= 0 else { continue }
            for arc in network.arcs(places[number]) where matching.used[arc] {
                given[Int(network.assessors[Int(network.target[arc])])] += 1
                assignments.append(seat(arc, of: places[number], submission))
            }
        }
        let loads = zip(instance.assessors, given).map {
            AllocationResult.Load(assessor: $0.id, capacity: $0.capacity, before: $0.load, given: $1)
        }
        return AllocationResult(
            objective: instance.aims, seed: instance.seed, figures: figures(), assignments: assignments,
            unserved: Shortage(self).unserved(places: places), loads: loads, proof: proof())
    }

    func id(assessor place: Int) -> String { instance.assessors[Int(network.assessors[place])].id }

    func id(submission place: Int) -> String { instance.submissions[Int(network.submissions[place])].id }

    private func pinned(
        _ pin: AllocationInstance.Marked, _ submission: AllocationInstance.Submission
    ) -> AllocationResult.Assignment {
        let rule = submission.forbidden.first { $0.assessor == pin.assessor }?.words
        let fit = submission.eligible.first { $0.assessor == pin.assessor }.map { Int($0.fit) }
        let because = rule.map { "Pinned: \(pin.words). This sets the rule \($0) aside." } ?? "Pinned: \(pin.words)."
        return AllocationResult.Assignment(
            submission: submission.id, assessor: instance.assessors[Int(pin.assessor)].id, fit: fit, pinned: pin.words,
            overrides: rule, rank: nil, of: submission.eligible.count, better: [], because: because)
    }

    private func seat(
        _ arc: Int, of place: Int, _ submission: AllocationInstance.Submission
    ) -> AllocationResult.Assignment {
        let arcs = network.arcs(place)
        let better = arcs.prefix { network.fit[$0] > network.fit[arc] }
        let passed = better.filter { !matching.used[$0] }
        let names = passed.prefix(3).map { id(assessor: Int(network.target[$0])) }
        return AllocationResult.Assignment(
            submission: submission.id, assessor: id(assessor: Int(network.target[arc])), fit: Int(network.fit[arc]),
            pinned: nil, overrides: nil, rank: better.count + 1, of: arcs.count, better: names,
            because: words(passed: passed, names: names, of: arcs.count))
    }

    private func words(passed: [Int], names: [String], of count: Int) -> String {
        guard !passed.isEmpty else {
            return count == 1 ? "Nobody else may take a seat of it." : "Nobody without a seat of it fits better."
        }
        let who =
            names.joined(separator: ", ")
            + (passed.count > names.count ? " and \(passed.count - names.count) more" : "")
        let full = passed.allSatisfy { matching.room[Int(network.target[$0])] == 0 }
        let verb = passed.count == 1 ? "fits" : "fit"
        return full
            ? "\(who) \(verb) better, and all their seats are worth more elsewhere."
            : "\(who) \(verb) better; the aims before leave \(passed.count == 1 ? "them" : "some of them") out."
    }

    private func figures() -> AllocationResult.Figures {
        var figures = AllocationResult.Figures(
            seats: 0, served: 0, pinned: 0, dues: [], worstFit: nil, totalFit: 0, loadCost: 0)
        var dues: [String?: AllocationResult.Figures.Due] = [:]
        for submission in instance.submissions {
            figures.seats += submission.seats
            figures.pinned += submission.pinned.count
            dues[submission.due, default: .init(due: submission.due, seats: 0, served: 0)].seats += submission.seats
            dues[submission.due]?.served += submission.pinned.count
        }
        for (place, served) in matching.served.enumerated() { dues[network.dues[place]]?.served += Int(served) }
        figures.dues = network.dues.compactMap { dues[$0] }
        figures.served = figures.dues.reduce(0) { $0 + $1.served }
        for arc in matching.used.indices where matching.used[arc] {
            figures.totalFit += Int(network.fit[arc])
            figures.worstFit = min(figures.worstFit ?? .max, Int(network.fit[arc]))
        }
        for place in network.free.indices where network.free[place] > matching.room[place] {
            for seat in 1...Int(network.free[place] - matching.room[place]) {
                figures.loadCost += LoadCost.ofSeat(
                    Int(network.held[place]) + seat, capacity: Int(network.capacity[place]))
            }
        }
        return figures
    }

    private func proof() -> AllocationProof {
        var proof = AllocationProof(seats: [], worst: [], prices: nil, turns: 0, pairsSeen: 0)
        for due in network.dues.indices {
            let range = network.submissions(dueUpTo: due)
            let seekers = range.filter { matching.open[$0] > 0 }
            guard !seekers.isEmpty else { continue }
            let reached = matching.reached(from: seekers, limit: everything)
            proof.seats.append(
                cut(due, reached.submissions, reached.assessors) { network.arcs($0) })
        }
        for level in floors?.levels ?? [] {
            let cut = level.limit.map { limit in
                self.cut(limit.due, limit.submissions, limit.assessors) { place in
                    let begin = Int(network.start[place])
                    return begin..<begin + Int(network.count(place, atLeast: limit.next))
                }
            }
            proof.worst.append(
                AllocationProof.Floor(floor: Int(level.floor), next: level.limit.map { Int($0.next) }, cut: cut))
        }
        if let cheapest {
            proof.turns = cheapest.turns
            proof.pairsSeen = cheapest.columns
            proof.prices = prices(cheapest.prices)
        }
        return proof
    }

    private func cut(
        _ due: Int, _ submissions: [Bool], _ assessors: [Bool], arcs: (Int) -> Range<Int>
    ) -> AllocationProof.Cut {
        var bound = 0
        for place in network.submissions(dueUpTo: due) {
            if submissions[place] {
                bound += arcs(place).reduce(0) { $0 + (assessors[Int(network.target[$1])] ? 0 : 1) }
            } else {
                bound += Int(network.need[place])
            }
        }
        for place in assessors.indices where assessors[place] { bound += Int(network.free[place]) }
        return AllocationProof.Cut(
            due: network.dues[due], bound: bound,
            submissions: submissions.indices.filter { submissions[$0] }.map(id(submission:)),
            assessors: assessors.indices.filter { assessors[$0] }.map(id(assessor:)))
    }

    private func prices(_ prices: CheapestSeats.Prices) -> AllocationProof.Prices {
        let figures = figures()
        return AllocationProof.Prices(
            fitWeight: weights.fit, loadWeight: weights.load,
            submissions: Dictionary(
                uniqueKeysWithValues: prices.submissions.enumerated().map { (id(submission: $0), $1) }),
            assessors: Dictionary(uniqueKeysWithValues: prices.assessors.enumerated().map { (id(assessor: $0), $1) }),
            open: Dictionary(uniqueKeysWithValues: prices.open.enumerated().map { (network.dues[$0] ?? "", $1) }),
            bound: weights.load * Int64(figures.loadCost) - weights.fit * Int64(figures.totalFit))
    }
}

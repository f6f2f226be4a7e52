extension AllocationResult {
    /// Holds a result against its instance with code of its own, which knows of no solver: no hard rule is broken, the
    /// figures are right, and the proof shows that no allocation is better by any aim.
    /// - Returns: what is not so, in sentences; empty where all of it holds.
    public func check(_ instance: AllocationInstance) -> [String] {
        var checker = Checker(instance: instance, result: self)
        checker.readAssignments()
        guard checker.problems.isEmpty else { return checker.problems }
        checker.checkSeats()
        checker.checkFloors()
        checker.checkPrices()
        checker.checkFigures()
        return checker.problems
    }
}

/// The checker's working paper. It goes by the definition of a cut and of a price, slowly and plainly.
private struct Checker {
    let instance: AllocationInstance
    let result: AllocationResult
    var problems: [String] = []

    private var submissionOf: [String: Int] = [:]
    private var assessorOf: [String: Int] = [:]
    /// By submission: who may take a seat, with the fit, forbidden and pinned ones left out.
    private var allowed: [[Int: Int]] = []
    private var given: [[Int]] = []
    private var need: [Int] = []
    private var free: [Int] = []
    private var held: [Int] = []
    private var floor: [Int] = []
    private let dues: [String?]

    init(instance: AllocationInstance, result: AllocationResult) {
        self.instance = instance
        self.result = result
        dues = Set(instance.submissions.map(\.due)).sorted { ($0 ?? "~") < ($1 ?? "~") }
        for (place, one) in instance.submissions.enumerated() { submissionOf[one.id] = place }
        for (place, one) in instance.assessors.enumerated() { assessorOf[one.id] = place }
        held = instance.assessors.map(\.load)
        for submission in instance.submissions {
            var pairs: [Int: Int] = [:]
            for pair in submission.eligible { pairs[Int(pair.assessor)] = Int(pair.fit) }
            for mark in submission.forbidden + submission.pinned { pairs[Int(mark.assessor)] = nil }
            for pin in submission.pinned { held[Int(pin.assessor)] += 1 }
            allowed.append(pairs)
            need.append(submission.seats - submission.pinned.count)
        }
        free = zip(instance.assessors, held).map { max(0, $0.capacity - $1) }
        given = Array(repeating: [], count: need.count)
        floor = Array(repeating: 0, count: need.count)
    }

    /// Every hard rule.
    mutating func readAssignments() {
        if result.objective != instance.aims { problems.append("The objective is another than the instance's.") }
        var pins = instance.submissions.map { Set($0.pinned.map { Int($0.assessor) }) }
        var taken = [Int](repeating: 0, count: free.count)
        for one in result.assignments {
            guard let place = submissionOf[one.submission], let assessor = assessorOf[one.assessor] else {
                problems.append("\(one.submission) – \(one.assessor): not both are in the instance.")
                continue
            }
            if one.pinned != nil {
                if pins[place].remove(assessor) == nil {
                    problems.append("\(one.submission) – \(one.assessor) is not pinned, or twice in the result.")
                }
            } else if let fit = allowed[place][assessor], !given[place].contains(assessor) {
                given[place].append(assessor)
                taken[assessor] += 1
                if one.fit != fit { problems.append("\(one.submission) – \(one.assessor) has fit \(fit).") }
            } else {
                problems.append("\(one.submission) – \(one.assessor) is not eligible, or twice in the result.")
            }
        }
        for (place, missing) in pins.enumerated() where !missing.isEmpty {
            problems.append("\(instance.submissions[place].id) has lost a pinned assessor.")
        }
        for place in need.indices where given[place].count > need[place] {
            problems.append("\(instance.submissions[place].id) has more assessors than seats.")
        }
        for place in free.indices where taken[place] > free[place] {
            problems.append("\(instance.assessors[place].id) has more seats than there was room for.")
        }
    }

    /// No date could be served better.
    mutating func checkSeats() {
        for due in dues {
            let cut = result.proof.seats.first { $0.due == due }
            let most = bound(cut, due: due, atLeast: { _ in 0 })
            let served = served(upTo: due)
            if served != most {
                problems.append("Up to \(due ?? "the end") \(served) seats are served; the proof allows \(most).")
            }
        }
    }

    /// The floors hold, and none could be higher.
    mutating func checkFloors() {
        guard instance.aims.contains(.worst) else { return }
        var isLifted = Array(repeating: true, count: need.count)
        for level in result.proof.worst {
            let better = isLifted.indices.filter { isLifted[$0] && need[$0] > 0 }
                .flatMap { allowed[$0].values.filter { $0 > level.floor } }.min()
            if better != level.next {
                problems.append("After the floor \(level.floor) comes another fit than the proof says.")
            }
            for place in floor.indices where isLifted[place] { floor[place] = level.floor }
            guard let next = level.next else { continue }
            guard let cut = level.cut else { return problems.append("Nothing shows why the floor is not \(next).") }
            let most = bound(cut, due: cut.due, atLeast: { isLifted[$0] ? next : floor[$0] })
            if most >= served(upTo: cut.due) { problems.append("The floor \(level.floor) could be \(next).") }
            for id in cut.submissions { if let place = submissionOf[id] { isLifted[place] = false } }
        }
        let isOver = result.proof.worst.last.map { $0.next == nil } ?? false
        let canBeLifted = isLifted.indices.contains { isLifted[$0] && need[$0] > 0 && !allowed[$0].isEmpty }
        if result.proof.worst.count < instance.floors, !isOver, canBeLifted {
            problems.append("Floors are missing: \(result.proof.worst.count) of \(instance.floors).")
        }
        for place in given.indices {
            for assessor in given[place] where (allowed[place][assessor] ?? 0) < floor[place] {
                problems.append("\(instance.submissions[place].id) has an assessor below its floor.")
            }
        }
    }

    /// Weak duality: whatever the prices, no allocation costs less than the bound they give; this one costs just that.
    mutating func checkPrices() {
        guard instance.aims.contains(.fit) || instance.aims.contains(.loads) else { return }
        guard let prices = result.proof.prices else { return problems.append("The prices are missing.") }
        let seats = given.reduce(0) { $0 + $1.count }
        let isWeighed =
            (prices.fitWeight > 0) == instance.aims.contains(.fit)
            && (prices.loadWeight > 0) == instance.aims.contains(.loads)
            && (prices.fitWeight == 0 || prices.fitWeight > prices.loadWeight * Int64(1000 * seats))
        if !isWeighed { problems.append("The weights do not put the fits before the loads.") }
        var bound = Int128(0)
        for place in need.indices where need[place] > 0 {
            let own = Int128(prices.submissions[instance.submissions[place].id] ?? 0)
            bound -= own * Int128(need[place])
            for (assessor, fit) in allowed[place] where fit >= floor[place] {
                let other = Int128(prices.assessors[instance.assessors[assessor].id] ?? 0)
                bound += min(0, own - other - Int128(prices.fitWeight) * Int128(fit))
            }
        }
        for due in dues {
            let places = need.indices.filter { instance.submissions[$0].due == due }
            let left = places.reduce(0) { $0 + need[$1] - given[$1].count }
            guard left > 0 else { continue }
            let price = Int128(prices.open[due ?? ""] ?? 0)
            bound += price * Int128(left)
            for place in places where need[place] > 0 {
                let own = Int128(prices.submissions[instance.submissions[place].id] ?? 0)
                bound += min(0, own - price) * Int128(need[place])
            }
        }
        for place in free.indices {
            let price = Int128(prices.assessors[instance.assessors[place].id] ?? 0)
            for seat in 0..<free[place] {
                // Seats never get cheaper: from here on all of them add nothing.
                let gain = price + Int128(prices.loadWeight) * Int128(cost(place, seat))
                if gain >= 0 { break }
                bound += gain
            }
        }
        let reached = Int128(prices.loadWeight) * Int128(loadCost) - Int128(prices.fitWeight) * Int128(totalFit)
        if bound != reached || reached != Int128(prices.bound) {
            problems.append("The cost is \(reached); the prices prove no more than \(bound).")
        }
    }

    mutating func checkFigures() {
        let fits = given.indices.flatMap { place in given[place].compactMap { allowed[place][$0] } }
        let pinned = instance.submissions.reduce(0) { $0 + $1.pinned.count }
        let figures = result.figures
        if figures.totalFit != totalFit || figures.loadCost != loadCost || figures.worstFit != fits.min()
            || figures.pinned != pinned || figures.served != fits.count + pinned
            || figures.seats != instance.submissions.reduce(0, { $0 + $1.seats })
        {
            problems.append("The figures are not those of the assignments.")
        }
    }

    private func isDue(_ place: Int, upTo due: String?) -> Bool {
        guard let due else { return true }
        return instance.submissions[place].due.map { $0 <= due } ?? false
    }

    private func served(upTo due: String?) -> Int {
        given.indices.reduce(0) { $0 + (isDue($1, upTo: due) ? given[$1].count : 0) }
    }

    private func bound(_ cut: AllocationProof.Cut?, due: String?, atLeast: (Int) -> Int) -> Int {
        let submissions = Set(cut?.submissions.compactMap { submissionOf[$0] } ?? [])
        let assessors = Set(cut?.assessors.compactMap { assessorOf[$0] } ?? [])
        var bound = assessors.reduce(0) { $0 + free[$1] }
        for place in need.indices where isDue(place, upTo: due) {
            if submissions.contains(place) {
                let least = atLeast(place)
                bound += allowed[place].count { $0.value >= least && !assessors.contains($0.key) }
            } else {
                bound += need[place]
            }
        }
        return bound
    }

    private func cost(_ assessor: Int, _ seat: Int) -> Int {
        1000 * (2 * (held[assessor] + seat + 1) - 1) / (2 * instance.assessors[assessor].capacity)
    }

    private var totalFit: Int {
        given.indices.reduce(0) { sum, place in given[place].reduce(sum) { $0 + (allowed[place][$1] ?? 0) } }
    }

    private var loadCost: Int {
        var taken = [Int](repeating: 0, count: free.count)
        for assessor in given.joined() { taken[assessor] += 1 }
        return taken.indices.reduce(0) { sum, place in (0..<taken[place]).reduce(sum) { $0 + cost(place, $1) } }
    }
}

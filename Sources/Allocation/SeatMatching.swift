/// Seats given to assessors so that as many are taken as can be: augmenting paths with look-ahead, after Pothen and Fan,
/// “Computing the block triangular form of a sparse matrix” (1990), for assessors who can take several.
///
/// Dates are served in their order. A path never takes a seat from a submission that has it, only from one assessor to the
/// next, so that serving later dates costs earlier ones nothing, and the seats served up to each date are the most that can
/// be (the greedy algorithm on a transversal matroid: Edmonds and Fulkerson, 1965).
struct SeatMatching {
    let network: Network
    /// How many arcs of each submission may be used, from its best one on.
    private(set) var limit: [Int32]
    /// Whether an arc is used.
    private(set) var used: [Bool]
    /// Seats that each submission still has open.
    private(set) var open: [Int32]
    /// Seats that each assessor can still take.
    private(set) var room: [Int32]

    /// Who holds what: `count` entries from `first` on for each assessor.
    private var first: [Int32]
    private var count: [Int32]
    private var heldArc: [Int32]
    private var heldBy: [Int32]

    private var look: [Int32]
    private var seenSubmission: [Int32]
    private var seenAssessor: [Int32]
    private var phase: Int32 = 0
    private var path: [Step] = []

    private struct Step {
        var submission: Int32
        var arc: Int32
        var held: Int32
    }

    /// Nothing given yet; every arc may be used.
    init(_ network: Network) {
        self.network = network
        let submissions = network.need.count
        limit = (0..<submissions).map { network.start[$0 + 1] - network.start[$0] }
        used = Array(repeating: false, count: network.target.count)
        open = network.need
        room = network.free
        var degree = [Int32](repeating: 0, count: network.free.count)
        for assessor in network.target { degree[Int(assessor)] += 1 }
        first = []
        var total: Int32 = 0
        for (free, degree) in zip(network.free, degree) {
            first.append(total)
            total += min(free, degree)
        }
        count = Array(repeating: 0, count: network.free.count)
        heldArc = Array(repeating: 0, count: Int(total))
        heldBy = heldArc
        look = Array(repeating: 0, count: submissions)
        seenSubmission = Array(repeating: 0, count: submissions)
        seenAssessor = Array(repeating: 0, count: network.free.count)
    }

    /// Seats served of the submissions of each date.
    var served: [Int32] {
        var served = [Int32](repeating: 0, count: network.dues.count)
        for (place, due) in network.due.enumerated() { served[Int(due)] += network.need[place] - open[place] }
        return served
    }

    /// Gives as many seats as can be, date by date, over each submission's first `limit` arcs; what was given before over
    /// these arcs is where it starts from.
    /// - Parameter required: stops at the first date at which fewer are served.
    /// - Returns: that date, or nil.
    mutating func fill(limit: [Int32], required: [Int32]? = nil) -> Int? {
        self.limit = limit
        let kept = takeBack()
        var next = 0
        var begin = 0
        for due in network.dues.indices {
            let end = network.submissions(dueUpTo: due).upperBound
            while next < kept.count, Int(kept[next].submission) < end {
                give(kept[next].arc, to: Int(kept[next].submission))
                next += 1
            }
            serve(begin..<end)
            let missing = (begin..<end).reduce(0) { $0 + open[$1] }
            if let required {
                let asked = (begin..<end).reduce(0) { $0 + network.need[$1] }
                if asked - missing < required[due] { return due }
            }
            begin = end
        }
        return nil
    }

    /// Takes a whole assignment over, as arcs.
    mutating func take(_ arcs: [(submission: Int, arc: Int)]) {
        _ = takeBack()
        for (submission, arc) in arcs { give(Int32(arc), to: submission) }
    }

    /// Everything that the open seats compete for: the submissions of `seekers`, the assessors they could have, those who
    /// hold these assessors, and so on. Where no more can be served, all these assessors are full with these submissions.
    func reached(from seekers: [Int], limit: [Int32]) -> (submissions: [Bool], assessors: [Bool]) {
        var submissions = [Bool](repeating: false, count: open.count)
        var assessors = [Bool](repeating: false, count: room.count)
        var queue = seekers
        for seeker in seekers { submissions[seeker] = true }
        while let submission = queue.popLast() {
            let begin = Int(network.start[submission])
            for arc in begin..<begin + Int(limit[submission]) where !used[arc] {
                let assessor = Int(network.target[arc])
                if assessors[assessor] { continue }
                assessors[assessor] = true
                for entry in Int(first[assessor])..<Int(first[assessor] + count[assessor]) {
                    let holder = Int(heldBy[entry])
                    if submissions[holder] { continue }
                    submissions[holder] = true
                    queue.append(holder)
                }
            }
        }
        return (submissions, assessors)
    }

    private mutating func give(_ arc: Int32, to submission: Int) {
        let assessor = Int(network.target[Int(arc)])
        guard room[assessor] > 0 else { return }
        let entry = Int(first[assessor] + count[assessor])
        heldArc[entry] = arc
        heldBy[entry] = Int32(submission)
        count[assessor] += 1
        room[assessor] -= 1
        open[submission] -= 1
        used[Int(arc)] = true
    }

    /// Empties it, and returns what may stay, submission by submission.
    private mutating func takeBack() -> [(submission: Int32, arc: Int32)] {
        var kept: [(submission: Int32, arc: Int32)] = []
        for assessor in room.indices {
            for entry in Int(first[assessor])..<Int(first[assessor] + count[assessor]) {
                let arc = heldArc[entry]
                let submission = heldBy[entry]
                used[Int(arc)] = false
                if arc - network.start[Int(submission)] < limit[Int(submission)] { kept.append((submission, arc)) }
            }
            count[assessor] = 0
        }
        open = network.need
        room = network.free
        return kept.sorted { ($0.submission, $0.arc) < ($1.submission, $1.arc) }
    }

    /// Serves as many seats of these submissions as can be.
    private mutating func serve(_ submissions: Range<Int>) {
        for submission in submissions { look[submission] = 0 }
        for submission in open.indices where submission < submissions.lowerBound { look[submission] = 0 }
        var seekers = submissions.filter { open[$0] > 0 }
        var found = true
        while found, !seekers.isEmpty {
            found = false
            phase += 1
            for seeker in seekers {
                while open[seeker] > 0, augment(from: seeker) { found = true }
            }
            seekers.removeAll { open[$0] == 0 }
        }
    }

    /// One more seat for a submission, where a path of exchanges ends at an assessor with room. Within a phase each assessor
    /// is looked behind once.
    private mutating func augment(from seeker: Int) -> Bool {
        path.removeAll(keepingCapacity: true)
        path.append(Step(submission: Int32(seeker), arc: network.start[seeker] - 1, held: 0))
        seenSubmission[seeker] = phase
        while let step = path.last {
            let submission = Int(step.submission)
            if let arc = arcWithRoom(submission) {
                exchange(with: arc)
                return true
            }
            guard let holder = nextHolder() else {
                path.removeLast()
                continue
            }
            seenSubmission[Int(holder)] = phase
            path.append(Step(submission: holder, arc: network.start[Int(holder)] - 1, held: 0))
        }
        return false
    }

    /// An unused arc of a submission to an assessor with room. None is passed over: room only shrinks while it searches.
    private mutating func arcWithRoom(_ submission: Int) -> Int? {
        let begin = Int(network.start[submission])
        var place = look[submission]
        while place < limit[submission] {
            let arc = begin + Int(place)
            if !used[arc], room[Int(network.target[arc])] > 0 {
                look[submission] = place
                return arc
            }
            place += 1
        }
        look[submission] = place
        return nil
    }

    /// Goes on along the last step of the path to another submission that could give its assessor away.
    private mutating func nextHolder() -> Int32? {
        var step = path[path.count - 1]
        let begin = network.start[Int(step.submission)]
        let end = begin + limit[Int(step.submission)]
        defer { path[path.count - 1] = step }
        while true {
            if step.arc >= begin {
                let assessor = Int(network.target[Int(step.arc)])
                while step.held < count[assessor] {
                    let holder = heldBy[Int(first[assessor] + step.held)]
                    if seenSubmission[Int(holder)] != phase { return holder }
                    step.held += 1
                }
            }
            repeat {
                step.arc += 1
            } while step.arc < end
                && (used[Int(step.arc)] || seenAssessor[Int(network.target[Int(step.arc)])] == phase)
            guard step.arc < end else { return nil }
            seenAssessor[Int(network.target[Int(step.arc)])] = phase
            step.held = 0
        }
    }

    /// Along the path, each submission takes the assessor that the next one gives away, and the last one takes `arc`.
    private mutating func exchange(with arc: Int) {
        for step in path.dropLast() {
            let entry = Int(first[Int(network.target[Int(step.arc)])] + step.held)
            used[Int(heldArc[entry])] = false
            used[Int(step.arc)] = true
            heldArc[entry] = step.arc
            heldBy[entry] = step.submission
        }
        guard let last = path.last, let root = path.first else { return }
        let assessor = Int(network.target[arc])
        let entry = Int(first[assessor] + count[assessor])
        heldArc[entry] = Int32(arc)
        heldBy[entry] = last.submission
        count[assessor] += 1
        room[assessor] -= 1
        used[arc] = true
        open[Int(root.submission)] -= 1
    }
}

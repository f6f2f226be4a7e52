extension AllocationInstance {
    /// What is wrong with the instance, each with its place as a path (`submissions[3].eligible`); empty where it can be
    /// solved.
    public func faults() -> [AllocationFault] {
        var faults: [AllocationFault] = []
        func say(_ path: String, _ words: String) { faults.append(AllocationFault(path: path, words: words)) }

        if aims.first != .seats { say("objective", "The first aim is “seats”.") }
        let ranks = aims.compactMap { Aim.allCases.firstIndex(of: $0) }
        if zip(ranks, ranks.dropFirst()).contains(where: { $0 >= $1 }) {
            say("objective", "Aims stand once each, in the order seats, worst, fit, loads.")
        }
        if !(1...100).contains(floors) { say("floors", "The worst fit is lifted 1 to 100 times, not \(floors).") }

        var ids = Set<String>()
        for (place, assessor) in assessors.enumerated() {
            let path = "assessors[\(place)]"
            if assessor.id.isEmpty { say("\(path).id", "An id has at least one character.") }
            if !ids.insert(assessor.id).inserted { say("\(path).id", "“\(assessor.id)” is there twice.") }
            if !(0...100_000).contains(assessor.capacity) {
                say("\(path).capacity", "A capacity is 0 to 100000 seats, not \(assessor.capacity).")
            }
            if !(0...100_000).contains(assessor.load) {
                say("\(path).load", "A load is 0 to 100000 seats, not \(assessor.load).")
            }
        }
        ids.removeAll()
        var marks = [Int](repeating: -1, count: assessors.count)
        for (place, submission) in submissions.enumerated() {
            if !ids.insert(submission.id).inserted {
                say("submissions[\(place)].id", "“\(submission.id)” is there twice.")
            }
            faults += self.faults(of: submission, at: place, marks: &marks)
        }
        if faults.isEmpty, !fitsIntoCosts {
            say("submissions", "Fits this great for so many seats leave the solver's numbers; scale them to 0 to 1000.")
        }
        return faults
    }

    /// `marks` remembers in which list each assessor was last seen: three for each submission.
    private func faults(of submission: Submission, at place: Int, marks: inout [Int]) -> [AllocationFault] {
        var faults: [AllocationFault] = []
        let path = "submissions[\(place)]"
        func say(_ path: String, _ words: String) { faults.append(AllocationFault(path: path, words: words)) }
        if submission.id.isEmpty { say("\(path).id", "An id has at least one character.") }
        if !(1...100).contains(submission.seats) {
            say("\(path).seats", "A submission has 1 to 100 seats, not \(submission.seats).")
        }
        if let due = submission.due, !Self.isDate(due) {
            say("\(path).due", "A date is written like 2026-12-01, not “\(due)”.")
        }
        func once(_ assessor: Int32, _ list: Int, _ name: String) {
            guard assessors.indices.contains(Int(assessor)) else {
                return say("\(path).\(name)", "There is no assessor at place \(assessor).")
            }
            let mark = place * 3 + list
            if marks[Int(assessor)] == mark {
                say("\(path).\(name)", "“\(assessors[Int(assessor)].id)” is there twice.")
            }
            marks[Int(assessor)] = mark
        }
        for pair in submission.eligible {
            once(pair.assessor, 0, "eligible")
            if !(0...Self.greatestFit).contains(Int(pair.fit)) {
                say("\(path).eligible", "A fit is a whole number, 0 to \(Self.greatestFit), not \(pair.fit).")
            }
        }
        for pair in submission.forbidden { once(pair.assessor, 1, "forbidden") }
        for pair in submission.pinned { once(pair.assessor, 2, "pinned") }
        if submission.pinned.count > submission.seats {
            say(
                "\(path).pinned",
                "\(submission.pinned.count) assessors are pinned to \(submission.seats) seats; give it more, or unpin some."
            )
        }
        return faults
    }

    /// Digits and hyphens only: dates are put in order as texts.
    private static func isDate(_ text: String) -> Bool {
        text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { place, byte in
                place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
            }
    }

    /// Whether the weights of all aims together stay in 64 bits: nodes × the dearest arc below 2^61.
    private var fitsIntoCosts: Bool {
        let seats = submissions.reduce(0) { $0 + $1.seats }
        let greatest = submissions.lazy.flatMap { $0.eligible }.reduce(1) { max($0, Int($1.fit)) }
        let nodes = assessors.count + 2 * submissions.count + 2
        let dearest = (LoadCost.greatest * seats + 1).multipliedReportingOverflow(by: greatest)
        let most = dearest.partialValue.multipliedReportingOverflow(by: nodes)
        return !dearest.overflow && !most.overflow && most.partialValue < 1 << 61
    }
}

/// Something wrong with an instance.
public struct AllocationFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the instance, as a path: `submissions[3].eligible`.
    public var path: String
    /// What is wrong, and what would be right.
    public var words: String
    /// Line and column in the text it was read from, counted from 1.
    public var position: Position?

    /// A place in a text.
    public struct Position: Sendable, Equatable {
        /// Counted from 1.
        public var line: Int
        /// Counted from 1, in bytes.
        public var column: Int

        /// A place.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// A fault.
    public init(path: String, words: String, position: Position? = nil) {
        self.path = path
        self.words = words
        self.position = position
    }

    /// One line for a terminal: place, path, words.
    public var description: String {
        let place = position.map { "line \($0.line), column \($0.column): " } ?? ""
        return place + (path.isEmpty ? "" : "\(path): ") + words
    }
}

/// Several faults at once.
public struct AllocationFaults: Error, Sendable, Equatable, CustomStringConvertible {
    /// At least one.
    public var faults: [AllocationFault]

    /// One line for each.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

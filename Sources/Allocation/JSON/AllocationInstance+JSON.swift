extension AllocationInstance {
    /// An instance from its JSON, as `docs/allocation.md` describes it. Members may stand in any order.
    /// - Throws: `AllocationFaults`, each with its line: where the text is no JSON, has a member that is unknown, missing or
    ///   there twice, names an assessor who is not listed, or where `faults()` finds something.
    public init(json: [UInt8]) throws(AllocationFaults) {
        var reader = InstanceReader(json)
        do {
            self = try reader.instance()
        } catch {
            throw AllocationFaults(faults: [error])
        }
        let faults = reader.faults + faults().map { reader.placed($0) }
        guard faults.isEmpty else { throw AllocationFaults(faults: faults) }
    }
}

private struct InstanceReader {
    private var scanner: JSONScanner
    /// Where each assessor and each submission begins, for faults that are found later.
    private var starts: [String: [Int]] = ["assessors": [], "submissions": []]
    private var places: [String: Int32] = [:]
    private(set) var faults: [AllocationFault] = []

    init(_ json: [UInt8]) { scanner = JSONScanner(json) }

    mutating func instance() throws(AllocationFault) -> AllocationInstance {
        let names = ["objective", "floors", "seed", "assessors", "submissions"]
        var values: [String: JSONScanner] = [:]
        let start = scanner
        try scanner.object("") { (scanner, name, place) throws(AllocationFault) in
            try Self.require(name, in: names, "", scanner, place)
            if values[name] != nil { throw scanner.fault(name, "“\(name)” is there twice.", at: place) }
            values[name] = scanner
            try scanner.skip(name)
        }
        try scanner.end()
        var instance = AllocationInstance(assessors: [], submissions: [])
        if var value = values["objective"] { instance.aims = try aims(&value) }
        if var value = values["floors"] { instance.floors = try value.integer("floors", 1...100) }
        if var value = values["seed"] { instance.seed = UInt64(try value.integer("seed", 0...999_999_999_999_999_999)) }
        guard var assessors = values["assessors"], var submissions = values["submissions"] else {
            let missing = values["assessors"] == nil ? "assessors" : "submissions"
            throw start.fault(
                "", "“\(missing)” is missing; an instance has “assessors” and “submissions”.", at: start.offset)
        }
        instance.assessors = try self.assessors(&assessors)
        for (place, assessor) in instance.assessors.enumerated() { places[assessor.id] = Int32(place) }
        instance.submissions = try self.submissions(&submissions, instance.assessors)
        return instance
    }

    /// A fault of the instance with the line on which the assessor or submission begins.
    func placed(_ fault: AllocationFault) -> AllocationFault {
        guard let match = fault.path.prefixMatch(of: /(assessors|submissions)\[(\d+)\]/),
            let place = Int(match.2), let starts = starts[String(match.1)], starts.indices.contains(place)
        else { return fault }
        return AllocationFault(path: fault.path, words: fault.words, position: scanner.position(starts[place]))
    }

    private static func require(
        _ name: String, in names: [String], _ path: String, _ scanner: JSONScanner, _ place: Int
    ) throws(AllocationFault) {
        guard !names.contains(name) else { return }
        throw scanner.fault(path, "“\(name)” is no member here; there are \(names.joined(separator: ", ")).", at: place)
    }

    private func aims(_ scanner: inout JSONScanner) throws(AllocationFault) -> [AllocationInstance.Aim] {
        var aims: [AllocationInstance.Aim] = []
        try scanner.array("objective") { (scanner, place) throws(AllocationFault) in
            let start = scanner.offset
            let name = try scanner.string("objective[\(place)]")
            guard let aim = AllocationInstance.Aim(rawValue: name) else {
                let all = AllocationInstance.Aim.allCases.map(\.rawValue).joined(separator: ", ")
                throw scanner.fault("objective[\(place)]", "“\(name)” is no aim; the aims are \(all).", at: start)
            }
            aims.append(aim)
        }
        return aims
    }

    private mutating func assessors(
        _ scanner: inout JSONScanner
    ) throws(AllocationFault) -> [AllocationInstance.Assessor] {
        var assessors: [AllocationInstance.Assessor] = []
        var starts: [Int] = []
        try scanner.array("assessors") { (scanner, place) throws(AllocationFault) in
            let path = "assessors[\(place)]"
            starts.append(scanner.offset)
            var id: String?
            var capacity: Int?
            var load: Int?
            try scanner.object(path) { (scanner, name, start) throws(AllocationFault) in
                try Self.require(name, in: ["id", "capacity", "load"], path, scanner, start)
                let isTwice = name == "id" ? id != nil : name == "capacity" ? capacity != nil : load != nil
                if isTwice { throw scanner.fault(path, "“\(name)” is there twice.", at: start) }
                switch name {
                case "id": id = try scanner.string("\(path).id")
                case "capacity": capacity = try scanner.integer("\(path).capacity", 0...100_000)
                default: load = try scanner.integer("\(path).load", 0...100_000)
                }
            }
            guard let id, let capacity else {
                let missing = id == nil ? "id" : "capacity"
                throw scanner.fault(path, "“\(missing)” is missing.", at: starts[place])
            }
            assessors.append(.init(id: id, capacity: capacity, load: load ?? 0))
        }
        self.starts["assessors"] = starts
        return assessors
    }

    private mutating func submissions(
        _ scanner: inout JSONScanner, _ assessors: [AllocationInstance.Assessor]
    ) throws(AllocationFault) -> [AllocationInstance.Submission] {
        var submissions: [AllocationInstance.Submission] = []
        var starts: [Int] = []
        var unknown: [AllocationFault] = []
        let places = places
        let names = ["id", "seats", "due", "eligible", "forbidden", "pinned"]
        try scanner.array("submissions") { (scanner, place) throws(AllocationFault) in
            let path = "submissions[\(place)]"
            starts.append(scanner.offset)
            var one = AllocationInstance.Submission(id: "", seats: 0, eligible: [])
            var seen = Set<String>()
            func assessor(_ id: String, _ list: String, _ scanner: JSONScanner, _ start: Int) -> Int32? {
                if let place = places[id] { return place }
                if unknown.count < 20 {
                    unknown.append(scanner.fault("\(path).\(list)", "There is no assessor “\(id)”.", at: start))
                }
                return nil
            }
            try scanner.object(path) { (scanner, name, start) throws(AllocationFault) in
                try Self.require(name, in: names, path, scanner, start)
                if !seen.insert(name).inserted { throw scanner.fault(path, "“\(name)” is there twice.", at: start) }
                switch name {
                case "id": one.id = try scanner.string("\(path).id")
                case "seats": one.seats = try scanner.integer("\(path).seats", 1...100)
                case "due": one.due = try scanner.string("\(path).due")
                case "eligible":
                    try scanner.object("\(path).eligible") { (scanner, id, start) throws(AllocationFault) in
                        let fit = try scanner.integer("\(path).eligible.\(id)", 0...AllocationInstance.greatestFit)
                        guard let place = assessor(id, name, scanner, start) else { return }
                        one.eligible.append(.init(assessor: place, fit: Int32(fit)))
                    }
                default:
                    var marks: [AllocationInstance.Marked] = []
                    try scanner.object("\(path).\(name)") { (scanner, id, start) throws(AllocationFault) in
                        let words = try scanner.string("\(path).\(name).\(id)")
                        guard let place = assessor(id, name, scanner, start) else { return }
                        marks.append(.init(assessor: place, words: words))
                    }
                    if name == "forbidden" { one.forbidden = marks } else { one.pinned = marks }
                }
            }
            for name in ["id", "seats"] where !seen.contains(name) {
                throw scanner.fault(path, "“\(name)” is missing.", at: starts[place])
            }
            submissions.append(one)
        }
        self.starts["submissions"] = starts
        faults = unknown
        return submissions
    }
}

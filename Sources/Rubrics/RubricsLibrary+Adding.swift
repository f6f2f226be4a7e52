public import Assessment

extension RubricsLibrary {
    /// Every fault of one document, held against this library and against others that are not in it yet: what
    /// `prior rubrics check` would say of it. The others' own faults are not told.
    public func faults(of file: File, beside others: [File] = []) -> [Fault] {
        Drafts(known: known, others + [file]).check().filter { $0.file == file.name }
    }

    /// This library and documents that were checked before, when they were published. One whose version is here already
    /// is left out.
    /// - Throws: ``RubricsError/faulty(_:)`` with the faults of what cannot be read at all.
    public func adding(_ files: [File]) throws(RubricsError) -> RubricsLibrary {
        let drafts = Drafts(known: [], files)
        let unread = drafts.list.filter { $0.content == nil }
        guard unread.isEmpty else { throw .faulty(unread.flatMap { $0.unreadable ?? $0.faults?.list ?? [] }) }
        let more = RubricsLibrary(drafts)
        return RubricsLibrary(
            frameworks: frameworks.merging(more.frameworks) { mine, _ in mine },
            policies: policies.merging(more.policies) { mine, _ in mine },
            units: units.merging(more.units) { mine, _ in mine },
            qualifications: qualifications.merging(more.qualifications) { mine, _ in mine },
            crosswalks: crosswalks.merging(more.crosswalks) { mine, _ in mine },
            calendars: calendars.merging(more.calendars) { mine, _ in mine })
    }

    /// This library with one version superseded. Its fingerprint stays, as the status is no part of it.
    public func superseding(_ kind: DocumentKind, _ key: DocumentKey) -> RubricsLibrary {
        RubricsLibrary(
            frameworks: kind == .framework ? frameworks.superseding(key, \.status) : frameworks,
            policies: kind == .policy ? policies.superseding(key, \.status) : policies,
            units: kind == .unit ? units.superseding(key, \.status) : units,
            qualifications: kind == .qualification ? qualifications.superseding(key, \.status) : qualifications,
            crosswalks: kind == .crosswalk ? crosswalks.superseding(key, \.status) : crosswalks,
            calendars: kind == .calendar ? calendars.superseding(key, \.status) : calendars)
    }

    /// One version as it was loaded, without what it says.
    public struct Entry: Sendable, Equatable {
        /// How far this version has come.
        public let status: PublicationStatus
        /// What pins it.
        public let fingerprint: Fingerprint
        /// The whole document in canonical JSON.
        public let json: String
        /// The same as anybody may read it.
        public let publicJSON: String

        fileprivate init?(_ document: Document<some Any>?) {
            guard let document else { return nil }
            status = document.status
            fingerprint = document.fingerprint
            json = document.json
            publicJSON = document.publicJSON
        }
    }

    /// The version of that name of whichever kind; nil where there is none.
    public func entry(_ kind: DocumentKind, _ key: DocumentKey) -> Entry? {
        switch kind {
        case .framework: Entry(frameworks[key])
        case .policy: Entry(policies[key])
        case .unit: Entry(units[key])
        case .qualification: Entry(qualifications[key])
        case .crosswalk: Entry(crosswalks[key])
        case .calendar: Entry(calendars[key])
        }
    }

    /// Every version of a kind, in order.
    public func keys(of kind: DocumentKind) -> [DocumentKey] {
        switch kind {
        case .framework: frameworks.keys.sorted()
        case .policy: policies.keys.sorted()
        case .unit: units.keys.sorted()
        case .qualification: qualifications.keys.sorted()
        case .crosswalk: crosswalks.keys.sorted()
        case .calendar: calendars.keys.sorted()
        }
    }

    init(
        frameworks: [DocumentKey: Document<Framework>], policies: [DocumentKey: Document<Policy>],
        units: [DocumentKey: Document<Assessment.Unit>], qualifications: [DocumentKey: Document<Qualification>],
        crosswalks: [DocumentKey: Document<Crosswalk>], calendars: [DocumentKey: Document<HolidayCalendar>]
    ) {
        self.frameworks = frameworks
        self.policies = policies
        self.units = units
        self.qualifications = qualifications
        self.crosswalks = crosswalks
        self.calendars = calendars
    }

    private var known: [Draft] {
        frameworks.values.map { Draft(known: .framework($0.value), $0.kind, $0.key) }
            + policies.values.map { Draft(known: .policy($0.value), $0.kind, $0.key) }
            + units.values.map { Draft(known: .unit($0.value), $0.kind, $0.key) }
            + qualifications.values.map { Draft(known: .qualification($0.value), $0.kind, $0.key) }
            + crosswalks.values.map { Draft(known: .crosswalk($0.value), $0.kind, $0.key) }
            + calendars.values.map { Draft(known: .calendar($0.value), $0.kind, $0.key) }
    }
}

extension RubricsLibrary.File {
    /// A document in JSON. What YAML would read otherwise in JSON's texts, line breaks that ASCII does not know for
    /// instance, is written as an escape.
    public init(name: String, json: String) {
        var text = ""
        for scalar in json.unicodeScalars {
            if scalar.isReadOtherwise {
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        self.init(name: name, text: text)
    }
}

extension Unicode.Scalar {
    fileprivate var isReadOtherwise: Bool {
        switch value {
        case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

extension Drafts {
    fileprivate init(known: [Draft], _ files: [RubricsLibrary.File]) {
        list = known + files.map { Draft($0) }
    }
}

extension Draft {
    /// A document that was read and checked before: others are held against it, and nothing is noted of it.
    fileprivate init(known content: Content, _ kind: DocumentKind, _ key: DocumentKey) {
        file = ""
        tree = nil
        self.kind = kind
        self.key = key
        self.content = content
        faults = nil
        unreadable = nil
    }
}

extension Dictionary where Key == DocumentKey {
    fileprivate func superseding<Content>(
        _ key: DocumentKey, _ status: WritableKeyPath<Content, PublicationStatus>
    ) -> Self where Value == Document<Content> {
        guard let document = self[key] else { return self }
        var value = document.value
        value[keyPath: status] = .superseded
        var copy = self
        copy[key] = Document(
            value: value, kind: document.kind, key: key, status: .superseded, fingerprint: document.fingerprint,
            json: document.json.superseded, publicJSON: document.publicJSON.superseded, file: document.file)
        return copy
    }
}

extension String {
    /// A document in canonical JSON with its status changed.
    fileprivate var superseded: String {
        guard let tree = try? Tree.read(RubricsLibrary.File(name: "", json: self).text),
            case .map(let entries) = tree.value
        else { return self }
        let changed = entries.map { entry in
            guard entry.key == "status" else { return entry }
            let status = Tree(value: .text(PublicationStatus.superseded.rawValue), position: entry.value.position)
            return Tree.Entry(key: entry.key, keyPosition: entry.keyPosition, value: status)
        }
        return Tree(value: .map(changed), position: tree.position).canonicalJSON
    }
}

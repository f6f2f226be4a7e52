import Assessment

extension EvidenceRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = [
            "minimumPiecesPerCriterion", "minimumKindsPerClaim", "kindsThatNeverStandAlone", "testimony",
            "originalsSeen", "blocking", "maximumItemBytes", "maximumPortfolioBytes", "maximumPortfolioItems",
            "acceptedMediaTypes", "content",
        ]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let pieces = fields.sourced("minimumPiecesPerCriterion", citations) { $0.integer(1...10) }
        let kinds = fields.sourced("minimumKindsPerClaim", citations) { $0.integer(1...EvidenceKind.allCases.count) }
        let never = fields.sourced("kindsThatNeverStandAlone", citations) { place in
            place.list { $0.choice(EvidenceKind.self) }
        }
        let testimony = fields.optional("testimony") { TestimonyRules($0, citations) }
        let originals = fields.optional("originalsSeen") { place in
            citations.sourced(place) { $0.list { $0.choice(PaperSubject.self) } }
        }
        let blocking = fields.list("blocking", atLeast: 0) { $0.choice(SufficiencyRule.self) }
        let maximumItemBytes = fields.sourced("maximumItemBytes", citations) { $0.integer(1...Int.max) }
        let portfolioBytes = fields.sourced("maximumPortfolioBytes", citations) { $0.integer(1...Int.max) }
        let portfolioItems = fields.sourced("maximumPortfolioItems", citations) { $0.integer(1...Int.max) }
        let types = fields.sourced("acceptedMediaTypes", citations) { place in
            place.list(atLeast: 1) { AcceptedMediaType($0) }
        }
        let content = fields.optional("content") { ContentRules($0, citations) }
        guard let pieces, let kinds, let never, let blocking, let maximumItemBytes, let portfolioBytes,
            let portfolioItems, let types
        else { return nil }
        self.init(
            minimumPiecesPerCriterion: pieces, minimumKindsPerClaim: kinds, kindsThatNeverStandAlone: never,
            testimony: testimony, originalsSeen: originals, blocking: blocking, maximumItemBytes: maximumItemBytes,
            maximumPortfolioBytes: portfolioBytes,
            maximumPortfolioItems: portfolioItems, acceptedMediaTypes: types, content: content)
    }
}

extension AcceptedMediaType {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["type", "maximumBytes", "extensions"]) else { return nil }
        let type = fields.required("type") { place -> String? in
            guard let text = place.text() else { return nil }
            guard text.wholeMatch(of: /[a-z]+\/[a-z0-9][a-z0-9.+_-]*/) != nil else {
                return place.wrong("\"\(text)\" is not a media type.", "Write type/subtype in lower case.")
            }
            return text
        }
        let maximumBytes = fields.optional("maximumBytes") { $0.integer(1...Int.max) }
        let extensions = fields.list("extensions") { place -> String? in
            guard let text = place.text() else { return nil }
            guard text.wholeMatch(of: /[a-z0-9]{1,10}/) != nil else {
                return place.wrong("\"\(text)\" is not the end of a file name.", "Write it in lower case, without dot.")
            }
            return text
        }
        guard let type, let extensions else { return nil }
        self.init(type: type, maximumBytes: maximumBytes, extensions: extensions)
    }
}

extension TestimonyRules {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["firstHand", "notByFamily", "contactableReferees"]) else { return nil }
        let firstHand = fields.sourced("firstHand", citations) { $0.bool() }
        let notByFamily = fields.sourced("notByFamily", citations) { $0.bool() }
        let referees = fields.sourced("contactableReferees", citations) { $0.integer(1...20) }
        guard let firstHand, let notByFamily, let referees else { return nil }
        self.init(firstHand: firstHand, notByFamily: notByFamily, contactableReferees: referees)
    }
}

extension CurrencyRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = ["years", "yearsCritical", "byKind", "byUnit", "undated", "statementOfCurrency"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let years = fields.sourced("years", citations) { $0.integer(1...50) }
        let critical = fields.sourced("yearsCritical", citations) { $0.integer(1...50) }
        let byKind = fields.optional("byKind") { $0.years(byKind: citations) }
        let byUnit = fields.optional("byUnit") { $0.years(byUnit: citations) }
        let undated = fields.optional("undated") { citations.sourced($0) { $0.choice(Undated.self) } }
        let statement = fields.optional("statementOfCurrency") { place in
            citations.sourced(place) { $0.list { $0.choice(EvidenceKind.self) } }
        }
        guard let years, let critical else { return nil }
        self.init(
            years: years, yearsCritical: critical, byKind: byKind ?? [:], byUnit: byUnit ?? [:], undated: undated,
            statementOfCurrency: statement)
    }
}

extension Place {
    fileprivate func years(byKind citations: Citations) -> [EvidenceKind: Sourced<Int>]? {
        guard let fields = Fields(self, keys: EvidenceKind.allCases.map(\.rawValue)) else { return nil }
        var years: [EvidenceKind: Sourced<Int>] = [:]
        for kind in EvidenceKind.allCases {
            years[kind] = fields.optional(kind.rawValue) { citations.sourced($0) { $0.integer(1...50) } }
        }
        return years
    }

    /// The keys are ids of units, of whatever version; a unit need not be there yet.
    fileprivate func years(byUnit citations: Citations) -> [String: Sourced<Int>]? {
        guard case .map(let entries) = tree.value else {
            return wrong("This is \(tree.kind), and a mapping belongs here.", "Write ids of units as keys.")
        }
        var years: [String: Sourced<Int>] = [:]
        for entry in entries {
            guard DocumentKey.isSlug(entry.key) else {
                return wrong("\"\(entry.key)\" is not the id of a unit.", "Write it without its version.")
            }
            let place = Place(tree: entry.value, path: path + .key(entry.key), faults: faults)
            years[entry.key] = citations.sourced(place) { $0.integer(1...50) }
        }
        return years
    }
}

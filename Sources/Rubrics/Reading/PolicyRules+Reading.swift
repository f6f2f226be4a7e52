import Assessment

extension DisagreementRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["triggers", "resolution"]) else { return nil }
        let triggers = fields.list("triggers") { citations.sourced($0) { DisagreementTrigger($0) } }
        let resolution = fields.sourced("resolution", citations) { $0.choice(DisagreementResolution.self) }
        guard let triggers, let resolution else { return nil }
        self.init(triggers: triggers, resolution: resolution)
    }
}

extension DisagreementTrigger {
    private enum Name: String, CaseIterable {
        case differentOutcome, levelDistance, shareOfCriteria
    }

    fileprivate init?(_ place: Place) {
        let name = Name(rawValue: place.tree.text("when") ?? "")
        let figure = name == .levelDistance ? ["levels"] : name == .shareOfCriteria ? ["share"] : []
        guard let fields = Fields(place, keys: ["when"] + figure) else { return nil }
        let trigger: DisagreementTrigger? =
            switch fields.required("when", { $0.choice(Name.self) }) {
            case .differentOutcome: .differentOutcome
            case .levelDistance: fields.required("levels") { $0.integer(1...10) }.map { .levelDistance($0) }
            case .shareOfCriteria: fields.required("share") { $0.share() }.map { .shareOfCriteria($0) }
            case nil: nil
            }
        guard let trigger else { return nil }
        self = trigger
    }
}

extension EvidenceRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = [
            "minimumPiecesPerCriterion", "minimumKindsPerClaim", "kindsThatNeverStandAlone", "blocking",
            "maximumItemBytes", "maximumPortfolioBytes", "maximumPortfolioItems", "acceptedMediaTypes",
            "content",
        ]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let pieces = fields.sourced("minimumPiecesPerCriterion", citations) { $0.integer(1...10) }
        let kinds = fields.sourced("minimumKindsPerClaim", citations) { $0.integer(1...EvidenceKind.allCases.count) }
        let never = fields.sourced("kindsThatNeverStandAlone", citations) { place in
            place.list { $0.choice(EvidenceKind.self) }
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
            blocking: blocking, maximumItemBytes: maximumItemBytes, maximumPortfolioBytes: portfolioBytes,
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

extension CurrencyRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["years", "yearsCritical"]) else { return nil }
        let years = fields.sourced("years", citations) { $0.integer(1...50) }
        let critical = fields.sourced("yearsCritical", citations) { $0.integer(1...50) }
        guard let years, let critical else { return nil }
        self.init(years: years, yearsCritical: critical)
    }
}

extension IndependenceRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = [
            "adviserNeverAssesses", "assessorNeverModeratesOwn", "familyDegrees", "sameEmployer", "taughtWithinYears",
        ]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let adviser = fields.sourced("adviserNeverAssesses", citations) { $0.bool() }
        let own = fields.sourced("assessorNeverModeratesOwn", citations) { $0.bool() }
        let family = fields.sourced("familyDegrees", citations) { $0.integer(0...10) }
        let employer = fields.sourced("sameEmployer", citations) { $0.bool() }
        let taught = fields.sourced("taughtWithinYears", citations) { $0.integer(0...50) }
        guard let adviser, let own, let family, let employer, let taught else { return nil }
        self.init(
            adviserNeverAssesses: adviser, assessorNeverModeratesOwn: own, familyDegrees: family,
            sameEmployer: employer, taughtWithinYears: taught)
    }
}

extension DoubleAwardRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["sameUnitOnce"]) else { return nil }
        guard let once = fields.sourced("sameUnitOnce", citations, { $0.bool() }) else { return nil }
        self.init(sameUnitOnce: once)
    }
}

extension RecommendationRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["validityYears"]) else { return nil }
        guard let years = fields.sourced("validityYears", citations, { $0.integer(1...50) }) else { return nil }
        self.init(validityYears: years)
    }
}

extension ModerationRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["baseRate", "always", "newAssessorMonths"]) else { return nil }
        let baseRate = fields.sourced("baseRate", citations) { $0.share() }
        let always = fields.sourced("always", citations) { place in place.list { $0.choice(Stratum.self) } }
        let months = fields.sourced("newAssessorMonths", citations) { $0.integer(0...120) }
        guard let baseRate, let always, let months else { return nil }
        self.init(baseRate: baseRate, always: always, newAssessorMonths: months)
    }
}

extension DuplicateRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["images", "texts"]) else { return nil }
        let images = fields.sourced("images", citations) { $0.share() }
        let texts = fields.sourced("texts", citations) { $0.share() }
        guard let images, let texts else { return nil }
        self.init(images: images, texts: texts)
    }
}

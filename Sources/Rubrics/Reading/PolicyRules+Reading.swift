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
        case differentOutcome, differentGrade, levelDistance, shareOfCriteria
    }

    fileprivate init?(_ place: Place) {
        let name = Name(rawValue: place.tree.text("when") ?? "")
        let figure = name == .levelDistance ? ["levels"] : name == .shareOfCriteria ? ["share"] : []
        guard let fields = Fields(place, keys: ["when"] + figure) else { return nil }
        let trigger: DisagreementTrigger? =
            switch fields.required("when", { $0.choice(Name.self) }) {
            case .differentOutcome: .differentOutcome
            case .differentGrade: .differentGrade
            case .levelDistance: fields.required("levels") { $0.integer(1...10) }.map { .levelDistance($0) }
            case .shareOfCriteria: fields.required("share") { $0.share() }.map { .shareOfCriteria($0) }
            case nil: nil
            }
        guard let trigger else { return nil }
        self = trigger
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

extension ModerationRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = ["baseRate", "always", "newAssessorMonths", "sampling", "certification", "onlyCertified"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let baseRate = fields.sourced("baseRate", citations) { $0.share() }
        let always = fields.sourced("always", citations) { place in place.list { $0.choice(Stratum.self) } }
        let months = fields.sourced("newAssessorMonths", citations) { $0.integer(0...120) }
        var sampling: Sourced<ModerationSampling>?
        if fields.has("sampling") {
            sampling = fields.sourced("sampling", citations) { ModerationSampling($0) }
            guard sampling != nil else { return nil }
        }
        var certification: Sourced<CertificationRules>?
        if fields.has("certification") {
            certification = fields.sourced("certification", citations) { CertificationRules($0) }
            guard certification != nil else { return nil }
        }
        var onlyCertified: Sourced<Bool>?
        if fields.has("onlyCertified") {
            onlyCertified = fields.sourced("onlyCertified", citations) { $0.bool() }
            guard onlyCertified != nil else { return nil }
        }
        guard let baseRate, let always, let months else { return nil }
        self.init(
            baseRate: baseRate, always: always, newAssessorMonths: months, sampling: sampling,
            certification: certification, onlyCertified: onlyCertified)
    }
}

extension CertificationRules {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["exact", "adjacent", "sameOutcome", "months"]) else { return nil }
        let exact = fields.required("exact") { $0.share() }
        let adjacent = fields.required("adjacent") { $0.share() }
        let sameOutcome = fields.required("sameOutcome") { $0.bool() }
        let months = fields.required("months") { $0.integer(1...120) }
        guard let exact, let adjacent, let sameOutcome, let months else { return nil }
        self.init(exact: exact, adjacent: adjacent, sameOutcome: sameOutcome, months: months)
    }
}

extension ModerationSampling {
    fileprivate init?(_ place: Place) {
        let name = Name(rawValue: place.tree.text("method") ?? "")
        let figures = name == .shareWithMinimum ? ["share", "minimum"] : []
        guard let fields = Fields(place, keys: ["method", "drawn"] + figures) else { return nil }
        let method: Method? =
            switch fields.required("method", { $0.choice(Name.self) }) {
            case .baseRate: .baseRate
            case .squareRoot: .squareRoot
            case .shareWithMinimum:
                fields.required("share") { $0.share() }.flatMap { share in
                    fields.required("minimum") { $0.integer(0...1000) }.map { .shareWithMinimum(share, $0) }
                }
            case nil: nil
            }
        let drawn = fields.required("drawn") { place -> Drawn? in
            guard let drawn = place.choice(Drawn.self) else { return nil }
            guard drawn == .inRounds || name == .baseRate else {
                return place.wrong(
                    "A share of a number is drawn from a number of claims.",
                    "Write `inRounds`, or draw at the `baseRate`.")
            }
            return drawn
        }
        guard let method, let drawn else { return nil }
        self.init(method: method, drawn: drawn)
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

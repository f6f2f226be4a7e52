/// What is known of an assessor when work is given out.
public struct AssessorProfile: Codable, Sendable, Equatable {
    /// One unit, in any of its versions, or a whole field, with how well they know it.
    public struct Expertise: Codable, Sendable, Equatable {
        /// A unit's id; nil where the line speaks of a field.
        public var unit: String?
        /// A field as units name it; nil where the line speaks of a unit.
        public var field: String?
        /// 1 (just about) to 100 (nobody better).
        public var strength: Int

        /// A line of expertise.
        public init(unit: String? = nil, field: String? = nil, strength: Int) {
            self.unit = unit
            self.field = field
            self.strength = strength
        }
    }

    /// The levels of a framework that they assess.
    public struct Levels: Codable, Sendable, Equatable {
        /// The framework's id.
        public var framework: String
        /// The lowest.
        public var from: Int
        /// The highest.
        public var to: Int

        /// A range of levels.
        public init(framework: String, from: Int, to: Int) {
            self.framework = framework
            self.from = from
            self.to = to
        }
    }

    /// Seats that they can hold at once.
    public var capacity: Int
    /// What they know. A unit's line goes before its field's.
    public var expertise: [Expertise]
    /// What they assess; none means every level.
    public var levels: [Levels]
    /// What they read and hear, as `en` and `st`; none means that nothing is known, and nothing is kept away by it.
    public var languages: [String]
    /// Where they can be for a site visit, as the institution names its places.
    public var places: [String]

    /// A profile.
    public init(
        capacity: Int, expertise: [Expertise], levels: [Levels] = [], languages: [String] = [], places: [String] = []
    ) {
        self.capacity = capacity
        self.expertise = expertise
        self.levels = levels
        self.languages = languages
        self.places = places
    }
}

/// What a case asks of whoever assesses it.
public struct CaseNeeds: Sendable, Equatable {
    /// A unit that is claimed in it.
    public struct Need: Sendable, Equatable {
        /// The unit's id.
        public var unit: String
        /// Its field.
        public var field: String
        /// Its framework's id.
        public var framework: String
        /// Its level there.
        public var level: Int
        /// Whether only somebody certified for it may have it.
        public var needsCertificate: Bool

        /// A need.
        public init(unit: String, field: String, framework: String, level: Int, needsCertificate: Bool = false) {
            self.unit = unit
            self.field = field
            self.framework = framework
            self.level = level
            self.needsCertificate = needsCertificate
        }
    }

    /// The units claimed: whoever takes a seat scores all of them.
    public var units: [Need]
    /// For each item of evidence the languages it can be read in, its translations among them.
    public var languages: Set<Set<String>>
    /// Where the learner must be visited; nil where nobody needs to go.
    public var place: String?

    /// What a case needs.
    public init(units: [Need], languages: Set<Set<String>> = [], place: String? = nil) {
        self.units = units
        self.languages = languages
        self.place = place
    }
}

/// How well an assessor fits a case: as well as for the unit that they know least, because somebody who does not know one is
/// not mended by knowing another.
public struct CaseFit: Codable, Sendable, Equatable {
    /// What one unit counted.
    public struct Part: Codable, Sendable, Equatable {
        /// The unit's id.
        public var unit: String
        /// How well they know it.
        public var strength: Int
        /// Whether the line of the field stands for it, because there is none of the unit.
        public var isByField: Bool
    }

    /// 1 to 100.
    public var fit: Int
    /// Unit by unit.
    public var parts: [Part]
}

/// A rule that keeps an assessor from a case, apart from those of independence. A coordinator may set each aside.
public enum EligibilityRule: String, Sendable, CaseIterable {
    /// Nothing is known of the assessor.
    case profile = "allocation.noProfile"
    /// They do not know a unit.
    case expertise = "allocation.expertise"
    /// They do not assess a unit's level.
    case level = "allocation.level"
    /// They are not certified for a unit for which the policy asks it.
    case certificate = "allocation.notCertified"
    /// They cannot read an item.
    case language = "allocation.language"
    /// They cannot be where the learner must be visited.
    case place = "allocation.place"
    /// They said no to this submission.
    case declined = "assignment.declined"
    /// They let a seat of this submission lapse.
    case lapsed = "assignment.lapsed"
    /// The coordinator keeps them away.
    case coordinator = "allocation.coordinator"
}

extension AssessorProfile {
    /// How well they fit a case, or the first rule that keeps them from it.
    /// - Parameter certified: the units, by their ids, for which they are certified now.
    public func fit(
        for needs: CaseNeeds, certified: Set<String> = []
    ) -> Result<CaseFit, EligibilityRuleBroken> {
        var parts: [CaseFit.Part] = []
        for need in needs.units {
            if let line = expertise.first(where: { $0.unit == need.unit }) {
                parts.append(.init(unit: need.unit, strength: line.strength, isByField: false))
            } else if let line = expertise.first(where: { $0.unit == nil && $0.field == need.field }) {
                parts.append(.init(unit: need.unit, strength: line.strength, isByField: true))
            } else {
                return .failure(.init(rule: .expertise))
            }
            let isOfLevel =
                levels.isEmpty
                || levels.contains { $0.framework == need.framework && ($0.from...max($0.from, $0.to)) ~= need.level }
            guard isOfLevel else { return .failure(.init(rule: .level)) }
            guard !need.needsCertificate || certified.contains(need.unit) else {
                return .failure(.init(rule: .certificate))
            }
        }
        let known = Set(languages.map(\.primaryLanguage))
        guard known.isEmpty || needs.languages.allSatisfy({ $0.isEmpty || !$0.isDisjoint(with: known) }) else {
            return .failure(.init(rule: .language))
        }
        guard needs.place.map({ place in places.contains { $0.lowercased() == place.lowercased() } }) ?? true else {
            return .failure(.init(rule: .place))
        }
        return .success(CaseFit(fit: parts.map(\.strength).min() ?? 1, parts: parts))
    }
}

/// A rule that keeps an assessor from a case.
public struct EligibilityRuleBroken: Error, Sendable, Equatable {
    /// Which.
    public var rule: EligibilityRule

    /// A broken rule.
    public init(rule: EligibilityRule) { self.rule = rule }
}

extension String {
    /// `en` of `en-ZA`.
    public var primaryLanguage: String { split(separator: "-").first.map { $0.lowercased() } ?? "" }
}

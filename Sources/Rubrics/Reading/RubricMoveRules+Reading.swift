import Assessment

extension RubricMoveRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["until"]) else { return nil }
        guard let until = fields.sourced("until", citations, { $0.choice(Until.self) }) else { return nil }
        self.init(until: until)
    }
}

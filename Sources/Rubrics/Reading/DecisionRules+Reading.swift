import Assessment

extension DecisionRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["signatures"]) else { return nil }
        guard let signatures = fields.sourced("signatures", citations, { $0.integer(1...9) }) else { return nil }
        self.init(signatures: signatures)
    }
}

extension DoubleAwardRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["sameUnitOnce", "sameOutcomesOnce", "oneWayPerUnit"]) else {
            return nil
        }
        let outcomes = fields.optional("sameOutcomesOnce") { citations.sourced($0) { $0.bool() } }
        let way = fields.optional("oneWayPerUnit") { citations.sourced($0) { $0.bool() } }
        guard let once = fields.sourced("sameUnitOnce", citations, { $0.bool() }) else { return nil }
        self.init(sameUnitOnce: once, sameOutcomesOnce: outcomes, oneWayPerUnit: way)
    }
}

extension RecommendationRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["validityYears", "reviewYears"]) else { return nil }
        let review = fields.optional("reviewYears") { citations.sourced($0) { $0.integer(1...50) } }
        guard let years = fields.sourced("validityYears", citations, { $0.integer(1...50) }) else { return nil }
        self.init(validityYears: years, reviewYears: review)
    }
}

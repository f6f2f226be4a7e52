import Assessment
import Foundation

extension Rubric {
    /// Reads a rubric; nil where the mapping is not of its shape.
    init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["aggregation", "criteria"]) else { return nil }
        let aggregation = fields.required("aggregation") { AggregationRule($0) }
        let criteria = fields.list("criteria") { Criterion($0) }
        guard let aggregation, let criteria else { return nil }
        self.init(criteria: criteria, aggregation: aggregation)
    }
}

extension Criterion {
    fileprivate init?(_ place: Place) {
        let keys = ["id", "outcome", "title", "statement", "mustReach", "weight", "levels"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let outcome = fields.required("outcome") { $0.slug() }
        let title = fields.required("title") { $0.text() }
        let statement = fields.required("statement") { $0.text() }
        let mustReach = fields.optional("mustReach") { $0.slug() }
        let weight = fields.optional("weight") { $0.decimal() }
        let levels = fields.list("levels", atLeast: 2) { CriterionLevel($0) }
        guard let id, let outcome, let title, let statement, let levels else { return nil }
        self.init(
            id: id, outcome: outcome, title: title, statement: statement, levels: levels, mustReach: mustReach,
            weight: weight)
    }
}

extension CriterionLevel {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["id", "points", "name", "descriptor"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let points = fields.required("points") { $0.integer(0...1000) }
        let name = fields.required("name") { $0.text() }
        let descriptor = fields.required("descriptor") { $0.text() }
        guard let id, let points, let name, let descriptor else { return nil }
        self.init(id: id, points: points, name: name, descriptor: descriptor)
    }
}

extension AggregationRule {
    /// Reads `{rule: name, …}` with exactly the figures that the rule needs.
    fileprivate init?(_ place: Place) {
        guard case .map(let entries) = place.tree.value, let named = entries.first(where: { $0.key == "rule" }) else {
            let _: Never? = place.wrong(
                "This names no rule of aggregation.",
                "Write \"rule:\" and one of: \(Name.allCases.map(\.rawValue).joined(separator: ", ")).")
            return nil
        }
        let namePlace = Place(tree: named.value, path: place.path + "rule", faults: place.faults)
        guard let name = namePlace.choice(Name.self) else { return nil }
        guard let rule = Self.read(name, place) else { return nil }
        self = rule
    }

    private static func read(_ name: Name, _ place: Place) -> AggregationRule? {
        switch name {
        case .allSatisfactory:
            return Fields(place, keys: ["rule", "minimum"])?
                .required("minimum") { $0.slug() }.map { .allSatisfactory(minimum: $0) }
        case .conjunctiveWithFloor:
            return Fields(place, keys: ["rule", "floor"])?
                .required("floor") { $0.share() }.map { .conjunctiveWithFloor(floor: $0) }
        case .weighted:
            return Fields(place, keys: ["rule", "threshold"])?
                .required("threshold") { $0.decimal() }.map { .weighted(threshold: $0) }
        case .compensated:
            let keys = ["rule", "minimum", "compensating", "mostBelow", "exceeds"]
            guard let fields = Fields(place, keys: keys) else { return nil }
            let minimum = fields.required("minimum") { $0.slug() }
            let compensating = fields.required("compensating") { $0.slug() }
            let mostBelow = fields.required("mostBelow") { $0.integer(1...100) }
            let exceeds = fields.optional("exceeds") { $0.share() }
            guard let minimum, let compensating, let mostBelow else { return nil }
            return .compensated(
                minimum: minimum, compensating: compensating, mostBelow: mostBelow, exceeds: exceeds)
        case .meanToCredit:
            return Fields(place, keys: ["rule", "chart"])?
                .list("chart") { CreditStep($0) }.map { .meanToCredit(chart: $0) }
        }
    }
}

extension CreditStep {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["mean", "credits"]) else { return nil }
        let mean = fields.required("mean") { $0.decimal() }
        let credits = fields.required("credits") { $0.decimal() }
        guard let mean, let credits else { return nil }
        self.init(mean: mean, credits: credits)
    }
}

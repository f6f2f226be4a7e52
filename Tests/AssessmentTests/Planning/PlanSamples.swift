import Assessment
import Foundation

extension Samples {
    static func planUnit(
        _ id: String, credits: Decimal? = 10, level: Int = 3, hours: Decimal? = 100,
        criteria: [String] = ["one", "two"]
    ) throws -> Unit {
        var unit = try unit(
            Rubric(criteria: criteria.map { criterion($0) }, aggregation: .allSatisfactory(minimum: "l1")))
        unit.key = try key("\(id)@1")
        unit.title = id.capitalized
        unit.level = level
        unit.credits = credits
        unit.creditSystem = credits == nil ? nil : "ten"
        unit.notionalHours = hours
        return unit
    }

    static func qualification(
        _ id: String = "ropework", credits: Decimal? = nil, _ components: [Component]
    ) throws -> Qualification {
        try Qualification(
            key: key("\(id)@1"), status: .published, title: id.capitalized, summary: "Ropes.", field: "Ropes",
            region: "Nowhere", authority: "Nobody", framework: key("two-steps@1"), level: 3, type: "certificate",
            credits: credits.map { Sourced($0, source: own) }, creditSystem: "ten", components: components,
            sources: [own])
    }

    static func group(_ id: String, _ rule: ComponentGroup.Rule, _ of: [Component]) -> Component {
        .group(ComponentGroup(id: id, title: id.capitalized, rule: rule, of: of))
    }
}

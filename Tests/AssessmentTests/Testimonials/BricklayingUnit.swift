import Assessment
import Testing

/// A small unit with two criteria, `bond` and `line`, and one prompt.
func bricklayingUnit() throws -> Assessment.Unit {
    let criteria = ["bond", "line"].map { Criterion(id: $0, outcome: "build", title: $0, statement: $0, levels: []) }
    return Assessment.Unit(
        key: try #require(DocumentKey("bricks@1")), status: .published, title: "Bricklaying", summary: "",
        field: "building",
        region: "LS", framework: try #require(DocumentKey("lqf@1")), level: 3,
        outcomes: [LearningOutcome(id: "build", statement: "Builds a wall.")],
        rubric: Rubric(criteria: criteria, aggregation: .allSatisfactory(minimum: "meets")),
        witnessPrompts: ["What did you see?"], sources: [])
}

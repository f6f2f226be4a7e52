import Assessment
import Foundation

/// The way to a qualification: what lacks, which evidence speaks to it, and the shortest ways to finish.
struct PlanBody: AnswerBody {
    var qualification: DocumentKey
    var title: String
    var policy: DocumentKey
    var isComplete: Bool
    var words: String
    var objective: String
    var lacking: [LackingBody]
    var shortest: WayBody?
    var alternatives: [AlternativeBody]
    var obstacles: [PlanReasonBody]

    static let schema = Schema.object([
        .must("qualification", .text(120), "Where the way leads."),
        .must("title", .text(300), "What it is called."),
        .must("policy", .text(120), "Whose limits hold."),
        .must("isComplete", .boolean, "Whether nothing is left to take up."),
        .must("words", .anyText(), "All of it in a few plain sentences."),
        .must("objective", .anyText(), "What `shortest` means."),
        .must("lacking", .list(of: .named(LackingBody.self)), "Units that are not held; not all have to be taken up."),
        .may("shortest", .named(WayBody.self), "The shortest way; absent where there is none."),
        .must(
            "alternatives", .list(of: .named(AlternativeBody.self)), "Others, each without one unit of the shortest."),
        .must("obstacles", .list(of: .named(PlanReasonBody.self)), "What stands in the way, where there is none."),
    ])

    init(_ answer: PlanAnswer, of question: PlanQuestion, _ known: PlanFacts) {
        qualification = question.qualification.key
        title = question.qualification.title
        policy = question.policy.key
        isComplete = answer.shortest?.steps.isEmpty ?? false
        words = answer.words(for: question.qualification.title)
        objective = answer.objective
        lacking = answer.lacking.map { LackingBody($0, known.links) }
        shortest = answer.shortest.map { WayBody($0) }
        alternatives = answer.alternatives.map { AlternativeBody(without: $0.without, way: WayBody($0.plan)) }
        obstacles = answer.obstacles.map { PlanReasonBody($0) }
    }
}

/// A unit that is not held, with the evidence that speaks to it already.
struct LackingBody: AnswerBody {
    struct Speaking: AnswerBody {
        var id: ID<Evidence>
        var title: String
        var criteria: [String]

        static let schema = Schema.object([
            .must("id", .id, "The item."), .must("title", .anyText(), "Its title."),
            .must("criteria", .list(of: .text(64)), "The criteria that it was linked to."),
        ])
    }

    var unit: DocumentKey
    var title: String
    var level: Int
    var credits: String?
    var hours: String?
    var reached: [String]
    var unreached: [String]
    var evidence: [Speaking]

    static let schema = Schema.object([
        .must("unit", .text(120), "The unit, in the version that the qualification names."),
        .must("title", .text(400), "Its title."),
        .must("level", .integer(0...20), "Its level."),
        .may("credits", .decimal, "Its credits; absent where none are counted."),
        .may("hours", .decimal, "Its notional hours; absent where not known."),
        .must("reached", .list(of: .text(64)), "Criteria that evidence speaks to."),
        .must("unreached", .list(of: .text(64)), "Criteria that nothing speaks to yet."),
        .must("evidence", .list(of: Speaking.schema), "The items that speak to it."),
    ])

    init(_ unit: LackingUnit, _ links: [PlanFacts.Linked]) {
        self.unit = unit.unit
        title = unit.title
        level = unit.level
        credits = unit.credits?.description
        hours = unit.hours?.description
        reached = unit.reached
        unreached = unit.unreached
        evidence = links.filter { $0.unit.id == unit.unit.id }.map {
            Speaking(id: $0.evidence, title: $0.title, criteria: $0.criteria)
        }
    }
}

/// One way to finish.
struct WayBody: AnswerBody {
    struct Step: AnswerBody {
        var unit: DocumentKey
        var title: String
        var way: StudyPlan.Step.Way
        var credits: String?
        var hours: String?
        var words: String

        static let schema = Schema.object([
            .must("unit", .text(120), "The unit."), .must("title", .text(400), "Its title."),
            .must("way", .choice(of: StudyPlan.Step.Way.self), "By a claim, or by study with the institution."),
            .may("credits", .decimal, "Its credits."),
            .may("hours", .decimal, "Hours of study; 0 for a claim, absent where not known."),
            .must("words", .anyText(), "Why this way."),
        ])
    }

    var steps: [Step]
    var counted: [String]
    var uncounted: [String]
    var credits: String
    var hours: String
    var isProven: Bool
    var reasons: [PlanReasonBody]

    static let schema = Schema.object([
        .must("steps", .list(of: Step.schema), "What to take up, in order."),
        .must("counted", .list(of: .text(120)), "What is held and counts."),
        .must("uncounted", .list(of: .text(120)), "What is held and cannot count; `reasons` says why."),
        .must("credits", .decimal, "Credits to be earned still."),
        .must("hours", .decimal, "Hours of study, as far as they are known."),
        .must("isProven", .boolean, "Whether it was shown that no way is shorter."),
        .must("reasons", .list(of: .named(PlanReasonBody.self)), "Rule by rule, what is asked for and what there is."),
    ])

    init(_ plan: StudyPlan) {
        steps = plan.steps.map {
            Step(
                unit: $0.unit, title: $0.title, way: $0.way, credits: $0.credits?.description,
                hours: $0.hours?.description, words: $0.words)
        }
        counted = plan.counted
        uncounted = plan.uncounted
        credits = plan.credits.description
        hours = plan.hours.description
        isProven = plan.isProven
        reasons = plan.reasons.map { PlanReasonBody($0) }
    }
}

/// A way that avoids a unit.
struct AlternativeBody: AnswerBody {
    var without: String
    var way: WayBody

    static let schema = Schema.object([
        .must("without", .slug, "The unit that it avoids."), .must("way", .named(WayBody.self), "The way."),
    ])
}

/// What one rule asks for, and what there is.
struct PlanReasonBody: AnswerBody {
    var rule: String
    var source: SourceBody?
    var words: String

    static let schema = Schema.object([
        .must(
            "rule", .text(200), "The rule's place in the qualification or, under `limits` and `minimums`, the policy."),
        .may("source", .named(SourceBody.self), "Where its figure comes from."),
        .must("words", .anyText(), "In plain words."),
    ])

    init(_ reason: PlanReason) {
        rule = reason.rule
        source = reason.source.map { SourceBody($0) }
        words = reason.words
    }
}

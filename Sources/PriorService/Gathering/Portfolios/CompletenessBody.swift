import Assessment
import Foundation
import Rubrics

/// What a portfolio lacks, who has it in hand, and what comes next.
struct CompletenessBody: AnswerBody {
    var portfolio: ID<Portfolio>
    var state: Portfolio.State
    var holder: Portfolio.Holder
    var since: Date
    var isComplete: Bool
    var nextStep: String?
    var nextStates: [Portfolio.State]
    var claims: [ClaimCompletenessBody]
    var findings: [FindingBody]
    var returnReasons: [ReturnReasonBody]
    var awaitedTestimonials: [AwaitedTestimonialBody]
    var observationsNotCountersigned: [ID<Evidence>]

    static let schema = Schema.object([
        .must("portfolio", .id, "The portfolio."),
        .must("state", .choice(of: Portfolio.State.self), "Where it is in its life cycle."),
        .must("holder", .choice(of: Portfolio.Holder.self), "Who has it in hand."),
        .must("since", .dateTime, "Since when."),
        .must(
            "isComplete", .boolean, "Whether it could be submitted as it is: something is claimed and nothing blocks."),
        .may("nextStep", .text(300), "What comes next, and who does it; absent at the end."),
        .must("nextStates", .list(of: .choice(of: Portfolio.State.self)), "The states it may go to from here."),
        .must("claims", .list(of: .named(ClaimCompletenessBody.self)), "Each claim."),
        .must("findings", .list(of: .named(FindingBody.self)), "What the policy asks of the portfolio as a whole."),
        .must(
            "returnReasons", .list(of: .named(ReturnReasonBody.self)),
            "Why it came back before, each reason with its answer where there is one."),
        .must(
            "awaitedTestimonials", .list(of: .named(AwaitedTestimonialBody.self)),
            "Witnesses who have not answered yet."),
        .must(
            "observationsNotCountersigned", .list(of: .id),
            "Reports of observations, visits and interviews that count once the learner has countersigned them."),
    ])

    init(
        _ completeness: Sufficiency, of portfolio: PortfolioRecord, rubrics: RubricsLibrary,
        returnReasons: [ReturnReasonBody], testimonials: [AwaitedTestimonialBody], observations: [ID<Evidence>]
    ) {
        self.portfolio = portfolio.id
        state = portfolio.state
        holder = portfolio.state.holder
        since = portfolio.stateSince
        isComplete = completeness.isComplete
        nextStep =
            completeness.claims.isEmpty && portfolio.state.isOpen
            ? "The learner claims a unit." : portfolio.state.nextStep
        nextStates = portfolio.state.next
        claims = completeness.claims.map { ClaimCompletenessBody($0, unit: rubrics.units[$0.unit]?.value) }
        findings = completeness.findings.map(FindingBody.init)
        self.returnReasons = returnReasons
        awaitedTestimonials = testimonials
        observationsNotCountersigned = observations
    }
}

/// What is missing of one claim.
struct ClaimCompletenessBody: AnswerBody {
    var claim: ID<Claim>
    var unit: String
    var title: String
    var isComplete: Bool
    var criteria: [CriterionCompletenessBody]
    var evidence: [ItemStandingBody]
    var findings: [FindingBody]

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("unit", .text(120), "The unit claimed."),
        .must("title", .text(300), "What the unit is called."),
        .must("isComplete", .boolean, "Whether nothing blocks."),
        .must("criteria", .list(of: .named(CriterionCompletenessBody.self)), "Every criterion, in the rubric's order."),
        .must("evidence", .list(of: .named(ItemStandingBody.self)), "Every item linked to it."),
        .must("findings", .list(of: .named(FindingBody.self)), "What the policy asks for and is not there."),
    ])

    init(_ claim: Sufficiency.OfClaim, unit: Assessment.Unit?) {
        self.claim = claim.claim
        self.unit = claim.unit.description
        title = unit?.title ?? claim.unit.description
        isComplete = !claim.findings.contains(where: \.blocking)
        criteria = (unit?.rubric.criteria ?? []).map { criterion in
            CriterionCompletenessBody(
                criterion: criterion.id, title: criterion.title, items: claim.count(for: criterion.id))
        }
        evidence = claim.items.map(ItemStandingBody.init)
        findings = claim.findings.map(FindingBody.init)
    }
}

/// How one item stands in one claim.
struct ItemStandingBody: AnswerBody {
    var evidence: String
    var criteria: [String]
    var counts: Bool
    var uncounted: UncountedReason?
    var age: EvidenceAge
    var currentUntil: CalendarDate?

    static let schema = Schema.object([
        .must("evidence", .id, "The item."),
        .must("criteria", .list(of: .text(64)), "The criteria it speaks to."),
        .must("counts", .boolean, "Whether it counts for them."),
        .may("uncounted", .choice(of: UncountedReason.self), "Why not; absent where it does."),
        .must(
            "age", .choice(of: EvidenceAge.self),
            "`upheld` is old, and a statement of currency names newer evidence."),
        .may("currentUntil", .date, "The last day on which the policy counts it as recent."),
    ])

    init(_ item: Sufficiency.OfItem) {
        evidence = item.id
        criteria = item.criteria
        counts = item.uncounted == nil
        uncounted = item.uncounted
        age = item.age
        currentUntil = item.currentUntil
    }
}

/// How much speaks to one criterion.
struct CriterionCompletenessBody: AnswerBody {
    var criterion: String
    var title: String
    var items: Int

    static let schema = Schema.object([
        .must("criterion", .text(64), "The criterion."),
        .must("title", .text(300), "What it is about."),
        .must("items", .integer(0...1_000_000), "How many items that count are linked to it."),
    ])
}

/// A witness who was asked and has not answered.
struct AwaitedTestimonialBody: AnswerBody {
    var request: UUID
    var claim: ID<Claim>
    var witnessName: String
    var requestedAt: Date
    var expiresAt: Date

    static let schema = Schema.object([
        .must("request", .id, "The request for a testimonial."),
        .must("claim", .id, "The claim it is for."),
        .must("witnessName", .text(200), "Who was asked."),
        .must("requestedAt", .dateTime, "When."),
        .must("expiresAt", .dateTime, "Until when they can answer."),
    ])
}

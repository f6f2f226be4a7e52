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
        .must(
            "awaitedTestimonials", .list(of: .named(AwaitedTestimonialBody.self)),
            "Witnesses who have not answered yet."),
        .must(
            "observationsNotCountersigned", .list(of: .id),
            "Reports of observations, visits and interviews that count once the learner has countersigned them."),
    ])

    init(
        _ completeness: Completeness, of portfolio: PortfolioRecord, rubrics: RubricsLibrary,
        testimonials: [AwaitedTestimonialBody], observations: [ID<Evidence>]
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
    var findings: [FindingBody]

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("unit", .text(120), "The unit claimed."),
        .must("title", .text(300), "What the unit is called."),
        .must("isComplete", .boolean, "Whether nothing blocks."),
        .must("criteria", .list(of: .named(CriterionCompletenessBody.self)), "Every criterion, in the rubric's order."),
        .must("findings", .list(of: .named(FindingBody.self)), "What the policy asks for and is not there."),
    ])

    init(_ claim: Completeness.OfClaim, unit: Assessment.Unit?) {
        self.claim = claim.claim
        self.unit = claim.unit.description
        title = unit?.title ?? claim.unit.description
        isComplete = !claim.findings.contains(where: \.blocking)
        criteria = (unit?.rubric.criteria ?? []).map { criterion in
            CriterionCompletenessBody(
                criterion: criterion.id, title: criterion.title, items: claim.items[criterion.id, default: 0])
        }
        findings = claim.findings.map(FindingBody.init)
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

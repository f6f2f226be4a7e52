import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

extension Change {
    /// Refuses a panel that the policy does not want so, and one that is not independent of the case.
    func requirePanel(_ body: AppealPanelBody, of appeal: AppealRecord, _ portfolio: PortfolioRecord) async throws {
        let size = try call.resources.panelSize(under: portfolio.policy)
        guard Set(body.members).count == size, body.members.count == size else {
            throw Problem.invalid("/members", "count", "The policy has appeals heard by \(size), each somebody else.")
        }
        guard body.members.contains(body.chair) else {
            throw Problem.invalid("/chair", "unknown", "The chair is a member of the panel.")
        }
        let holders = Set(try await connection.holders(of: .panel, at: appeal.institution))
        let faults = body.members.enumerated().filter { !holders.contains($0.element) }.map { place, _ in
            Fault(
                pointer: "/members/\(place)", code: "unknown",
                detail: "Name somebody who holds the role `panel` at the institution.")
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        try await requireUntouched(body.members, by: appeal, portfolio)
    }

    /// Refuses whoever's name stands somewhere on the case, and says where.
    func requireUntouched(_ people: [ID<Person>], by appeal: AppealRecord, _ portfolio: PortfolioRecord) async throws {
        var members: [JSONValue] = []
        for person in people {
            var touched = try await connection.touches(of: appeal.submission, by: person, beside: appeal.id)
            if touched.contains(Self.tie), try await !isTied(person, to: appeal, portfolio) {
                touched.removeAll { $0 == Self.tie }
            }
            guard !touched.isEmpty else { continue }
            members.append([
                "person": .string(person.description), "touched": .array(touched.map { .string($0) }),
            ])
        }
        guard members.isEmpty else {
            throw Problem.conflict(
                "panelist-not-independent", "Someone had to do with the case",
                "A panel is made of people who touched nothing of the case. `members` names who did, and in which records."
            ).with("members", .array(members)).with("state", "called").with("allowed", [])
        }
    }

    private static let tie = "conflict_declaration"

    /// Whether a declared tie to the learner stands under the policy: teaching ends after some years.
    private func isTied(
        _ person: ID<Person>, to appeal: AppealRecord, _ portfolio: PortfolioRecord
    ) async throws -> Bool {
        guard let submission = try await connection.submission(appeal.submission) else { throw Problem.unexpected }
        let facts = try await connection.independenceFacts(of: person, on: submission, at: call.now)
        return try !call.resources.rubrics.policy(portfolio.policy).standingTies(facts).isEmpty
    }

    /// Writes the outcome and does what follows from it.
    func decide(
        _ appeal: AppealRecord, _ body: NewOutcomeBody, of portfolio: PortfolioRecord, by chair: ID<Person>
    ) async throws {
        guard let recommended = try await connection.recommendation(appeal.recommendation) else {
            throw Problem.unexpected
        }
        let standing = try await connection.standingCredit(of: appeal.decision)
        let granted = standing?.credits.flatMap { Decimal(string: $0, locale: nil) }
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        let unit = try call.resources.rubrics.unit(recommended.unit).value
        let facts = AppealOutcome.Facts(
            granted: CreditAmount(granted, standing?.creditSystem), hasCredit: standing != nil,
            most: unit.credits ?? recommended.recommendation.amount?.credits,
            neverLess: policy.appeal.neverLess?.value ?? false)
        let outcome = try AppealOutcome(
            body.verdict, body.remedy, credits: body.credits.flatMap { Decimal(string: $0, locale: nil) },
            majority: appeal.appeal.majority, facts: facts)
        let credit = try await carryOut(outcome, of: appeal, on: recommended, of: portfolio, by: chair)
        try await connection.execute(
            """
            insert into appeal_outcome (appeal_id, verdict, remedy, credits, reasons, credit_id, decided_by, decided_at)
            values (\(appeal.id), \(outcome.verdict), \(outcome.remedy), \(outcome.credits), \(body.reasons), \(credit),
                \(chair), \(call.now))
            """)
        record(
            "appeal.decided", of: appeal.id, at: appeal.institution, from: Appeal.State.opined.rawValue,
            to: outcome.verdict.rawValue)
        try await notify(appeal.learner, .appealDecided, of: appeal.id, at: appeal.institution)
        try await notify(every: .coordinator, .appealDecided, of: appeal.id, at: appeal.institution)
    }

    /// The appeal as it is now, as an answer.
    func answer(_ id: ID<Appeal>, for sight: AppealSight, status: HTTPResponse.Status) async throws -> Answer {
        guard let appeal = try await connection.appeal(id) else { throw Problem.unexpected }
        let body = try await connection.body(of: appeal, for: sight, call.resources)
        return status == .created ? try .created(body, at: "/api/appeals/\(id)") : try .ok(body)
    }
}

extension Connection {
    /// What the panel decides by. What members found stays with each until all have spoken.
    func file(of appeal: AppealRecord, for sight: AppealSight, _ resources: Resources) async throws -> AppealFileBody {
        guard let recommended = try await recommendation(appeal.recommendation) else { throw Problem.unexpected }
        let cards = try await markedScorecards(of: recommended.claim, in: appeal.submission)
        let isSpoken = appeal.appeal.state == .opined || appeal.appeal.state == .decided
        return AppealFileBody(
            appeal: try await body(of: appeal, for: sight, resources), recommendation: recommended.body,
            scorecards: cards.map { card in
                AppealFileBody.CardBody(
                    id: card.id, outcome: card.outcome,
                    scores: card.marks.map { .init(criterion: $0.criterion, level: $0.level, comment: $0.comment) })
            }, statements: try await statements(of: appeal.id),
            opinions: isSpoken
                ? appeal.panel.compactMap { member in
                    member.verdict.map { .init(verdict: $0, reasons: member.reasons ?? "") }
                } : [])
    }
}

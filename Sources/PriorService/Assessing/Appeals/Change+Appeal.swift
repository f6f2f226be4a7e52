import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

extension Change {
    /// Refuses an appeal before there is a released decision, and after its time.
    func requireOpenWindow(on recommended: RecommendationRecord, of portfolio: PortfolioRecord) async throws {
        guard recommended.decision != nil, let release = try await connection.release(of: recommended.submission) else {
            throw Problem.conflict(
                "portfolio-state", "Not in this state", "An appeal follows once everything is decided and released."
            ).with("state", .string(portfolio.state.rawValue)).with("allowed", ["decided", "closed"])
        }
        let (policy, time) = try await connection.clocks(of: portfolio, call.resources.rubrics)
        let window = policy.appealWindow(from: release.releasedAt, in: time, at: call.now)
        guard window.isOpen else {
            let until = window.until.map { "It could be appealed until \($0)." } ?? "The policy hears no appeals."
            throw Problem.conflict("appeal-closed", "The time for an appeal is over", until)
                .with("state", "closed").with("allowed", [])
        }
    }

    /// The items that come with an appeal, each the learner's own.
    func newEvidence(
        _ items: [ID<Evidence>], on ground: AppealRules.Ground, of portfolio: PortfolioRecord
    ) async throws -> [ID<Evidence>] {
        guard !items.isEmpty else { return [] }
        guard ground.newEvidence else {
            throw Problem.invalid("/evidence", "not_allowed", "The ground `\(ground.id)` brings no new evidence.")
        }
        let own = try await connection.ownItems(items, of: portfolio.learner, at: portfolio.institution)
        let faults = items.enumerated().filter { !own.contains($0.element) }.map { place, _ in
            Fault(
                pointer: "/evidence/\(place)", code: "unknown",
                detail: "Name an item of the learner, in any of their portfolios at the institution.")
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return Array(Set(items)).sorted()
    }

    /// Lodges the appeal: the decision is pinned, and nobody pulls its credit until it is decided.
    func lodge(
        _ body: NewAppealBody, _ items: [ID<Evidence>], on recommended: RecommendationRecord,
        of portfolio: PortfolioRecord, by person: ID<Person>
    ) async throws -> AppealRecord {
        guard let decision = recommended.decision else { throw Problem.unexpected }
        let (policy, time) = try await connection.clocks(of: portfolio, call.resources.rubrics)
        let standing = try await connection.standingCredit(of: decision.id)
        let frozen = standing?.state == .posted ? standing?.id : nil
        let appeal = AppealRecord(
            id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id,
            submission: recommended.submission, recommendation: recommended.id, decision: decision.id,
            appealedDigest: recommended.appealed(decision), credit: frozen, learner: portfolio.learner,
            ground: body.ground, statement: body.statement, evidence: items, lodgedBy: person, lodgedAt: call.now,
            decideBy: policy.deadline(for: .appealDecision, from: call.now, in: time))
        try await connection.insert(appeal)
        record("appeal.lodged", of: appeal.id, at: appeal.institution, to: Appeal.State.lodged.rawValue)
        if let frozen { try await suspend(frozen, because: "The decision is appealed.") }
        let until = appeal.decideBy.map(time.lastDay(before:)) ?? time.day(of: call.now)
        try await notify(appeal.learner, .appealReceived, of: appeal.id, at: appeal.institution)
        try await notify(every: .coordinator, .appealLodged, of: appeal.id, at: appeal.institution, until: until)
        return appeal
    }

    /// What follows from an outcome for the credit.
    /// - Returns: the credit that stands afterwards; nil where none does.
    func carryOut(
        _ outcome: AppealOutcome, of appeal: AppealRecord, on recommended: RecommendationRecord,
        of portfolio: PortfolioRecord, by chair: ID<Person>
    ) async throws -> ID<Credit>? {
        guard let decided = recommended.decision else { throw Problem.unexpected }
        let standing = try await connection.standingCredit(of: appeal.decision)
        switch outcome.remedy {
        case .none:
            guard let credit = appeal.credit else { return standing?.id }
            try await reinstate(credit, because: "The appeal is decided; the credit stands.")
            return credit
        case .revoke:
            guard let standing else { throw Problem.unexpected }
            try await revoke(standing.id, because: "An appeal found that the decision cannot stand.")
            return nil
        case .reissue:
            if let standing {
                return try await correct(standing.id, to: outcome.credits, because: "An appeal was upheld.")
            }
            let unit = try call.resources.rubrics.unit(recommended.unit).value
            let amount = outcome.credits.flatMap { credits in unit.creditSystem.map { CreditAmount(credits, $0) } }
            let decision = Decision(verdict: .granted, amount: amount, reason: "An appeal was upheld.")
            try await requireRoom(for: decision, on: recommended, of: portfolio)
            let granting = DecisionRecord(
                id: decided.id, recommendation: recommended.id, decision: decision, decidedBy: chair,
                decidedAt: call.now)
            return try await post(granting, on: recommended, to: portfolio.learner)
        }
    }
}

extension RecommendationRecord {
    /// SHA-256 over what was decided and the chain it stands on, in canonical JSON: what an appeal is about cannot be made
    /// another thing afterwards.
    func appealed(_ decision: DecisionRecord) -> Digest {
        let form: JSONValue = [
            "chain": .string(chainDigest.hex), "credits": decision.decision.amount.map { credits($0) } ?? .null,
            "decidedAt": .string(RFC3339.string(decision.decidedAt)), "decision": .string(decision.id.description),
            "reason": .string(decision.decision.reason), "recommendation": .string(id.description),
            "verdict": .string(decision.decision.verdict.rawValue),
        ]
        return Digest.of(form.canonical.data)
    }

    private func credits(_ amount: CreditAmount) -> JSONValue { .string(amount.credits.description) }
}

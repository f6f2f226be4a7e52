import Assessment
import Foundation
import Postgres
import Rubrics

extension Change {
    /// Decides one recommendation and posts what is granted.
    ///
    /// Locks go in one order everywhere: the portfolio, the learner's record, the feeds, the event chains.
    func decide(
        _ id: ID<Recommendation>, _ body: NewDecisionBody, by person: Caller.SignedIn
    ) async throws -> DecisionBody {
        let (portfolio, recommended) = try await connection.undecided(id, by: person)
        let needed = try call.resources.rubrics.policy(portfolio.policy).signaturesNeeded
        guard needed == 1 else { throw Problem.committeeDecides(needed) }
        return try await decide(body, on: recommended, of: portfolio, by: person.id)
    }

    /// The decision itself, on a recommendation whose portfolio is held.
    func decide(
        _ body: NewDecisionBody, on recommended: RecommendationRecord, of portfolio: PortfolioRecord,
        by person: ID<Person>
    ) async throws -> DecisionBody {
        let id = recommended.id
        let towards = try call.resources.rubrics.qualification(body.towards, holding: recommended.unit)
        let decision = try recommended.recommendation.decision(body, on: CalendarDate(call.now))
        var record = DecisionRecord(
            id: call.newID(), recommendation: id, decision: decision, decidedBy: person, decidedAt: call.now,
            towards: decision.isGrant ? towards?.key : nil)
        if decision.isGrant {
            try await requireRoom(for: decision, towards: towards, on: recommended, of: portfolio)
        }
        try await connection.insert(record, at: portfolio.institution)
        self.record(
            "recommendation.decided", of: id, at: portfolio.institution, to: body.verdict.rawValue, why: body.reason)
        let isLast = try await connection.recommendationsToDecide(in: recommended.submission) == 0
        if isLast {
            try await connection.move(portfolio, to: .decided, at: call.now)
            self.record(
                "portfolio.decided", of: portfolio.id, at: portfolio.institution, from: "recommended", to: "decided")
        }
        if decision.isGrant { record.credit = try await post(record, on: recommended, to: portfolio.learner) }
        if isLast { try await closeOrHold(recommended.submission, of: portfolio) }
        return record.body
    }
}

extension RubricsLibrary {
    /// The qualification that a grant is to count towards; nil where none is named.
    func qualification(_ named: String?, holding unit: DocumentKey) throws -> Qualification? {
        guard let named else { return nil }
        guard let one = qualification(named: named), one.status == .published || one.status == .superseded else {
            throw Problem.invalid("/towards", "unknown", "Name one of GET /api/qualifications, as `building-trades@1`.")
        }
        guard one.holds(unit: unit.id, with: qualifications.mapValues(\.value)) else {
            throw Problem.invalid(
                "/towards", "unknown",
                "\(unit.id) does not stand in \(one.key); GET /api/qualifications?unit=\(unit.id) has those in which it does."
            )
        }
        return one
    }
}

extension Recommendation {
    func decision(_ body: NewDecisionBody, on today: CalendarDate) throws(DecisionError) -> Decision {
        try decision(
            body.verdict, credits: body.credits.flatMap { Decimal(string: $0, locale: nil) }, reason: body.reason ?? "",
            today: today)
    }
}

extension Connection {
    /// A recommendation that waits for its decision, with its portfolio held until the transaction ends, for a registrar who
    /// is no party to the case.
    func undecided(
        _ id: ID<Recommendation>, by person: Caller.SignedIn
    ) async throws -> (PortfolioRecord, RecommendationRecord) {
        guard let seen = try await recommendation(id) else { throw Problem.notFound("recommendation") }
        try person.require(.decide, at: seen.institution, of: "recommendation")
        guard let portfolio = try await portfolio(seen.portfolio, forUpdate: true) else { throw Problem.unexpected }
        // Read again under the lock: another registrar may have decided it meanwhile.
        guard let record = try await recommendation(id) else { throw Problem.unexpected }
        let parties = CaseParties(learner: portfolio.learner, assessors: try await assessors(of: record.submission))
        try parties.requireIndependent(person.id)
        if let decision = record.decision {
            throw Problem.conflict(
                "already-decided", "The recommendation is decided",
                "It was decided as `\(decision.decision.verdict.rawValue)`. A decision is never changed; an appeal is the way."
            ).with("state", .string(decision.decision.verdict.rawValue)).with("allowed", [])
        }
        guard portfolio.state == .recommended else {
            throw Problem.conflict(
                "portfolio-state", "Not in this state", "Decisions follow once every claim has its recommendation."
            ).with("state", .string(portfolio.state.rawValue)).with("allowed", ["recommended"])
        }
        return (portfolio, record)
    }
}

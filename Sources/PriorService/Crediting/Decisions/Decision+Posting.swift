import Assessment
import Foundation
import Postgres
import Rubrics

extension Change {
    /// Holds the learner's credit record and refuses a grant that the policy's limits, double award, or the qualification that
    /// it counts towards forbid.
    func requireRoom(
        for decision: Decision, towards qualification: Qualification? = nil, on recommended: RecommendationRecord,
        of portfolio: PortfolioRecord
    ) async throws {
        try await connection.holdCreditRecord(of: portfolio.learner)
        let ways = try await connection.ways(of: recommended.claim, by: portfolio.learner)
        try requireRoom(
            GrantQuestion(
                policy: try call.resources.rubrics.policy(portfolio.policy), qualification: qualification,
                granted: try await connection.grants(to: portfolio.learner).map(\.grant),
                proposed: CreditGrant(
                    unit: recommended.unit, route: recommended.route, credits: decision.amount?.credits,
                    creditSystem: decision.amount?.system, level: recommended.recommendation.level, grantedOn: call.now),
                way: ways.own, earlierWays: ways.earlier))
    }

    /// The same for a correction of a credit whose learner's record is held: what it replaces does not count beside it.
    func requireRoom(toCorrect held: CreditBody, to credits: Decimal?) async throws {
        let rubrics = call.resources.rubrics
        let (policy, towards) = try await connection.standing(ofCredit: held.id)
        guard let unit = DocumentKey(id: held.unit.id, version: held.unit.version) else { throw Problem.unexpected }
        try requireRoom(
            GrantQuestion(
                policy: try rubrics.policy(policy),
                qualification: towards.flatMap { rubrics.qualifications[$0]?.value },
                granted: try await connection.grants(to: held.learner.id).filter { $0.id != held.id }.map(\.grant),
                proposed: CreditGrant(
                    unit: unit, route: held.route, credits: credits ?? held.credits.flatMap { Decimal(string: $0) },
                    creditSystem: held.creditSystem, level: held.level, grantedOn: call.now)))
    }

    private func requireRoom(_ question: GrantQuestion) throws {
        var question = question
        question.units = call.resources.rubrics.units.mapValues(\.value)
        question.parts = call.resources.rubrics.qualifications.mapValues(\.value)
        let answer = question.answer
        guard answer.blocking.isEmpty else { throw Problem.notWithinLimits(answer.blocking, room: answer.fits) }
        if question.granted.contains(where: { $0.unit.id == question.proposed.unit.id }) { throw Problem.unitCredited }
    }

    /// Posts the credit and tells every institution that may know: the one that grants it, and those that the learner
    /// consented to. Where the policy holds results back they are told with the release.
    func post(
        _ record: DecisionRecord, on recommended: RecommendationRecord, to learner: ID<Person>
    ) async throws -> ID<Credit> {
        let credit: ID<Credit> = call.newID()
        try await connection.insertCredit(credit, of: record, on: recommended, to: learner)
        try await connection.insert(
            .granted, of: credit, because: record.decision.reason, by: record.decidedBy, as: call.newID(),
            at: record.decidedAt)
        self.record("credit.posted", of: credit, at: recommended.institution, to: "posted")
        try await announce(credit)
        return credit
    }

    /// Sends a posted credit to whoever may know of it and was not told before. The feeds are held from here on.
    /// What the learner may not know of yet is told to nobody; its release comes here again.
    func announce(_ credit: ID<Credit>) async throws {
        guard try await connection.isReleased(credit) else { return }
        guard let posted = try await connection.credit(credit) else { throw Problem.unexpected }
        var receivers = try await connection.receivers(of: posted.learner.id)
        receivers.insert(posted.institution.id)
        for receiver in receivers.sorted() { try await tell(receiver, of: posted) }
    }
}

extension Connection {
    /// Takes the learner's credit record for this transaction, so that two grants never both find room.
    func holdCreditRecord(of learner: ID<Person>) async throws {
        try await execute("select id from person where id = \(learner) for no key update")
    }

    /// Every credit a learner holds, at whichever institution; what is suspended may come back and keeps its room.
    func grants(to learner: ID<Person>) async throws -> [(id: ID<Credit>, grant: CreditGrant)] {
        try await query(
            """
            select id, unit_id, unit_version, route, credits, credit_system, level, qualification_id, posted_at from credit
            where learner_id = \(learner) and revoked_at is null and replaced_at is null order by posted_at, id
            """
        ).map { row in
            (
                try row["id"],
                CreditGrant(
                    unit: try DocumentKey(row, "unit_id", "unit_version"), route: try row["route"],
                    credits: try row["credits"],
                    creditSystem: try row["credit_system"], level: try row["level"],
                    qualification: try row["qualification_id"], grantedOn: try row["posted_at"])
            )
        }
    }

    /// The policy of the portfolio whose claim brought a credit, and the qualification that it counts towards.
    fileprivate func standing(ofCredit credit: ID<Credit>) async throws -> (DocumentKey, DocumentKey?) {
        let row = try await one(
            """
            select p.policy_id, p.policy_version, k.qualification_id, k.qualification_version
            from credit k join claim c on c.id = k.claim_id join portfolio p on p.id = c.portfolio_id where k.id = \(credit)
            """)
        return (
            try DocumentKey(row, "policy_id", "policy_version"),
            try DocumentKey(maybe: row, "qualification_id", "qualification_version")
        )
    }

    /// How a claim was shown, and how earlier claims of the learner to the same unit were that were decided.
    fileprivate func ways(
        of claim: ID<Claim>, by learner: ID<Person>
    ) async throws -> (own: GrantQuestion.Way, earlier: Set<GrantQuestion.Way>) {
        let rows = try await query(
            """
            select c.id, exists (
                select from evidence_link l join evidence e on e.id = l.evidence_id
                where l.claim_id = c.id and e.kind = 'challengeTest') as tested
            from claim c join portfolio p on p.id = c.portfolio_id
            where p.learner_id = \(learner) and c.unit_id = (select unit_id from claim where id = \(claim))
                and (c.id = \(claim) or exists (
                    select from recommendation r join decision d on d.recommendation_id = r.id where r.claim_id = c.id))
            """)
        var (own, earlier): (GrantQuestion.Way, Set<GrantQuestion.Way>) = (.portfolio, [])
        for row in rows {
            let isTest: Bool = try row["tested"]
            let id: ID<Claim> = try row["id"]
            if id == claim {
                own = isTest ? .challengeTest : .portfolio
            } else {
                earlier.insert(isTest ? .challengeTest : .portfolio)
            }
        }
        return (own, earlier)
    }

    fileprivate func insertCredit(
        _ id: ID<Credit>, of record: DecisionRecord, on recommended: RecommendationRecord, to learner: ID<Person>
    ) async throws {
        let (unit, framework) = (recommended.unit, recommended.recommendation.framework)
        do {
            try await execute(
                """
                insert into credit (
                    id, institution_id, decision_id, learner_id, claim_id, unit_id, unit_version, route, credits,
                    credit_system, framework_id, framework_version, level, posted_at, qualification_id,
                    qualification_version)
                values (\(id), \(recommended.institution), \(record.id), \(learner), \(recommended.claim), \(unit.id),
                    \(unit.version), \(recommended.route), \(record.decision.amount?.credits),
                    \(record.decision.amount?.system), \(framework.id), \(framework.version),
                    \(recommended.recommendation.level), \(record.decidedAt), \(record.towards?.id),
                    \(record.towards?.version))
                """)
        } catch let error as PostgresError where error.constraint == "credit_once_per_unit" {
            throw Problem.unitCredited
        }
    }
}

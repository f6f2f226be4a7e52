import Assessment
import Foundation
import Postgres
import Rubrics

extension Change {
    /// Holds the learner's credit record and refuses a grant that the policy's limits, or double award, forbid.
    func requireRoom(
        for decision: Decision, on recommended: RecommendationRecord, of portfolio: PortfolioRecord
    ) async throws {
        guard let policy = call.resources.rubrics.policies[portfolio.policy]?.value else { throw Problem.unexpected }
        try await connection.holdCreditRecord(of: portfolio.learner)
        let granted = try await connection.grants(to: portfolio.learner)
        let proposed = CreditGrant(
            unit: recommended.unit, route: recommended.route, credits: decision.amount?.credits,
            creditSystem: decision.amount?.system, level: recommended.recommendation.level, grantedOn: call.now)
        let findings = policy.limitFindings(granted: granted, proposed: proposed).filter(\.blocking)
        guard findings.isEmpty else {
            throw Problem.notWithinLimits(findings, room: policy.room(granted: granted, proposed: proposed))
        }
        if granted.contains(where: { $0.unit.id == recommended.unit.id }) { throw Problem.unitCredited }
    }

    /// Posts the credit and tells every institution that may know: the one that grants it, and those that the learner
    /// consented to. Where the policy holds results back they are told with the release.
    func post(
        _ record: DecisionRecord, on recommended: RecommendationRecord, of portfolio: PortfolioRecord
    ) async throws -> ID<Credit> {
        let (credit, learner): (ID<Credit>, ID<Person>) = (call.newID(), portfolio.learner)
        try await connection.insertCredit(credit, of: record, on: recommended, to: learner)
        self.record("credit.posted", of: credit, at: recommended.institution, to: "posted")
        guard try await connection.isOpenToLearner(portfolio.id) else { return credit }
        guard let posted = try await connection.credit(credit) else { throw Problem.unexpected }
        var receivers = try await connection.receivers(of: learner)
        receivers.insert(recommended.institution)
        for receiver in receivers.sorted() { try await tell(receiver, of: posted) }
        return credit
    }
}

extension Connection {
    /// Takes the learner's credit record for this transaction, so that two grants never both find room.
    func holdCreditRecord(of learner: ID<Person>) async throws {
        try await execute("select id from person where id = \(learner) for no key update")
    }

    /// Every credit a learner holds, at whichever institution.
    func grants(to learner: ID<Person>) async throws -> [CreditGrant] {
        try await query(
            """
            select unit_id, unit_version, route, credits, credit_system, level, posted_at from credit
            where learner_id = \(learner) and revoked_at is null order by posted_at, id
            """
        ).map { row in
            CreditGrant(
                unit: try DocumentKey(row, "unit_id", "unit_version"), route: try row["route"],
                credits: try row["credits"],
                creditSystem: try row["credit_system"], level: try row["level"], grantedOn: try row["posted_at"])
        }
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
                    credit_system, framework_id, framework_version, level, posted_at)
                values (\(id), \(recommended.institution), \(record.id), \(learner), \(recommended.claim), \(unit.id),
                    \(unit.version), \(recommended.route), \(record.decision.amount?.credits),
                    \(record.decision.amount?.system), \(framework.id), \(framework.version),
                    \(recommended.recommendation.level), \(record.decidedAt))
                """)
        } catch let error as PostgresError where error.constraint == "credit_once_per_unit" {
            throw Problem.unitCredited
        }
    }
}

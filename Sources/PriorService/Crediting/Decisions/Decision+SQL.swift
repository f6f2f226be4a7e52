import Assessment
import Foundation
import Postgres

/// A decision as it stands in its table, with the credit it posted.
struct DecisionRecord: Sendable {
    var id: ID<Decision>
    var recommendation: ID<Recommendation>
    var decision: Decision
    var decidedBy: ID<Person>
    var decidedAt: Date
    var credit: ID<Credit>?
    var towards: DocumentKey?

    var body: DecisionBody {
        DecisionBody(
            id: id, recommendation: recommendation, verdict: decision.verdict,
            credits: decision.amount?.credits.description, creditSystem: decision.amount?.system,
            reason: decision.reason, decidedBy: decidedBy, decidedAt: decidedAt, credit: credit,
            towards: towards)
    }
}

extension DecisionRecord {
    /// Reads the decision's columns of `RecommendationRecord.select`; nil where there is none yet.
    init?(joined row: Row) throws {
        guard let id: ID<Decision> = try row["decision_id"] else { return nil }
        let credits: Decimal? = try row["decided_credits"]
        let system: String? = try row["credit_system"]
        self.init(
            id: id, recommendation: try row["id"],
            decision: Decision(
                verdict: try row["verdict"], amount: CreditAmount(credits, system), reason: try row["decision_reason"]),
            decidedBy: try row["decided_by"], decidedAt: try row["decided_at"], credit: try row["credit_id"],
            towards: try DocumentKey(maybe: row, "qualification_id", "qualification_version"))
    }
}

extension Connection {
    func insert(_ record: DecisionRecord, at institution: ID<Institution>) async throws {
        try await execute(
            """
            insert into decision (
                id, institution_id, recommendation_id, verdict, credits, reason, decided_by, decided_at, qualification_id,
                qualification_version)
            values (\(record.id), \(institution), \(record.recommendation), \(record.decision.verdict),
                \(record.decision.amount?.credits), \(record.decision.reason), \(record.decidedBy), \(record.decidedAt),
                \(record.towards?.id), \(record.towards?.version))
            """)
    }

    /// Who was given a submission to assess and did not decline or let it lapse.
    func assessors(of submission: ID<Submission>) async throws -> [ID<Person>] {
        try await query(
            """
            select distinct assessor_id from assignment
            where submission_id = \(submission) and declined_at is null and lapsed_at is null order by assessor_id
            """
        ).map { try $0["assessor_id"] }
    }

    /// How many recommendations of a submission wait for their decision.
    func recommendationsToDecide(in submission: ID<Submission>) async throws -> Int {
        try await one(
            """
            select count(*) as left from recommendation r
            where r.submission_id = \(submission)
                and not exists (select from decision d where d.recommendation_id = r.id)
            """)["left"]
    }
}

extension DocumentKey {
    /// A key from two columns that are null together.
    init?(maybe row: Row, _ id: String, _ version: String) throws {
        guard let name: String = try row[id], let number: String = try row[version] else { return nil }
        self.init(id: name, version: number)
    }
}

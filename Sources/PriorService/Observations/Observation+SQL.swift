import Assessment
import Foundation
import Postgres
import Seal

extension ObservationBody {
    /// An observation as its observer signs it now, with the statement that is signed.
    static func signed(
        _ body: NewObservationBody, id: ID<Evidence>, of portfolio: PortfolioRecord, _ unit: Assessment.Unit,
        by observer: Caller.SignedIn, at moment: Date
    ) throws -> (ObservationBody, Statement) {
        let statement = try Statement(
            SignedContent(
                claim: body.claim, durationMinutes: body.durationMinutes, learner: portfolio.learner,
                observer: observer.id,
                observerName: observer.name, place: body.place, seen: body.seen, signature: body.signature,
                signedAt: RFC3339.string(moment), startedAt: RFC3339.string(body.startedAt), unit: unit.key))
        let record = ObservationBody(
            id: id, portfolio: portfolio.id, claim: body.claim, observer: observer.id, observerName: observer.name,
            place: body.place, startedAt: body.startedAt, durationMinutes: body.durationMinutes, seen: body.seen,
            observerSignature: body.signature, observerSignedAt: moment, counts: false, statement: statement.text,
            statementDigest: statement.digest)
        return (record, statement)
    }

    /// The statement's members: who saw whom do what, where and when.
    private struct SignedContent: Encodable {
        var claim: ID<Claim>
        var durationMinutes: Int
        var learner: ID<Person>
        var observer: ID<Person>
        var observerName: String
        var place: String
        var seen: [SeenCriterion]
        var signature: String
        var signedAt: String
        var startedAt: String
        var unit: DocumentKey
    }

    /// Its item of evidence, for the criteria that the work showed.
    func evidence(_ shown: [String]) -> StatementEvidence {
        StatementEvidence(
            id: id, kind: .observation, title: "Observation at \(place)", claim: claim, criteria: shown,
            producedOn: CalendarDate(startedAt), author: observer)
    }
}

extension Connection {
    func insert(_ record: ObservationBody, _ statement: Statement) async throws {
        try await execute(
            """
            insert into observation (
                evidence_id, claim_id, observer_id, place, started_at, duration_minutes, seen, observer_signature,
                observer_signed_at, statement, statement_digest)
            values (\(record.id), \(record.claim), \(record.observer), \(record.place), \(record.startedAt),
                \(record.durationMinutes), \(try JSONText(encoding: record.seen)), \(record.observerSignature),
                \(record.observerSignedAt), \(statement.text), \(statement.digest))
            """)
    }

    /// One observation; nil where there is none.
    /// - Parameter forUpdate: holds it until the transaction ends, where it is still in the live portfolio.
    func observation(_ id: ID<Evidence>, forUpdate: Bool = false) async throws -> ObservationBody? {
        let held: SQL = forUpdate ? "for update of o" : ""
        return try await first(
            """
            select o.evidence_id, e.portfolio_id, o.claim_id, o.observer_id, p.name as observer_name, o.place, o.started_at,
                o.duration_minutes, o.seen, o.observer_signature, o.observer_signed_at, o.learner_signature,
                o.learner_signed_at, o.statement, o.statement_digest
            from observation o
                join evidence e on e.id = o.evidence_id
                join person p on p.id = o.observer_id
            where o.evidence_id = \(id) \(held)
            """
        ).map(ObservationBody.init(row:))
    }

    func countersign(_ id: ID<Evidence>, _ signature: String, at moment: Date) async throws {
        try await execute(
            """
            update observation set learner_signature = \(signature), learner_signed_at = \(moment)
            where evidence_id = \(id)
            """)
    }
}

extension ObservationBody {
    fileprivate init(row: Row) throws {
        let seen: JSONText = try row["seen"]
        let learnerSignedAt: Date? = try row["learner_signed_at"]
        self.init(
            id: try row["evidence_id"], portfolio: try row["portfolio_id"], claim: try row["claim_id"],
            observer: try row["observer_id"], observerName: try row["observer_name"], place: try row["place"],
            startedAt: try row["started_at"], durationMinutes: try row["duration_minutes"], seen: try seen.decode(),
            observerSignature: try row["observer_signature"], observerSignedAt: try row["observer_signed_at"],
            learnerSignature: try row["learner_signature"], learnerSignedAt: learnerSignedAt,
            counts: learnerSignedAt != nil, statement: try row["statement"],
            statementDigest: try row["statement_digest"])
    }
}

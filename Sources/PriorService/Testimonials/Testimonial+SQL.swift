import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    func insert(_ testimonial: Testimonial) async throws {
        let body = testimonial.body
        do {
            try await execute(
                """
                insert into testimonial (
                    evidence_id, request_id, witness_name, witness_role, organisation, contact, relationship, first_hand,
                    related_by_family, known_from, known_until, answers, signature, signed_at, statement, statement_digest)
                values (\(testimonial.id), \(testimonial.request), \(body.witnessName), \(body.witnessRole),
                    \(body.organisation), \(body.contact), \(body.relationship), \(body.firstHand), \(body.relatedByFamily),
                    \(body.knownFrom), \(body.knownUntil), \(try JSONText(encoding: body.answers)), \(body.signature),
                    \(testimonial.signedAt), \(testimonial.statement.text), \(testimonial.statement.digest))
                """)
        } catch let error as PostgresError where error.constraint == "testimonial_once_per_request" {
            throw Problem.linkNotOpen
        }
    }

    /// A testimonial and the portfolio it is in; nil where there is none.
    func testimonial(_ id: ID<Evidence>) async throws -> (portfolio: ID<Portfolio>, body: TestimonialBody)? {
        let row = try await first(
            """
            select e.portfolio_id, t.evidence_id, r.claim_id, t.witness_name, t.witness_role, t.organisation, t.contact,
                t.relationship, t.first_hand, t.related_by_family, t.known_from, t.known_until, t.answers, t.signature,
                t.signed_at, t.statement, t.statement_digest
            from testimonial t
                join evidence e on e.id = t.evidence_id
                join testimonial_request r on r.id = t.request_id
            where t.evidence_id = \(id)
            """)
        return try row.map { (try $0["portfolio_id"], try TestimonialBody(row: $0)) }
    }
}

extension TestimonialBody {
    fileprivate init(row: Row) throws {
        let answers: JSONText = try row["answers"]
        self.init(
            id: try row["evidence_id"], claim: try row["claim_id"], witnessName: try row["witness_name"],
            witnessRole: try row["witness_role"], organisation: try row["organisation"], contact: try row["contact"],
            relationship: try row["relationship"], firstHand: try row["first_hand"],
            relatedByFamily: try row["related_by_family"], knownFrom: try row["known_from"],
            knownUntil: try row["known_until"], answers: try answers.decode(), signature: try row["signature"],
            signedAt: try row["signed_at"], statement: try row["statement"],
            statementDigest: try row["statement_digest"])
    }
}

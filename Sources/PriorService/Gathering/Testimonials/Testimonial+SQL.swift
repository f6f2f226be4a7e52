import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// A testimonial as it stands in its table, with what is known around it.
struct TestimonialRecord: Sendable {
    var portfolio: ID<Portfolio>
    var institution: ID<Institution>
    var policy: DocumentKey
    var body: TestimonialBody
    var facts: TestimonialFacts
}

extension Connection {
    func insert(_ testimonial: Testimonial) async throws {
        let body = testimonial.body
        let confirmation = testimonial.confirmation
        do {
            try await execute(
                """
                insert into testimonial (
                    evidence_id, request_id, witness_name, witness_role, organisation, contact, relationship, first_hand,
                    related_by_family, known_from, known_until, language, answers, signature, signed_at, statement,
                    statement_digest, handed_over, questions, confirmed_contact, contact_confirmed_at,
                    contact_confirmed_by)
                values (\(testimonial.id), \(testimonial.request), \(body.witnessName), \(body.witnessRole),
                    \(body.organisation), \(body.contact), \(body.relationship), \(body.firstHand), \(body.relatedByFamily),
                    \(body.knownFrom), \(body.knownUntil), \(body.language ?? "en"), \(try JSONText(encoding: body.answers)),
                    \(body.signature), \(testimonial.signedAt), \(testimonial.statement.text),
                    \(testimonial.statement.digest), \(testimonial.isHandedOver), \(testimonial.questions),
                    \(confirmation?.contact), \(confirmation?.at), \(confirmation?.by.rawValue))
                """)
        } catch let error as PostgresError where error.constraint == "testimonial_once_per_request" {
            throw Problem.linkNotOpen
        }
    }

    /// A testimonial; nil where there is none.
    /// - Parameter condition: which one, on the rows `t` and `r`.
    func testimonial(where condition: SQL) async throws -> TestimonialRecord? {
        try await first(
            """
            select e.portfolio_id, e.institution_id, p.policy_id, p.policy_version, t.evidence_id, r.claim_id,
                t.witness_name, t.witness_role, t.organisation, t.contact, t.relationship, t.first_hand,
                t.related_by_family, t.known_from, t.known_until, t.language, t.answers, t.signature, t.signed_at,
                t.statement, t.statement_digest, t.handed_over, t.questions, t.confirmed_contact, t.contact_confirmed_at,
                t.contact_confirmed_by, t.contact_denied_at, t.withdrawn_at, t.withdrawal_reason,
                f.digest, f.size, f.accepted_type, lower(l.name) = lower(t.witness_name) as has_learners_name,
                exists (
                    select from testimonial o join evidence oe on oe.id = o.evidence_id
                        join portfolio op on op.id = oe.portfolio_id
                    where op.learner_id = p.learner_id and lower(o.witness_name) <> lower(t.witness_name)
                        and (o.confirmed_contact = t.confirmed_contact
                            or regexp_replace(lower(o.contact), '[^a-z0-9@]', '', 'g')
                                = regexp_replace(lower(t.contact), '[^a-z0-9@]', '', 'g'))) as shares_contact
            from testimonial t
                join evidence e on e.id = t.evidence_id
                join portfolio p on p.id = e.portfolio_id
                join person l on l.id = p.learner_id
                join testimonial_request r on r.id = t.request_id
                left join evidence_file f on f.evidence_id = t.evidence_id
            where \(condition)
            """
        ).map { row in
            let body = try TestimonialBody(row: row)
            return TestimonialRecord(
                portfolio: try row["portfolio_id"], institution: try row["institution_id"],
                policy: try DocumentKey(row, "policy_id", "policy_version"), body: body,
                facts: TestimonialFacts(
                    isFirstHand: body.firstHand, isConfirmed: body.confirmation != nil, isDenied: body.deniedAt != nil,
                    isWithdrawn: body.withdrawnAt != nil, isHandedOver: body.handedOver,
                    questionsPut: try row["questions"], questionsAnswered: body.answers.count,
                    isRecorded: body.recording != nil, hasLearnersName: try row["has_learners_name"],
                    sharesContact: try row["shares_contact"]))
        }
    }

    /// Which testimonials of a portfolio their witnesses took back, and when.
    func testimonialsTakenBack(of portfolio: ID<Portfolio>) async throws -> [ID<Evidence>: Date] {
        let rows = try await query(
            """
            select t.evidence_id, t.withdrawn_at from testimonial t join evidence e on e.id = t.evidence_id
            where e.portfolio_id = \(portfolio) and t.withdrawn_at is not null
            """)
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0["evidence_id"], try $0["withdrawn_at"]) })
    }
}

extension TestimonialBody {
    fileprivate init(row: Row) throws {
        let answers: JSONText = try row["answers"]
        let means: String? = try row["contact_confirmed_by"]
        var confirmation: ConfirmationBody?
        if let means, let by = ContactConfirmation.Means(rawValue: means) {
            confirmation = ConfirmationBody(
                by: by, contact: try row["confirmed_contact"], at: try row["contact_confirmed_at"])
        }
        var recording: RecordingBody?
        if try !row.isNull("digest") {
            recording = RecordingBody(
                digest: try row["digest"], size: try row["size"], type: try row["accepted_type"])
        }
        self.init(
            id: try row["evidence_id"], claim: try row["claim_id"], witnessName: try row["witness_name"],
            witnessRole: try row["witness_role"], organisation: try row["organisation"], contact: try row["contact"],
            relationship: try row["relationship"], firstHand: try row["first_hand"],
            relatedByFamily: try row["related_by_family"], knownFrom: try row["known_from"],
            knownUntil: try row["known_until"], language: try row["language"], answers: try answers.decode(),
            recording: recording, signature: try row["signature"], signedAt: try row["signed_at"],
            handedOver: try row["handed_over"], confirmation: confirmation, deniedAt: try row["contact_denied_at"],
            withdrawnAt: try row["withdrawn_at"], withdrawalReason: try row["withdrawal_reason"], lacks: [],
            statement: try row["statement"], statementDigest: try row["statement_digest"])
    }
}

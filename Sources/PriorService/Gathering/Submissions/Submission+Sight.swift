import Assessment
import Foundation
import Postgres
import Rubrics

/// As what a person sees a submission.
enum SubmissionSight: Sendable, Equatable {
    case learner, adviser, staff
    /// An assessor with an accepted seat, a moderator who took one of its outcomes, an assessor who measures themself by it,
    /// or somebody on a panel over it: nothing that names the learner.
    case assessor
}

extension Connection {
    /// A submission that the person may see, and as what.
    /// - Throws: 404 where there is none, or the person may not know of it.
    func submission(
        _ id: ID<Submission>, seenBy person: Caller.SignedIn
    ) async throws -> (SubmissionRecord, SubmissionSight) {
        guard let submission = try await submission(id) else { throw Problem.notFound("submission") }
        // The seat comes first: whoever assesses a case is shown it blind, whatever else they are at the institution.
        if try await seesBlind(person.id, id) { return (submission, .assessor) }
        if submission.learner == person.id { return (submission, .learner) }
        if person.holds(.readPortfolios, at: submission.institution) { return (submission, .staff) }
        if try await isAdviser(person.id, of: submission.portfolio) { return (submission, .adviser) }
        throw Problem.notFound("submission")
    }

    private func seesBlind(_ person: ID<Person>, _ submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from assignment where submission_id = \(submission) and assessor_id = \(person)
                    and accepted_at is not null and declined_at is null)
                or exists (select from moderation where moderator_id = \(person) and submission_id = \(submission))
                or exists (select from anchor_attempt t join anchor n on n.id = t.anchor_id
                    where t.assessor_id = \(person) and n.submission_id = \(submission) and n.retired_at is null)
                or exists (select from panel p join panel_member m on m.panel_id = p.id
                    where p.submission_id = \(submission) and m.person_id = \(person))
                or exists (select from appeal_panelist l join appeal p on p.id = l.appeal_id
                    where p.submission_id = \(submission) and l.person_id = \(person) and l.seated_at is not null) as sees
            """)["sees"]
    }
}

extension SubmissionBody {
    init(
        _ record: SubmissionRecord, _ manifest: Manifest, as sight: SubmissionSight, disputes: [DisputeBody],
        _ rubrics: RubricsLibrary
    ) throws {
        let isBlind = sight == .assessor
        self.init(
            id: record.id, pseudonym: record.pseudonym, institution: record.institution, number: record.number,
            state: record.state, submittedAt: record.submittedAt, admittedAt: record.admittedAt,
            returnedAt: record.returnedAt, manifestDigest: record.manifestDigest,
            portfolio: isBlind ? nil : record.portfolio, learner: isBlind ? nil : record.learner,
            receipt: isBlind ? nil : record.receipt,
            claims: try manifest.claims.map { claim in
                SubmittedClaimBody(
                    id: claim.id, unit: claim.unit, title: try rubrics.unit(claim.unit).value.title,
                    fingerprint: claim.fingerprint, route: claim.route, purpose: claim.purpose,
                    evidence: manifest.evidence(of: claim.id))
            },
            evidence: SubmittedEvidenceBody.all(of: manifest), links: manifest.links,
            returnReasons: (manifest.answered ?? []).map(ReturnReasonBody.init),
            thirdNeeded: sight == .staff ? disputes : nil)
    }
}

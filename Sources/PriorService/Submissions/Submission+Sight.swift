import Assessment
import Foundation
import Postgres
import Rubrics

/// As what a person sees a submission.
enum SubmissionSight: Sendable, Equatable {
    case learner, adviser, staff
    /// An assessor with an accepted seat, or a moderator who took one of its outcomes, who measures
    /// themself by it, or who sits on a panel over it: nothing that names the learner.
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
        if try await holdsAcceptedSeat(person.id, on: id) { return (submission, .assessor) }
        if try await moderates(person.id, id) { return (submission, .assessor) }
        if try await measures(person.id, by: id) { return (submission, .assessor) }
        if try await sitsOnPanel(person.id, over: id) { return (submission, .assessor) }
        if try await hearsAppeal(person.id, on: id) { return (submission, .assessor) }
        if submission.learner == person.id { return (submission, .learner) }
        if person.holds(.readPortfolios, at: submission.institution) { return (submission, .staff) }
        if try await isAdviser(person.id, of: submission.portfolio) { return (submission, .adviser) }
        throw Problem.notFound("submission")
    }

    /// Whether the person sits on the panel of an appeal on the submission: shown it as blind as to those who assessed it.
    private func hearsAppeal(_ person: ID<Person>, on submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from appeal_panelist l join appeal p on p.id = l.appeal_id
                where p.submission_id = \(submission) and l.person_id = \(person) and l.seated_at is not null) as hears
            """)["hears"]
    }

    private func holdsAcceptedSeat(_ person: ID<Person>, on submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from assignment where submission_id = \(submission) and assessor_id = \(person)
                and accepted_at is not null and declined_at is null) as holds
            """)["holds"]
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

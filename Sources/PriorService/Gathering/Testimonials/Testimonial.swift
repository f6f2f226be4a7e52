import Assessment
import Foundation
import Rubrics
import Seal

/// A testimonial just signed: what it says, and the statement that was signed.
struct Testimonial: Sendable {
    var id: ID<Evidence>
    var request: ID<TestimonialRequest>
    var body: NewTestimonialBody
    var signedAt: Date
    var statement: Statement
    var evidence: StatementEvidence
    /// Whether the learner passed the link on.
    var isHandedOver: Bool
    var questions: Int
    /// Nil where no contact was found to be the witness's own.
    var confirmation: ContactConfirmation?

    init(
        _ body: NewTestimonialBody, id: ID<Evidence>, answering record: TestimonialRequestRecord,
        _ names: PortfolioNames,
        _ unit: Assessment.Unit, recording: EvidenceFile?, at moment: Date
    ) throws {
        self.id = id
        self.body = body
        request = record.id
        signedAt = moment
        isHandedOver = record.way == .hand || record.witnessEmail == nil
        questions = Testimony.prompts(for: unit).count
        confirmation = record.confirmation(at: moment)
        let criteria = body.testimony().criteria(of: unit)
        statement = try Statement(
            SignedContent(
                answers: body.answers, claim: record.claim, contact: body.contact, criteria: criteria,
                firstHand: body.firstHand, institution: names.institution, knownFrom: body.knownFrom,
                knownUntil: body.knownUntil, language: body.language ?? "en", learner: names.learner,
                organisation: body.organisation, recording: recording?.digest.hex,
                relatedByFamily: body.relatedByFamily, relationship: body.relationship, request: record.id,
                signature: body.signature, signedAt: RFC3339.string(moment), unit: unit.key,
                witnessName: body.witnessName,
                witnessRole: body.witnessRole))
        evidence = StatementEvidence(
            id: id, kind: .testimonial, title: "Testimonial of \(body.witnessName)", claim: record.claim,
            criteria: criteria,
            producedOn: body.knownUntil ?? CalendarDate(moment), author: nil, language: body.language ?? "en")
    }

    /// The statement's members: who says what of whom, for which claim.
    private struct SignedContent: Encodable {
        var answers: [TestimonialAnswer]
        var claim: ID<Claim>
        var contact: String
        var criteria: [String]
        var firstHand: Bool
        var institution: String
        var knownFrom: CalendarDate
        var knownUntil: CalendarDate?
        var language: String
        var learner: String
        var organisation: String
        /// SHA-256 of the recording, where there is one.
        var recording: String?
        var relatedByFamily: Bool
        var relationship: String
        var request: ID<TestimonialRequest>
        var signature: String
        var signedAt: String
        var unit: DocumentKey
        var witnessName: String
        var witnessRole: String
    }
}

extension TestimonialRequestRecord {
    /// What is known of the witness's contact when they answer: the address that a code came back from, or the one that
    /// this very link was mailed to and that the learner did not see.
    fileprivate func confirmation(at moment: Date) -> ContactConfirmation? {
        if let contact, let confirmedAt = contact.confirmedAt {
            return ContactConfirmation(by: .mailedCode, contact: contact.email, at: confirmedAt)
        }
        guard way == .mail, let witnessEmail else { return nil }
        return ContactConfirmation(by: .mailedLink, contact: witnessEmail, at: moment)
    }
}

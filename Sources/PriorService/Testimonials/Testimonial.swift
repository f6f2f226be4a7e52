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

    init(
        _ body: NewTestimonialBody, id: ID<Evidence>, answering record: TestimonialRequestRecord,
        _ names: PortfolioNames,
        _ unit: Assessment.Unit, at moment: Date
    ) throws {
        self.id = id
        self.body = body
        request = record.id
        signedAt = moment
        let criteria = body.testimony.criteria(of: unit)
        statement = try Statement(
            SignedContent(
                answers: body.answers, claim: record.claim, contact: body.contact, criteria: criteria,
                firstHand: body.firstHand, institution: names.institution, knownFrom: body.knownFrom,
                knownUntil: body.knownUntil, learner: names.learner, organisation: body.organisation,
                relatedByFamily: body.relatedByFamily, relationship: body.relationship, request: record.id,
                signature: body.signature, signedAt: RFC3339.string(moment), unit: unit.key,
                witnessName: body.witnessName,
                witnessRole: body.witnessRole))
        evidence = StatementEvidence(
            id: id, kind: .testimonial, title: "Testimonial of \(body.witnessName)", claim: record.claim,
            criteria: criteria,
            producedOn: body.knownUntil ?? CalendarDate(moment), author: nil)
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
        var learner: String
        var organisation: String
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

import Assessment
import Foundation
import Seal

/// Handing a portfolio in.
struct NewSubmissionBody: RequestBody {
    var declaration: Bool

    static let schema = Schema.object([
        .must("declaration", .boolean, "true: everything in it is my own work, or named as somebody else's.")
    ])
}

/// A submission: its state, and the snapshot that is assessed. What names the learner is there for the learner and staff
/// only.
struct SubmissionBody: AnswerBody {
    var id: ID<Submission>
    var pseudonym: String
    var institution: ID<Institution>
    var number: Int
    var state: Submission.State
    var submittedAt: Date
    var admittedAt: Date?
    var returnedAt: Date?
    var manifestDigest: Digest
    var portfolio: ID<Portfolio>?
    var learner: ID<Person>?
    var receipt: String?
    var claims: [SubmittedClaimBody]
    var evidence: [SubmittedEvidenceBody]
    var links: [Manifest.Link]
    var returnReasons: [ReturnReasonBody]
    var thirdNeeded: [DisputeBody]?

    static let schema = Schema.object([
        .must("id", .id, "The submission."),
        .must("pseudonym", .text(40), "What to call it where the learner is not to be named."),
        .must("institution", .id, "Where it was lodged."),
        .must("number", .integer(1...10_000), "Which submission of the portfolio."),
        .must("state", .choice(of: Submission.State.self), "Where it is."),
        .must("submittedAt", .dateTime, "When it was handed in."),
        .may("admittedAt", .dateTime, "When it was taken in."),
        .may("returnedAt", .dateTime, "When it was given back."),
        .must("manifestDigest", .sha256, "SHA-256 of the manifest's bytes."),
        .may("portfolio", .id, "The portfolio; not for assessors."),
        .may("learner", .id, "The learner; not for assessors."),
        .may("receipt", .text(40), "The receipt's code; not for assessors."),
        .must("claims", .list(of: .named(SubmittedClaimBody.self)), "The units claimed."),
        .must("evidence", .list(of: .named(SubmittedEvidenceBody.self)), "The items, without file names."),
        .must("links", .list(of: .named(Manifest.Link.self)), "Which part of which item shows which criterion."),
        .must(
            "returnReasons", .list(of: .named(ReturnReasonBody.self)),
            "Why it came back before, each reason with the learner's answer where there is one."),
        .may(
            "thirdNeeded", .list(of: .named(DisputeBody.self)),
            "Claims on which the assessors disagree; for staff only."),
    ])
}

/// One unit claimed in a submission.
struct SubmittedClaimBody: AnswerBody {
    var id: ID<Claim>
    var unit: DocumentKey
    var title: String
    var fingerprint: String
    var route: RecognitionRoute
    var purpose: ClaimPurpose
    var evidence: [ID<Evidence>]

    static let schema = Schema.object([
        .must("id", .id, "The claim."),
        .must("unit", .text(100), "The unit, `id@version`; its rubric is at /api/units/{key}."),
        .must("title", .anyText(300), "The unit's title."),
        .must("fingerprint", .sha256, "SHA-256 of the unit as it was submitted under."),
        .must("route", .choice(of: RecognitionRoute.self), "By which way."),
        .must("purpose", .choice(of: ClaimPurpose.self), "What for."),
        .must("evidence", .list(of: .id), "The items linked to it: each needs a ruling."),
    ])
}

/// One item of evidence in a submission.
struct SubmittedEvidenceBody: AnswerBody {
    struct File: Codable, Sendable {
        var digest: String
        var size: Int
        var type: String
    }

    var id: ID<Evidence>
    var kind: EvidenceKind
    var title: String
    var description: String
    var language: String
    var producedOn: CalendarDate?
    var file: File?
    var statementDigest: String?
    var testimonial: Manifest.Testimony?
    var observation: Manifest.Observed?
    var currency: Manifest.CurrencyStatement?
    /// When the witness took a testimonial back, after it was submitted.
    var withdrawnAt: Date?
    var form: ItemForm?
    var alternativeText: String?
    var transcript: TranscriptBody?
    var pages: [SubmittedPageBody]?
    var translations: [SubmittedTranslationBody]?
    var credential: SubmittedCredentialBody?
    var origin: ItemOriginBody?

    init(_ item: Manifest.Item) {
        id = item.id
        kind = item.kind
        title = item.title
        description = item.description
        language = item.language
        producedOn = item.producedOn
        file = item.file.map { File(digest: $0.digest, size: $0.size, type: $0.type) }
        statementDigest = item.statementDigest
        testimonial = item.testimonial
        observation = item.observation
        currency = item.currency
        form = item.form
        alternativeText = item.alternativeText
        transcript = item.transcript.map(TranscriptBody.init)
        translations = item.translations?.map(SubmittedTranslationBody.init)
        credential = item.credential.map(SubmittedCredentialBody.init)
        origin = item.origin.map { ItemOriginBody(institution: $0.institution, confirmed: $0.isConfirmed) }
    }

    static let schema = Schema.object(
        [
            .must("id", .id, "The item; a file is at /api/evidence/{id}/content."),
            .must("kind", .choice(of: EvidenceKind.self), "What it is."),
            .must("title", .anyText(1000), "What the learner calls it."),
            .must("description", .anyText(), "What the learner says of it."),
            .must("language", .anyText(40), "The language it is in."),
            .may("producedOn", .date, "When the work was done."),
            .may(
                "file",
                .object([
                    .must("digest", .sha256, "SHA-256 of its bytes."),
                    .must("size", .integer(1...Int.max), "In bytes."),
                    .must("type", .text(200), "What its bytes were found to be."),
                ]), "The file, of an item that is one."),
            .may("statementDigest", .sha256, "SHA-256 of the signed statement."),
            .may("testimonial", .named(Manifest.Testimony.self), "What the witness said."),
            .may(
                "observation", .named(Manifest.Observed.self),
                "What came of an observation, a site visit, an interview or a challenge test."),
            .may("currency", .named(Manifest.CurrencyStatement.self), "How an old item's skill was kept up."),
            .may("withdrawnAt", .dateTime, "Since when a testimonial counts for nothing: its witness took it back."),
            .may(
                "origin", .named(ItemOriginBody.self),
                "Where it comes from; its record is at /api/evidence/{id}/origin."),
        ] + thingFields)
}

/// A claim on which the assessors disagree.
struct DisputeBody: AnswerBody {
    var claim: ID<Claim>
    var words: String

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("words", .anyText(), "Why they count as disagreeing."),
    ])
}

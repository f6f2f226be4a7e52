import Assessment
import Foundation
import Seal

extension PriorCredential.Facts: Described {
    static let schema = Schema.object([
        .must("title", .text(300), "What was awarded, as printed."),
        .must("awardingBody", .text(300), "Who awarded it, as printed."),
        .may("awardedOn", .date, "When."),
        .may("expiresOn", .date, "The last day it is valid on."),
        .may("number", .text(300), "Its number with the awarding body; assessors are not told."),
        .may("level", .text(100), "The level as printed, as `NQF level 4`."),
        .may("credit", .text(100), "The credit as printed, as `12 credits`."),
        .may("holderName", .text(300), "The holder's name as printed; assessors are not told."),
    ])
    static var schemaName: String { "CredentialFacts" }
}

extension CredentialCheck: Described {
    static let schema = Schema.object([
        .must("check", .choice(of: Subject.self), "What was looked at."),
        .must("result", .choice(of: Result.self), "What came of it."),
        .must("reason", .text(2_000), "Why, in one sentence. It never names the learner."),
    ])
}

/// A certificate or badge, with what could be verified of it and what its awarding body said.
struct PriorCredentialBody: AnswerBody {
    var evidence: ID<Evidence>
    var format: PriorCredential.Format
    var carrier: PriorCredential.Carrier?
    var facts: PriorCredential.Facts
    var achievement: String?
    var criteria: String?
    var counts: Bool
    var standing: CredentialStanding?
    var checks: [CredentialCheckBody]
    var inquiries: [InquiryBody]
    var statement: String?
    var statementDigest: Digest

    /// How many checks are shown.
    static let shownChecks = 10

    init(_ known: KnownCredential, as sight: EvidenceSight) {
        let isBlind = sight == .assessor
        let record = known.record
        let badge = record.badge
        evidence = record.id
        format = record.format
        carrier = record.carrier
        facts = isBlind ? record.facts.withoutHolder : record.facts
        achievement = badge?.achievementDescription
        criteria = badge?.criteria
        counts = known.counts
        standing = known.checks.first?.checks.standing
        checks = Array(known.checks.prefix(Self.shownChecks))
        inquiries = isBlind ? known.inquiries.map(\.withoutLearner) : known.inquiries
        statement = isBlind ? nil : record.statement.text
        statementDigest = record.statement.digest
    }

    static let schema = Schema.object([
        .must("evidence", .id, "The item."),
        .must("format", .choice(of: PriorCredential.Format.self), "What it is."),
        .may("carrier", .choice(of: PriorCredential.Carrier.self), "What a badge came in."),
        .must("facts", .named(PriorCredential.Facts.self), "What it says: typed of a certificate, read of a badge."),
        .may("achievement", .anyText(4_000), "What a badge says it was given for."),
        .may("criteria", .anyText(4_000), "What its holder had to do, in words or as an address."),
        .must("counts", .boolean, "Whether it counts as a piece of evidence: not while it is refuted."),
        .may("standing", .choice(of: CredentialStanding.self), "What the last check came to; absent of a certificate."),
        .must("checks", .list(of: .named(CredentialCheckBody.self)), "The last ten checks, newest first."),
        .must(
            "inquiries", .list(of: .named(InquiryBody.self)), "What the awarding body said when asked, newest first."),
        .may("statement", .anyText(1 << 20), "The badge word for word, or the facts typed; not shown to assessors."),
        .must("statementDigest", .sha256, "SHA-256 of the statement."),
    ])
}

/// One time that a badge was checked.
struct CredentialCheckBody: AnswerBody {
    var id: UUID
    var evidence: ID<Evidence>
    var checkedAt: Date
    var standing: CredentialStanding
    var checks: [CredentialCheck]
    var checkedWith: String

    init(id: UUID, evidence: ID<Evidence>, checkedAt: Date, checks: [CredentialCheck], checkedWith: String) {
        self.id = id
        self.evidence = evidence
        self.checkedAt = checkedAt
        standing = checks.standing
        self.checks = checks
        self.checkedWith = checkedWith
    }

    static let schema = Schema.object([
        .must("id", .id, "The check."),
        .must("evidence", .id, "The item."),
        .must("checkedAt", .dateTime, "When."),
        .must("standing", .choice(of: CredentialStanding.self), "What the checks come to."),
        .must("checks", .list(of: .named(CredentialCheck.self)), "Each thing looked at, with what came of it."),
        .must("checkedWith", .text(300), "The versions of what it was checked with."),
    ])
}

/// What staff were told by an awarding body.
struct NewInquiryBody: RequestBody {
    var way: PriorCredential.InquiryWay
    var asked: String
    var askedOn: CalendarDate
    var answer: PriorCredential.InquiryAnswer
    var note: String?

    static let fields: [Schema.Field] = [
        .must(
            "way", .choice(of: PriorCredential.InquiryWay.self),
            "How it was asked; `register`: looked up in its register."),
        .must("asked", .text(300), "Who was asked, as `Lerotholi Polytechnic, registry`."),
        .must("askedOn", .date, "When."),
        .must(
            "answer", .choice(of: PriorCredential.InquiryAnswer.self),
            "Whether it was awarded as it says; or nobody answered."),
    ]
    static let schema = Schema.object(
        fields + [.may("note", .anyText(2_000), "What else was said; assessors do not see it.")])
}

/// An inquiry with an awarding body.
struct InquiryBody: AnswerBody {
    var id: ID<CredentialInquiry>
    var evidence: ID<Evidence>
    var way: PriorCredential.InquiryWay
    var asked: String
    var askedOn: CalendarDate
    var answer: PriorCredential.InquiryAnswer
    var note: String?
    var recordedBy: ID<Person>?
    var recordedAt: Date

    /// For assessors: a note may name the learner.
    var withoutLearner: InquiryBody {
        var copy = self
        copy.note = nil
        copy.recordedBy = nil
        return copy
    }

    static let schema = Schema.object(
        [.must("id", .id, "The inquiry."), .must("evidence", .id, "The item.")] + NewInquiryBody.fields + [
            .may("note", .anyText(2_000), "What else was said; assessors do not see it."),
            .may("recordedBy", .id, "Who recorded it; assessors are not told."),
            .must("recordedAt", .dateTime, "When it was recorded."),
        ])
}

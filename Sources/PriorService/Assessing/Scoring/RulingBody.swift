import Assessment
import Foundation
import Seal

/// An assessor's answers on one item for one claim.
struct NewRulingBody: RequestBody {
    var valid: Ruling.Finding
    var sufficient: Ruling.Finding
    var authentic: Ruling.Finding
    var current: Ruling.Finding
    var reasons: RulingReasonsBody?
    var revisionReason: String?

    static let schema = Schema.object(
        RulingBody.answers + [
            .may("reasons", .named(RulingReasonsBody.self), "Why, answer by answer; needed for each that is not yes."),
            .may(
                "revisionReason", .anyText(4000),
                "Why you rule again, and otherwise; needed once there is a ruling of yours that says something else."),
        ])
}

/// Why each of the four answers is what it is.
struct RulingReasonsBody: Codable, Described {
    var valid: String?
    var sufficient: String?
    var authentic: String?
    var current: String?

    static let schema = Schema.object([
        .may("valid", .anyText(4000), "Why it speaks to the claim, or not."),
        .may("sufficient", .anyText(4000), "Why there is enough of it, or not."),
        .may("authentic", .anyText(4000), "Why it is the learner's own, or not."),
        .may("current", .anyText(4000), "Why it is recent enough, or not."),
    ])
}

/// A ruling, in one of its revisions.
struct RulingBody: AnswerBody {
    var claim: ID<Claim>
    var evidence: ID<Evidence>
    var revision: Int
    var valid: Ruling.Finding
    var sufficient: Ruling.Finding
    var authentic: Ruling.Finding
    var current: Ruling.Finding
    var reasons: RulingReasonsBody
    var revisionReason: String?
    /// What the ruling is about, to the digest.
    var itemDigest: Digest?
    var ruledBy: ID<Person>?
    var ruledAt: Date

    fileprivate static let answers: [Schema.Field] = [
        .must("valid", .choice(of: Ruling.Finding.self), "Does it speak to what the claim is about?"),
        .must("sufficient", .choice(of: Ruling.Finding.self), "Is there enough of it, of this quality?"),
        .must("authentic", .choice(of: Ruling.Finding.self), "Is it the learner's own work?"),
        .must("current", .choice(of: Ruling.Finding.self), "Does it show what the learner can do now?"),
    ]

    static let schema = Schema.object(
        [
            .must("claim", .id, "The claim."),
            .must("evidence", .id, "The item."),
            .must("revision", .integer(1...10_000), "How often it was ruled on; every revision is kept."),
        ] + answers + [
            .must("reasons", .named(RulingReasonsBody.self), "Why; an answer without one is a plain yes."),
            .may("revisionReason", .anyText(4000), "Why the ruling before was revised."),
            .may("itemDigest", .sha256, "SHA-256 of the item as it was submitted for the claim."),
            .may("ruledBy", .id, "Who; not for the other assessors."),
            .must("ruledAt", .dateTime, "When."),
        ])

    init(
        _ ruling: Ruling, on evidence: ID<Evidence>, for claim: ID<Claim>, revision: Int, because reason: String?,
        item: Digest?, by person: ID<Person>, at moment: Date
    ) {
        self.claim = claim
        self.evidence = evidence
        self.revision = revision
        valid = ruling.valid.finding
        sufficient = ruling.sufficient.finding
        authentic = ruling.authentic.finding
        current = ruling.current.finding
        reasons = RulingReasonsBody(ruling)
        revisionReason = reason
        itemDigest = item
        ruledBy = person
        ruledAt = moment
    }
}

/// A ruling of a completed assignment, in one of its revisions.
struct SubmittedRulingBody: AnswerBody {
    var id: ID<Ruling>
    var seat: Assignment.Seat
    var ruling: RulingBody

    static let schema = Schema.object([
        .must("id", .id, "The ruling."),
        .must("seat", .choice(of: Assignment.Seat.self), "From which seat."),
        .must("ruling", .named(RulingBody.self), "What was ruled."),
    ])
}

extension RulingReasonsBody {
    fileprivate init(_ ruling: Ruling) {
        func said(_ answer: Ruling.Answer) -> String? { answer.reason.isEmpty ? nil : answer.reason }
        self.init(
            valid: said(ruling.valid), sufficient: said(ruling.sufficient), authentic: said(ruling.authentic),
            current: said(ruling.current))
    }
}

extension Ruling {
    /// - Parameter age: what the policy makes of the item's date.
    init(_ body: NewRulingBody, age: EvidenceAge) throws(RulingError) {
        try self.init(body.valid, body.sufficient, body.authentic, body.current, body.reasons, age)
    }

    /// What a ruling says that is kept already.
    init(kept body: RulingBody) throws(RulingError) {
        try self.init(body.valid, body.sufficient, body.authentic, body.current, body.reasons, .current)
    }

    private init(
        _ valid: Finding, _ sufficient: Finding, _ authentic: Finding, _ current: Finding,
        _ reasons: RulingReasonsBody?, _ age: EvidenceAge
    ) throws(RulingError) {
        try self.init(
            valid: Answer(valid, reasons?.valid ?? ""), sufficient: Answer(sufficient, reasons?.sufficient ?? ""),
            authentic: Answer(authentic, reasons?.authentic ?? ""), current: Answer(current, reasons?.current ?? ""),
            age: age)
    }
}

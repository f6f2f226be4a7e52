import Assessment
import Foundation
import Seal

/// What an observer saw, and their signature.
struct NewObservationBody: RequestBody {
    var claim: ID<Claim>
    var place: String
    var startedAt: Date
    var durationMinutes: Int
    var seen: [SeenCriterion]
    var signature: String

    static let fields: [Schema.Field] = [
        .must("claim", .id, "The claim whose work was watched."),
        .must("place", .text(300), "Where, as `building site, Kingsway, Maseru`."),
        .must("startedAt", .dateTime, "When it began."),
        .must("durationMinutes", .integer(1...1440), "For how many minutes; it must have ended."),
        .must("seen", .list(of: SeenCriterion.schema, 1...200), "What was looked for, criterion by criterion."),
    ]
    static let schema = Schema.object(
        fields + [.must("signature", .text(200), "The observer's name, typed as a signature.")])

    /// What the rules speak about.
    var observation: Observation {
        Observation(
            startedAt: startedAt, durationMinutes: durationMinutes,
            seen: seen.map { (criterion: $0.criterion, sighting: $0.seen) })
    }
}

/// Whether one criterion was seen.
struct SeenCriterion: RequestBody, Encodable {
    var criterion: String
    var seen: Observation.Sighting
    var comment: String?

    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must(
            "seen", .choice(of: Observation.Sighting.self),
            "`yes`: the work showed it; `no`: not yet; `notSeen`: no occasion."),
        .may("comment", .anyText(2000), "What exactly was seen."),
    ])
}

/// The learner's signature under an observation.
struct CountersignatureBody: RequestBody {
    var signature: String

    static let schema = Schema.object([
        .must("signature", .text(200), "The learner's name, typed as a signature: it was so.")
    ])
}

/// An observation as it was signed.
struct ObservationBody: AnswerBody {
    var id: ID<Evidence>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var observer: ID<Person>
    var observerName: String
    var place: String
    var startedAt: Date
    var durationMinutes: Int
    var seen: [SeenCriterion]
    var observerSignature: String
    var observerSignedAt: Date
    var learnerSignature: String?
    var learnerSignedAt: Date?
    var counts: Bool
    var statement: String?
    var statementDigest: Digest

    /// For assessors, who do not know the learner.
    var withoutLearner: ObservationBody {
        var copy = self
        copy.statement = nil
        copy.learnerSignature = nil
        return copy
    }

    static let schema = Schema.object(
        [
            .must("id", .id, "The observation, an item of evidence."),
            .must("portfolio", .id, "The portfolio."),
            .must("observer", .id, "Who watched."),
            .must("observerName", .text(200), "Their name."),
        ] + NewObservationBody.fields + [
            .must("observerSignature", .text(200), "The observer's signature."),
            .must("observerSignedAt", .dateTime, "When they signed."),
            .may("learnerSignature", .text(200), "The learner's signature; not shown to assessors."),
            .may("learnerSignedAt", .dateTime, "When the learner signed."),
            .must("counts", .boolean, "Whether the learner has countersigned, so that it counts as evidence."),
            .may("statement", .anyText(1_000_000), "What the observer signed, word for word; not shown to assessors."),
            .must("statementDigest", .sha256, "SHA-256 of the statement."),
        ])
}

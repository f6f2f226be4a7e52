import Assessment
import Foundation

/// A run: what it gives to whom and why, what cannot be given and what would help, beside what stands now.
struct AllocationBody: AnswerBody, Decodable {
    enum State: String, Codable, CaseIterable { case dryRun, committed }

    var id: ID<AllocationRun>
    var institution: ID<Institution>
    var state: State
    var seed: Int
    var fingerprint: String
    /// Nil where the service ran it.
    var madeBy: ID<Person>?
    var madeAt: Date
    var committedBy: ID<Person>?
    var committedAt: Date?
    var submissions: Int
    var left: Int
    var seats: Seats
    var assignments: [Seat]
    var unserved: [Unserved]
    var loads: [Load]

    /// What becomes of the seats of the batch.
    struct Seats: Codable, Described, Equatable {
        var asked: Int
        var before: Int
        var after: Int
        var worstFit: Int?
        var totalFit: Int

        static let schema = Schema.object([
            .must("asked", .integer(0...1_000_000), "Seats that the submissions need, completed ones not counted."),
            .must("before", .integer(0...1_000_000), "Seats offered or accepted now; they stay as they are."),
            .must("after", .integer(0...1_000_000), "Seats offered or accepted once it is committed."),
            .may("worstFit", .integer(0...100), "The worst fit of the seats it gives."),
            .must("totalFit", .integer(0...100_000_000), "The sum of their fits."),
        ])
    }

    /// A seat that it gives.
    struct Seat: Codable, Described {
        var submission: ID<Submission>
        var pseudonym: String
        var seat: Assignment.Seat
        var assessor: ID<Person>
        var assessorName: String?
        var fit: Int?
        var parts: [Part]
        var rank: Int?
        var of: Int
        var because: String
        var isPinned: Bool
        var reason: String?
        var overrides: String?

        static let schema = Schema.object([
            .must("submission", .id, "Which."),
            .must("pseudonym", .text(40), "What assessors call the case."),
            .must("seat", .choice(of: Assignment.Seat.self), "Which seat."),
            .must("assessor", .id, "Who gets it."),
            .may("assessorName", .anyText(200), "Their name."),
            .may("fit", .integer(0...100), "How well they fit: as for the unit they know least."),
            .must("parts", .list(of: .named(Part.self)), "Unit by unit."),
            .may("rank", .integer(1...100_000), "One more than there are who fit better and may have it."),
            .must("of", .integer(0...100_000), "How many may have it."),
            .must("because", .anyText(2000), "Why it is they, in a sentence."),
            .must("isPinned", .boolean, "Whether the coordinator set them."),
            .may("reason", .anyText(2000), "Why the coordinator did."),
            .may("overrides", .text(100), "The rule that this sets aside."),
        ])
    }

    /// What one unit counted.
    struct Part: Codable, Described {
        var unit: String
        var strength: Int
        var isByField: Bool

        static let schema = Schema.object([
            .must("unit", .slug, "The unit's id."),
            .must("strength", .integer(1...100), "How well they know it."),
            .must("isByField", .boolean, "Whether the profile speaks of its field, and not of it."),
        ])
    }

    /// A submission that stays with empty seats.
    struct Unserved: Codable, Described {
        var submission: ID<Submission>
        var pseudonym: String
        var due: String
        var open: Int
        var because: String
        var forbidden: [Barred]
        var help: [Help]

        static let schema = Schema.object([
            .must("submission", .id, "Which."),
            .must("pseudonym", .text(40), "What assessors call the case."),
            .must("due", .date, "When its scorecards are due."),
            .must("open", .integer(1...100), "How many seats stay empty."),
            .must("because", .anyText(2000), "Why, in a sentence."),
            .must("forbidden", .list(of: .named(Barred.self), 0...100_000), "Who is kept away, by which rule."),
            .must("help", .list(of: .named(Help.self)), "Changes of which any one lets one more seat be served."),
        ])
    }

    /// An assessor and the rule that keeps them away.
    struct Barred: Codable, Described {
        var assessor: ID<Person>
        var assessorName: String?
        var rule: String

        static let schema = Schema.object([
            .must("assessor", .id, "Who."), .may("assessorName", .anyText(200), "Their name."),
            .must("rule", .text(100), "Which rule; `docs/api/allocations.md` lists them."),
        ])
    }

    /// A change that would help.
    struct Help: Codable, Described {
        var change: String
        var assessor: ID<Person>
        var assessorName: String?
        var submission: ID<Submission>?
        var rule: String?
        var anchors: [ID<Anchor>]?

        static let schema = Schema.object([
            .must("change", .choice(["capacity", "rule", "eligibility"]), "What is changed."),
            .must("assessor", .id, "For whom."), .may("assessorName", .anyText(200), "Their name."),
            .may("submission", .id, "For which submission, where it is not for all."),
            .may("rule", .text(100), "The rule that is set aside, as a pin with a reason does."),
            .may(
                "anchors", .list(of: .id, 0...10_000),
                "With `allocation.notCertified`: scoring one of these for certification would do instead."),
        ])
    }

    /// What somebody holds before and after.
    struct Load: Codable, Described {
        var assessor: ID<Person>
        var assessorName: String?
        var capacity: Int
        var before: Int
        var after: Int

        static let schema = Schema.object([
            .must("assessor", .id, "Who."), .may("assessorName", .anyText(200), "Their name."),
            .must("capacity", .integer(0...100_000), "Seats they can hold."),
            .must("before", .integer(0...100_000), "Seats offered to them or held by them now."),
            .must("after", .integer(0...100_000), "The same once it is committed."),
        ])
    }

    static let schema = Schema.object([
        .must("id", .id, "The run."),
        .must("institution", .id, "Where."),
        .must("state", .choice(of: State.self), "Whether its seats have been offered."),
        .must("seed", .integer(0...999_999_999), "What decided between equals."),
        .must("fingerprint", .sha256, "Of the instance; it is sent back to commit exactly this."),
        .may("madeBy", .id, "Who ran it; the service itself when not there."),
        .must("madeAt", .dateTime, "When."),
        .may("committedBy", .id, "Who committed it."),
        .may("committedAt", .dateTime, "When it was committed."),
        .must("submissions", .integer(0...AllocationRequestBody.largest), "How many submissions were looked at."),
        .must("left", .integer(0...10_000_000), "How many wait for the next run, because they are due later."),
        .must("seats", .named(Seats.self), "The seats of the batch, now and afterwards."),
        .must("assignments", .list(of: .named(Seat.self), 0...100_000), "What it gives to whom."),
        .must("unserved", .list(of: .named(Unserved.self), 0...100_000), "What it can give to nobody."),
        .must("loads", .list(of: .named(Load.self), 0...100_000), "Who holds how much."),
    ])
}

/// A run that gives seats to assessors. Identified by `ID<AllocationRun>`.
enum AllocationRun {}

/// Committing what was shown.
struct CommitmentBody: RequestBody {
    var fingerprint: String

    static let schema = Schema.object([.must("fingerprint", .sha256, "Of the run, as it was shown.")])
}

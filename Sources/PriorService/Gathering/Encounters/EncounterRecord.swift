import Assessment
import Foundation
import Seal

/// An encounter as it stands in its table, with the names that go with it.
struct EncounterRecord: Sendable {
    var id: ID<Encounter>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var learner: ID<Person>
    var learnerName: String
    var conductor: ID<Person>
    var conductorName: String
    var proposedBy: ID<Person>
    var proposedAt: Date
    var isScheduled: Bool
    var startsAt: Date
    /// As the IANA names it.
    var timeZone: String
    var minutes: Int
    var place: String
    var message = ""
    var criteria: [String]
    var form: UnitQuestion.Form?
    var aids = ""
    var perOutcome = 0
    var seed: UInt64?
    /// SHA-256 of what was drawn from, so that a later draw is known to be of the same.
    var poolDigest: Digest?
    var questions: [UnitQuestion] = []
    /// How far it has come.
    var encounter: Encounter
    /// Whether the learner allows sound or picture of them to be taken.
    var allowsRecording = false
    var lastReason = ""
    var version = 1
    /// Its report, once signed.
    var report: ID<Evidence>?

    var kind: Encounter.Kind { encounter.kind }

    /// What its report is held against.
    func plan(hasFile: Bool) -> EncounterPlan {
        EncounterPlan(
            kind: kind, criteria: isScheduled ? criteria : nil, agreedAt: encounter.learnerAgreedAt,
            questions: questions, form: form, hasFile: hasFile)
    }

    /// Draws the questions for the criteria as they are now.
    mutating func draw(from unit: Assessment.Unit) throws {
        guard let seed else { return }
        let draw = QuestionDraw(kind: kind, form: form, perOutcome: perOutcome, seed: seed)
        questions = draw.draw(from: unit, for: unit.outcomes(of: criteria))
        poolDigest = try Statement(draw.pool(of: unit)).digest
    }
}

/// As what a person sees an encounter.
enum EncounterSight: Sendable, Equatable {
    case learner, conductor, adviser
    /// Staff of its institution who read portfolios.
    case staff

    /// Which of the two they are, if any.
    var side: Encounter.Side? {
        switch self {
        case .learner: .learner
        case .conductor: .conductor
        case .adviser, .staff: nil
        }
    }
}

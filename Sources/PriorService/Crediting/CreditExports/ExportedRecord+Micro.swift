import Assessment
import Foundation

/// The sixteen elements that describe a micro-credential (Council Recommendation of 16 June 2022, 2022/C 243/02, Annex I):
/// eleven that have to be there and five that may. Each credit has all of them; what does not apply says why.
struct MicroCredentialBody: AnswerBody {
    var credit: ID<Credit>
    var state: CreditState
    var elements: [Element]

    /// One of the sixteen.
    struct Element: Encodable, Sendable {
        var number: Int
        var name: String
        var isMandatory: Bool
        var value: JSONValue?
        var notApplicable: String?
    }

    static let schema = Schema.object([
        .must("credit", .id, "The credit."),
        .must("state", .choice(of: CreditState.self), "Whether it counts."),
        .must(
            "elements",
            .list(
                of: .object([
                    .must("number", .integer(1...16), "Which element, in the order of the annex."),
                    .must("name", .text(200), "What the annex calls it."),
                    .must("isMandatory", .boolean, "Whether it has to be there."),
                    .may("value", .any, "What it is here: a text, a list or an object."),
                    .may("notApplicable", .text(400), "Why there is none, where there is none."),
                ]), 16...16), "All sixteen."),
    ])
}

/// A record as micro-credentials.
struct MicroCredentialsBody: AnswerBody {
    var learner: NamedBody<Person>
    var at: Date
    var credentials: [MicroCredentialBody]

    static let schema = Schema.object([
        .must("learner", NamedBody<Person>.schema, "Whose they are."),
        .must("at", .dateTime, "When this was true."),
        .must("credentials", .list(of: .named(MicroCredentialBody.self)), "One for each credit."),
    ])
}

extension ExportedRecord {
    var microCredentials: MicroCredentialsBody {
        MicroCredentialsBody(learner: learner, at: at, credentials: lines.map { elements(of: $0) })
    }

    private func elements(of line: Line) -> MicroCredentialBody {
        let credit = line.credit
        var elements: [MicroCredentialBody.Element] = []
        func element(_ name: String, _ value: JSONValue?, orElse why: String = "") {
            elements.append(
                .init(
                    number: elements.count + 1, name: name, isMandatory: elements.count < 11, value: value,
                    notApplicable: value == nil ? why : nil))
        }
        element(
            "Identification of the learner", ["name": .string(learner.name), "id": .string(learner.id.description)])
        element("Title of the micro-credential", .string(credit.unit.title))
        element("Country or region of the issuer", .string(line.institution.country))
        element(
            "Awarding body", ["name": .string(line.institution.name), "id": .string(line.institution.id.description)])
        element("Date of issuing", .string(String(RFC3339.string(credit.postedAt).prefix(10))))
        element(
            "Learning outcomes", line.unit.map { .array($0.outcomes.map { .string($0.statement) }) },
            orElse: "The unit is no longer published here.")
        element(
            "Notional workload needed to achieve the learning outcomes", workload(line),
            orElse: "The framework gives the unit neither credits nor hours.")
        element(
            "Level of the learning experience leading to the micro-credential",
            [
                "level": .number(String(credit.level)), "words": .string(line.level),
                "framework": .string(credit.framework.description),
            ])
        element(
            "Type of assessment",
            .string(
                "Portfolio, scored by \(credit.decided.assessors) assessors without seeing each other's marks, against a published rubric"
            ))
        element(
            "Form of participation in the learning activity", nil,
            orElse:
                "The learning was done at work and in life and is recognised afterwards (\(line.route)); there was no course."
        )
        element(
            "Type of quality assurance used to underpin the micro-credential",
            line.policy.map { .string("Under \($0.title) (\($0.key)) of \($0.authority)") },
            orElse: "The policy is no longer published here.")
        element(
            "Prerequisites needed to enrol in the learning activity", nil, orElse: "There was no activity to enrol in.")
        element(
            "Supervision and identity verification during assessment", nil,
            orElse: "What was assessed was done before; who vouched for it stands with the institution's evidence.")
        element("Grade achieved", nil, orElse: "Competence is shown or it is not; no grade is given.")
        element(
            "Integration/stackability options",
            [
                "unit": .string("\(credit.unit.id)@\(credit.unit.version)"),
                "qualifications": .string("\(base)/api/qualifications"),
            ])
        element(
            "Further information",
            [
                "conditions": .string(credit.conditions), "subjects": .array(credit.subjects.map { .string($0) }),
                "chainDigest": .string(credit.chainDigest),
                "unit": .string("\(base)/api/units/\(credit.unit.id)@\(credit.unit.version)"),
            ])
        return MicroCredentialBody(credit: credit.id, state: credit.state, elements: elements)
    }

    private func workload(_ line: Line) -> JSONValue? {
        var workload: JSONValue = [:]
        if let hours = line.unit?.notionalHours { workload["hours"] = .number(hours.description) }
        if line.credit.credits != nil { workload["credits"] = .string(line.amount) }
        guard workload != [:] else { return nil }
        // No factor between this system and ECTS has a source, so none is made up.
        workload["ects"] = "no conversion is published for this credit system"
        return workload
    }
}

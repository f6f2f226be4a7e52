import Assessment
import Foundation

/// A tie between someone on the staff and a learner.
struct NewConflictBody: RequestBody {
    var institution: ID<Institution>
    var person: ID<Person>?
    var learner: ID<Person>
    var relation: ConflictDeclaration.Relation
    var lastOn: CalendarDate?
    var note: String?

    static let schema = Schema.object([
        .must("institution", .id, "Where the person works."),
        .may("person", .id, "Whose tie; yourself when not given. Only a coordinator declares another's."),
        .must("learner", .id, "The learner."),
        .must("relation", .choice(of: ConflictDeclaration.Relation.self), "What ties them."),
        .may(
            "lastOn", .date,
            "The last day of it, of `taught`: it counts for as many years as the policy says; for good when not given."),
        .may("note", .anyText(2000), "Anything to know of it."),
    ])
}

/// A declared tie.
struct ConflictBody: AnswerBody {
    var id: ID<ConflictDeclaration>
    var institution: ID<Institution>
    var person: ID<Person>
    var learner: ID<Person>
    var relation: ConflictDeclaration.Relation
    var lastOn: CalendarDate?
    var note: String
    var declaredBy: ID<Person>
    var declaredAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The declaration."),
        .must("institution", .id, "Where."),
        .must("person", .id, "Whose tie."),
        .must("learner", .id, "The learner."),
        .must("relation", .choice(of: ConflictDeclaration.Relation.self), "What ties them."),
        .may("lastOn", .date, "The last day of it, where that was given."),
        .must("note", .anyText(2000), "What was noted."),
        .must("declaredBy", .id, "Who declared it."),
        .must("declaredAt", .dateTime, "When."),
    ])
}

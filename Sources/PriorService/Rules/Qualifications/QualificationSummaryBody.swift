import Assessment
import Foundation
import Rubrics

/// A qualification, a part of one, or a micro-credential in a list.
struct QualificationSummaryBody: KeyedBody {
    var key: String
    var title: String
    var summary: String
    var field: String
    var region: String
    var authority: String
    var framework: String
    var level: Int
    var type: String
    var credits: String?
    var creditSystem: String?
    var status: PublicationStatus
    var fingerprint: String

    static let schema = Schema.object([
        .must("key", .text(120), "Which version of which qualification, as `building-trades@1`; what a plan names."),
        .must("title", .text(300), "What it is called."),
        .must("summary", .anyText(), "What it is about, in plain words."),
        .must("field", .text(200), "The field of work or study."),
        .must("region", .text(200), "Where it is offered."),
        .must("authority", .text(300), "Whose it is."),
        .must("framework", .text(120), "The framework it stands on, as `lqf@1`."),
        .must("level", .integer(0...20), "Its level on that framework."),
        .must("type", .text(120), "One of the framework's kinds, as `certificate` or `part-qualification`."),
        .may("credits", .decimal, "Fewest credits in all; absent where the framework is unit based."),
        .may("creditSystem", .text(80), "The credit system that `credits` is counted in."),
        .must("status", .choice(of: PublicationStatus.self), "How far this version has come."),
        .must("fingerprint", .sha256, "SHA-256 of the document's canonical JSON."),
    ])

    init(_ document: Document<Qualification>) {
        let qualification = document.value
        key = document.key.description
        title = qualification.title
        summary = qualification.summary
        field = qualification.field
        region = qualification.region
        authority = qualification.authority
        framework = qualification.framework.description
        level = qualification.level
        type = qualification.type
        credits = qualification.credits?.value?.description
        creditSystem = qualification.creditSystem
        status = document.status
        fingerprint = document.fingerprint.rawValue
    }
}

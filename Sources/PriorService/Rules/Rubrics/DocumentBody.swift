import Assessment
import Foundation
import Rubrics

/// A document in a list that is ordered by its key.
protocol KeyedBody: Encodable, Described {
    var key: String { get }
}

/// A framework or policy in a list.
struct DocumentSummaryBody: KeyedBody {
    var key: String
    var title: String
    var authority: String
    var region: String
    var status: PublicationStatus
    var fingerprint: String

    static let schema = Schema.object([
        .must("key", .text(120), "Which version of which document, as `lqf@1`."),
        .must("title", .text(300), "What it is called."),
        .must("authority", .text(300), "Whose it is."),
        .must("region", .text(300), "Where it holds."),
        .must("status", .choice(of: PublicationStatus.self), "How far this version has come."),
        .must("fingerprint", .sha256, "SHA-256 of the document's canonical JSON."),
    ])

    init(_ document: Document<some Any>, _ title: String, _ authority: String, _ region: String) {
        key = document.key.description
        self.title = title
        self.authority = authority
        self.region = region
        status = document.status
        fingerprint = document.fingerprint.rawValue
    }
}

/// A unit in a list.
struct UnitSummaryBody: KeyedBody {
    var key: String
    var title: String
    var summary: String
    var field: String
    var region: String
    var framework: String
    var level: Int
    var credits: String?
    var creditSystem: String?
    var critical: Bool
    var status: PublicationStatus
    var fingerprint: String

    static let schema = Schema.object([
        .must("key", .text(120), "Which version of which unit, as `bricklaying-trade-test@1`; what a claim names."),
        .must("title", .text(300), "What it is called."),
        .must("summary", .anyText(), "What it is about."),
        .must("field", .text(200), "The field of work or study."),
        .must("region", .text(200), "Where it is offered."),
        .must("framework", .text(120), "The framework it stands on, as `lqf@1`."),
        .must("level", .integer(0...20), "Its level on that framework."),
        .may("credits", .decimal, "What it is worth; absent where its framework counts no credits."),
        .may("creditSystem", .text(80), "The credit system that `credits` is counted in."),
        .must("critical", .boolean, "Whether the skill is licensed or critical to safety."),
        .must("status", .choice(of: PublicationStatus.self), "Only a published version can be claimed."),
        .must("fingerprint", .sha256, "SHA-256 of the document's canonical JSON."),
    ])

    init(_ document: Document<Assessment.Unit>) {
        let unit = document.value
        key = document.key.description
        title = unit.title
        summary = unit.summary
        field = unit.field
        region = unit.region
        framework = unit.framework.description
        level = unit.level
        credits = unit.credits?.description
        creditSystem = unit.creditSystem
        critical = unit.critical
        status = document.status
        fingerprint = document.fingerprint.rawValue
    }
}

/// A whole framework, policy or unit. The document itself is already JSON and is sent as it stands.
struct DocumentBody: AnswerBody {
    var key: String
    var status: PublicationStatus
    var fingerprint: String

    static let schema = Schema.object([
        .must("key", .text(120), "Which version of which document."),
        .must("status", .choice(of: PublicationStatus.self), "How far this version has come."),
        .must("fingerprint", .sha256, "SHA-256 of `document` in canonical JSON; also the ETag."),
        .must("document", .any, "The document as it was published; `rubrics/` holds the JSON Schema of its kind."),
    ])
}

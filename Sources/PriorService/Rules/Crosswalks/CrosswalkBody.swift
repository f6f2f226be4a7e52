import Assessment
import Foundation
import Rubrics

/// A crosswalk in a list.
struct CrosswalkSummaryBody: KeyedBody {
    var key: String
    var title: String
    var summary: String
    var from: String
    var to: String
    var status: PublicationStatus
    var fingerprint: String

    static let schema = Schema.object([
        .must("key", .text(120), "Which version of which crosswalk."),
        .must("title", .text(300), "What it is called."),
        .must("summary", .anyText(), "What it is, in plain words."),
        .must("from", .text(120), "The framework that is read from."),
        .must("to", .text(120), "The framework that is carried over to."),
        .must("status", .choice(of: PublicationStatus.self), "How far this version has come."),
        .must("fingerprint", .sha256, "SHA-256 of the document's canonical JSON."),
    ])

    init(_ document: Document<Crosswalk>) {
        key = document.key.description
        title = document.value.title
        summary = document.value.summary
        from = document.value.from.description
        to = document.value.to.description
        status = document.status
        fingerprint = document.fingerprint.rawValue
    }
}

/// A credit as it was posted, and beside it what it may come to on other frameworks.
struct CarriedCreditBody: AnswerBody {
    var credit: ID<Credit>
    var framework: DocumentKey
    var level: Int
    var credits: String?
    var creditSystem: String?
    var carried: [CarriedBody]

    static let schema = Schema.object([
        .must("credit", .id, "The credit."),
        .must("framework", .text(120), "The framework it was posted on: this, with level and credits, is what counts."),
        .must("level", .integer(0...20), "Its level there."),
        .may("credits", .decimal, "Its credits."),
        .may("creditSystem", .slug, "Which credits."),
        .must("carried", .list(of: .named(CarriedBody.self)), "What each crosswalk makes of it; only an indication."),
    ])

    init(_ credit: CreditBody, over crosswalks: [Document<Crosswalk>], carry: (Crosswalk) -> Carried) {
        self.credit = credit.id
        framework = credit.framework
        level = credit.level
        credits = credit.credits
        creditSystem = credit.creditSystem
        carried = crosswalks.map { CarriedBody(carry($0.value), $0.key) }
    }
}

/// What one crosswalk makes of a credit.
struct CarriedBody: AnswerBody {
    struct Levels: AnswerBody {
        var lowest: Int
        var highest: Int

        static let schema = Schema.object([
            .must("lowest", .integer(0...20), "The lowest."), .must("highest", .integer(0...20), "The highest."),
        ])
    }

    struct Credits: AnswerBody {
        var fewest: String
        var most: String
        var creditSystem: String

        static let schema = Schema.object([
            .must("fewest", .decimal, "At least."), .must("most", .decimal, "At most."),
            .must("creditSystem", .slug, "Which credits."),
        ])
    }

    var crosswalk: DocumentKey
    var to: DocumentKey
    var levels: Levels?
    var credits: Credits?
    var isIndicative: Bool
    var source: SourceBody?
    var words: String

    static let schema = Schema.object([
        .must("crosswalk", .text(120), "The crosswalk."),
        .must("to", .text(120), "The other framework."),
        .may("levels", Levels.schema, "Where the level stands there; absent where no source says."),
        .may("credits", Credits.schema, "What the credits come to through hours; absent where that is not known."),
        .must("isIndicative", .boolean, "True, always: whoever receives the credit decides."),
        .may("source", .named(SourceBody.self), "Who says where the level stands."),
        .must("words", .anyText(), "What was carried over and what was not, in plain words."),
    ])

    init(_ carried: Carried, _ key: DocumentKey) {
        crosswalk = key
        to = carried.to
        levels = carried.indicativeLevels.map { Levels(lowest: $0.lowest, highest: $0.highest) }
        credits = carried.indicativeCredits.map {
            Credits(fewest: $0.fewest.description, most: $0.most.description, creditSystem: $0.creditSystem)
        }
        isIndicative = carried.isIndicative
        source = carried.source.map { SourceBody($0) }
        words = carried.words
    }
}

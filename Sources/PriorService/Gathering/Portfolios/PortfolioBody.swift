import Assessment
import Foundation

/// A new portfolio.
struct NewPortfolioBody: RequestBody {
    var institution: ID<Institution>
    var title: String

    static let schema = Schema.object([
        .must("institution", .id, "Where it is lodged: the institution that will assess and decide."),
        .must("title", .text(200), "What you call it."),
    ])
}

/// A change of what a portfolio says of itself.
struct PortfolioChangeBody: RequestBody {
    var title: String

    static let schema = Schema.object([.must("title", .text(200), "What you call it.")])
}

/// A learner taking a portfolio back.
struct NewWithdrawalBody: RequestBody {
    var reason: String

    static let schema = Schema.object([.must("reason", .text(300), "Why; it is kept in the event log.")])
}

/// A portfolio in a list.
struct PortfolioBody: AnswerBody {
    var id: ID<Portfolio>
    var institution: ID<Institution>
    var learner: ID<Person>
    var learnerName: String
    var title: String
    var state: Portfolio.State
    var stateSince: Date
    var policy: String
    var version: Int
    var createdAt: Date

    static let fields: [Schema.Field] = [
        .must("id", .id, "The portfolio."),
        .must("institution", .id, "Where it is lodged."),
        .must("learner", .id, "Whose it is."),
        .must("learnerName", .text(200), "Their name."),
        .must("title", .text(200), "What its learner calls it."),
        .must("state", .choice(of: Portfolio.State.self), "Where it is in its life cycle."),
        .must("stateSince", .dateTime, "Since when."),
        .must(
            "policy", .text(120), "The policy it is judged by, as `lesotho@1`: the institution's when it was opened."),
        .must("version", .integer(1...9_007_199_254_740_991), "Counts every change in it; also the ETag."),
        .must("createdAt", .dateTime, "When it was opened."),
    ]
    static let schema = Schema.object(fields)

    init(_ portfolio: PortfolioRecord, learnerName: String) {
        id = portfolio.id
        institution = portfolio.institution
        learner = portfolio.learner
        self.learnerName = learnerName
        title = portfolio.title
        state = portfolio.state
        stateSince = portfolio.stateSince
        policy = portfolio.policy.description
        version = portfolio.version
        createdAt = portfolio.createdAt
    }
}

/// One portfolio with what it claims and who helps.
struct PortfolioDetailBody: AnswerBody {
    var portfolio: PortfolioBody
    var claims: [ClaimBody]
    var advisers: [AdviserBody]

    enum CodingKeys: CodingKey { case claims, advisers }

    static let schema = Schema.object(
        PortfolioBody.fields + [
            .must("claims", .list(of: .named(ClaimBody.self)), "The units claimed, in the order of claiming."),
            .must("advisers", .list(of: .named(AdviserBody.self)), "Who helps the learner build it."),
        ])

    func encode(to encoder: any Encoder) throws {
        try portfolio.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(claims, forKey: .claims)
        try container.encode(advisers, forKey: .advisers)
    }
}

/// Someone who helps a learner build a portfolio, and so never assesses it.
struct AdviserBody: AnswerBody {
    var person: ID<Person>
    var name: String
    var since: Date

    static let schema = Schema.object([
        .must("person", .id, "Who."),
        .must("name", .text(200), "Their name."),
        .must("since", .dateTime, "Since when."),
    ])
}

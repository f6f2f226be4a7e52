import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// What the scorecards come to, claim by claim, written by the coordinator.
enum RecommendationRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let submission = try call.id(of: Submission.self)
        let body = try call.body(NewRecommendationBody.self)
        return try await call.change { change in
            let portfolio = try await change.connection.assessed(submission, by: person)
            let record = try await change.recommend(body, of: submission, in: portfolio, by: person)
            try await change.connection.insert(record)
            change.record(
                "recommendation.made", of: record.id, at: portfolio.institution, to: record.recommendation.kind.rawValue
            )
            if try await change.connection.claimsToRecommend(in: submission) == 0 {
                try await change.connection.move(portfolio, to: .recommended, at: call.now)
                change.record(
                    "portfolio.recommended", of: portfolio.id, at: portfolio.institution, from: "assessed",
                    to: "recommended")
            }
            return try .created(record.body, at: "/api/recommendations/\(record.id)")
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        return try await call.resources.database.withConnection { connection in
            guard let record = try await connection.recommendation(id) else { throw Problem.notFound("recommendation") }
            let (portfolio, sight) = try await connection.portfolio(
                record.portfolio, seenBy: person, as: "recommendation")
            guard try await connection.showsRecommendations(of: portfolio, to: sight) else {
                throw Problem.notFound("recommendation")
            }
            return try .ok(record.body)
        }
    }

    static func listOfSubmission(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Submission.self)
        return try await list(call, submission: id) { try await $0.portfolio(ofSubmission: id)?.id }
    }

    static func listOfPortfolio(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Portfolio.self)
        return try await list(call, submission: nil) { _ in id }
    }

    private static func list(
        _ call: Call, submission: ID<Submission>?, of find: (Connection) async throws -> ID<Portfolio>?
    ) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let records = try await call.resources.database.withConnection { connection -> [RecommendationRecord] in
            guard let id = try await find(connection) else { throw Problem.notFound("submission") }
            let named = submission == nil ? "portfolio" : "submission"
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person, as: named)
            guard try await connection.showsRecommendations(of: portfolio, to: sight) else { return [] }
            return try await connection.recommendations(of: id, submission: submission, page)
        }
        return try call.list(records.map(\.body), page) { [$0.id.description] }
    }
}

extension Connection {
    /// Staff see recommendations as they are written; learner and adviser once every claim has one, and where the policy
    /// holds results back, once they are released.
    func showsRecommendations(of portfolio: PortfolioRecord, to sight: PortfolioSight) async throws -> Bool {
        switch (sight, portfolio.state) {
        case (.staff, _): true
        case (_, .recommended), (_, .decided), (_, .closed): try await isOpenToLearner(portfolio.id)
        default: false
        }
    }

    /// The portfolio of an assessed submission, held until the transaction ends, for whoever may recommend on it.
    fileprivate func assessed(_ id: ID<Submission>, by person: Caller.SignedIn) async throws -> PortfolioRecord {
        guard let portfolio = try await portfolio(ofSubmission: id, forUpdate: true) else {
            throw Problem.notFound("submission")
        }
        try person.require(.recommend, at: portfolio.institution, of: "submission")
        try CaseParties(learner: portfolio.learner, assessors: []).requireIndependent(person.id)
        guard portfolio.state == .assessed else {
            throw Problem.conflict(
                "portfolio-state", "Not in this state",
                "A recommendation follows once every claim is assessed, and once only."
            ).with("state", .string(portfolio.state.rawValue)).with("allowed", ["assessed"])
        }
        return portfolio
    }
}

extension Change {
    /// What the standing marks of the claim come to, with the chain they stand on.
    fileprivate func recommend(
        _ body: NewRecommendationBody, of submission: ID<Submission>, in portfolio: PortfolioRecord,
        by person: Caller.SignedIn
    ) async throws -> RecommendationRecord {
        guard let settled = try await connection.settledClaim(body.claim, in: submission) else {
            throw Problem.invalid("/claim", "unknown", "Send the id of a claim of this submission.")
        }
        let open = try await connection.openModeration(of: submission, claim: body.claim)
        if let open { throw ModerationError.open(open.moderation.state) }
        let cards = try await connection.markedScorecards(of: body.claim, in: submission)
        guard let standing = cards.first(where: { $0.id == settled.standing }),
            let document = call.resources.rubrics.units[settled.unit],
            document.fingerprint.rawValue == standing.fingerprint,
            let policy = call.resources.rubrics.policies[portfolio.policy]?.value
        else { throw Problem.unexpected }
        let result = try document.value.rubric.result(of: standing.levels)
        let chain = Chain(
            unit: settled.unit, fingerprint: standing.fingerprint,
            scorecards: cards.map { Chain.Link(id: $0.id, digest: $0.digest.hex) }, standing: standing.id,
            manifestDigest: settled.manifestDigest,
            evidence: try await connection.evidenceLinks(of: body.claim, in: submission))
        let recommendation = try Recommendation(
            on: document.value, result: result, comments: standing.comments, written: body.written, policy: policy,
            today: CalendarDate(call.now))
        return RecommendationRecord(
            id: call.newID(), institution: portfolio.institution, submission: submission, portfolio: portfolio.id,
            claim: body.claim, unit: settled.unit, route: settled.route, recommendation: recommendation,
            chain: chain.json.canonical,
            chainDigest: chain.digest, recommendedBy: person.id, recommendedAt: call.now)
    }
}

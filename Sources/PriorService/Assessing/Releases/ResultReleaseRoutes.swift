import Assessment
import Foundation
import Postgres

/// Letting the learner see what was decided: a step of its own where the policy holds results back.
enum ResultReleaseRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        return try await call.change { change in
            let portfolio = try await change.connection.releasable(id, by: person)
            let release = try await change.release(id, of: portfolio, by: person.id)
            let body = try await change.connection.body(of: release, portfolio, call.resources, at: call.now)
            return try .created(body, at: "/api/submissions/\(id)/release")
        }
    }

    /// Each of a batch for itself: one that cannot be released does not keep the others back.
    static func createBatch(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let body = try call.body(BatchReleaseBody.self)
        try person.require(.recommend, at: institution, of: "institution")
        return try await call.change { change in
            var answer = BatchReleasedBody(released: [], refused: [])
            var portfolios: [(submission: ID<Submission>, portfolio: PortfolioRecord)] = []
            // In the order of every decision: all portfolios, all records of learners, then the feeds.
            for id in Set(body.submissions).sorted() {
                do {
                    portfolios.append((id, try await change.connection.releasable(id, by: person, at: institution)))
                } catch let problem as Problem {
                    answer.refused.append(.init(submission: id, type: problem.type, detail: problem.detail))
                }
            }
            for learner in Set(portfolios.map(\.portfolio.learner)).sorted() {
                try await change.connection.holdCreditRecord(of: learner)
            }
            for (id, portfolio) in portfolios {
                try await change.release(id, of: portfolio, by: person.id)
                answer.released.append(id)
            }
            return try .ok(answer)
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        return try await call.resources.database.withConnection { connection in
            guard let portfolio = try await connection.portfolio(ofSubmission: id),
                try await connection.sight(of: portfolio, for: person) != nil,
                let release = try await connection.release(of: id)
            else { throw Problem.notFound("release") }
            return try .ok(try await connection.body(of: release, portfolio, call.resources, at: call.now))
        }
    }

    static func pending(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.recommend, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let waiting = try await call.resources.database.withConnection {
            try await $0.submissionsToRelease(at: institution, page)
        }
        return try call.list(waiting, page) { [$0.submission.description] }
    }
}

extension Connection {
    /// The portfolio of a submission that can be released, held until the transaction ends.
    /// - Throws: 404 for what the person may not know of, 409 where it is released or not everything is decided.
    fileprivate func releasable(
        _ id: ID<Submission>, by person: Caller.SignedIn, at institution: ID<Institution>? = nil
    ) async throws -> PortfolioRecord {
        guard let portfolio = try await portfolio(ofSubmission: id, forUpdate: true),
            institution == nil || portfolio.institution == institution
        else { throw Problem.notFound("submission") }
        try person.require(.recommend, at: portfolio.institution, of: "submission")
        try CaseParties(learner: portfolio.learner, assessors: []).requireIndependent(person.id)
        guard try await release(of: id) == nil else { throw Problem.alreadyReleased }
        guard portfolio.state == .decided else {
            throw Problem.conflict(
                "portfolio-state", "Not in this state", "A submission is released once everything on it is decided."
            ).with("state", .string(portfolio.state.rawValue)).with("allowed", ["decided"])
        }
        return portfolio
    }

    fileprivate func body(
        of release: ReleaseRecord, _ portfolio: PortfolioRecord, _ resources: Resources, at now: Date
    ) async throws -> ResultReleaseBody {
        let (policy, time) = try await clocks(of: portfolio, resources.rubrics)
        let recommendations = try await recommendations(
            of: portfolio.id, submission: release.submission, Page(limit: Page.maximum, after: nil))
        return ResultReleaseBody(
            submission: release.submission, portfolio: portfolio.id, releasedAt: release.releasedAt,
            recommendations: recommendations.map(\.body),
            appeal: policy.appealWindow(from: release.releasedAt, in: time, at: now))
    }
}

extension Problem {
    /// 409: a release is made once.
    static let alreadyReleased = Problem.conflict(
        "already-released", "It is released already", "The learner sees what was decided; nothing more is to be done."
    ).with("state", "released").with("allowed", [])
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Signs that evidence was used before, for people to judge: staff see all of it, assessors see that it is so and why.
enum DuplicateRoutes {
    static func ofSubmission(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 2)
        let items = try await call.resources.database.withConnection { connection in
            let (submission, sight) = try await connection.submission(id, seenBy: person)
            guard sight == .staff || sight == .assessor else { throw Problem.duplicatesForStaff }
            guard let portfolio = try await connection.portfolio(submission.portfolio) else { throw Problem.unexpected }
            let policy = try call.resources.policy(portfolio.policy)
            return try await connection.duplicates(
                DuplicateQuery(
                    portfolio: submission.portfolio, institution: submission.institution, learner: submission.learner,
                    items: try await connection.itemIDs(of: id), rules: policy.duplicates, policy: policy.key,
                    isBlind: sight == .assessor), page)
        }
        return try call.list(items, page) { [$0.evidence.description, $0.id] }
    }

    static func ofPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 2)
        let items = try await call.resources.database.withConnection { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            guard case .staff = sight else { throw Problem.duplicatesForStaff }
            // Whoever assesses a case of it sees that one blind, and by its submission.
            let assesses = try await connection.isAssessing(person.id, portfolio: id)
            guard !assesses else { throw Problem.duplicatesForStaff }
            let policy = try call.resources.policy(portfolio.policy)
            return try await connection.duplicates(
                DuplicateQuery(
                    portfolio: id, institution: portfolio.institution, learner: portfolio.learner,
                    items: try await connection.itemIDs(of: id), rules: policy.duplicates, policy: policy.key,
                    isBlind: false), page)
        }
        return try call.list(items, page) { [$0.evidence.description, $0.id] }
    }
}

extension Connection {
    /// What a submission holds: a manifest is JSON and an id is a UUID, so that the quoted id stands in it exactly if the item
    /// does.
    fileprivate func itemIDs(of submission: ID<Submission>) async throws -> [ID<Evidence>] {
        try await query(
            """
            select e.id from submission s join evidence e on e.portfolio_id = s.portfolio_id
            where s.id = \(submission) and strpos(s.manifest, '"' || e.id || '"') > 0
            """
        ).map { try $0["id"] }
    }

    fileprivate func itemIDs(of portfolio: ID<Portfolio>) async throws -> [ID<Evidence>] {
        try await query("select id from evidence where portfolio_id = \(portfolio) and removed_at is null").map {
            try $0["id"]
        }
    }

    fileprivate func isAssessing(_ person: ID<Person>, portfolio: ID<Portfolio>) async throws -> Bool {
        try await one(
            """
            select exists (select from assignment a join submission s on s.id = a.submission_id
                where a.assessor_id = \(person) and a.accepted_at is not null and a.declined_at is null
                    and s.portfolio_id = \(portfolio)) as assesses
            """)["assesses"]
    }
}

extension Resources {
    fileprivate func policy(_ key: DocumentKey) throws -> Policy {
        guard let policy = rubrics.policies[key]?.value else { throw Problem.unexpected }
        return policy
    }
}

extension Problem {
    fileprivate static let duplicatesForStaff = forbidden(
        "Only staff of the institution, and assessors by the submission that they assess, see what an item is like.")
}

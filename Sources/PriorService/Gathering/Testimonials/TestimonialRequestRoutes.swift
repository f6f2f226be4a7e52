import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// Asking witnesses: by the learner, or whoever advises them.
enum TestimonialRequestRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let body = try call.body(NewTestimonialRequestBody.self)
        return try await call.change { change in
            let portfolio = try await change.connection.portfolio(id, changedBy: person)
            let unit = try await call.unit(of: body.claim, in: portfolio, change.connection)
            try await change.requireWitness(body.witnessEmail, of: portfolio)
            let link = body.witnessEmail == nil ? nil : SecretToken.make(prefix: Credential.linkPrefix)
            var record = TestimonialRequestRecord(
                id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, claim: body.claim,
                unit: unit.key, witnessName: body.witnessName, witnessEmail: body.witnessEmail?.lowercased(),
                message: body.message ?? "", requestedAt: call.now,
                request: TestimonialRequest(expiresAt: call.expiryOfLink(for: portfolio), links: link == nil ? 0 : 1))
            if link != nil { record.request.schedule(call.nextReminder(for: portfolio)) }
            try await change.connection.insert(record, link: link?.digest)
            let state = record.request.state(at: call.now)
            change.record("testimonialRequest.sent", of: record.id, at: record.institution, to: state.rawValue)
            if let link { try await change.mail(.asking, link, for: record, of: portfolio) }
            return try .created(
                TestimonialRequestBody(record, at: call.now), at: "/api/portfolios/\(portfolio.id)/testimonial-requests"
            )
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        let requests = try await call.resources.database.withConnection { connection in
            let (portfolio, _) = try await connection.portfolio(id, seenBy: person)
            return try await connection.testimonialRequests(of: portfolio.id, page)
        }
        return try call.list(requests.map { TestimonialRequestBody($0, at: call.now) }, page) { [$0.id.description] }
    }

    static func remind(_ call: Call) async throws -> Answer {
        try await call.change { change in
            var (record, portfolio) = try await change.request()
            try portfolio.state.requireOpen()
            guard record.witnessEmail != nil else { throw Problem.noAddress }
            record.request = try record.request.asked(again: call.now, until: call.expiryOfLink(for: portfolio))
            record.request.schedule(call.nextReminder(for: portfolio))
            _ = try await call.unit(of: record.claim, in: portfolio, change.connection)
            let link = SecretToken.make(prefix: Credential.linkPrefix)
            try await change.connection.update(record)
            try await change.connection.replaceLink(of: record.id, with: link.digest, .mail)
            record.code = nil
            change.record("testimonialRequest.sentAgain", of: record.id, at: record.institution, to: "awaited")
            try await change.mail(.asking, link, for: record, of: portfolio)
            return try .created(
                TestimonialRequestBody(record, at: call.now), at: "/api/portfolios/\(portfolio.id)/testimonial-requests"
            )
        }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        try await call.change { change in
            var (record, portfolio) = try await change.request()
            let state = record.request.state(at: call.now)
            try record.request.requireUnanswered(at: call.now)
            record.request.withdrawnAt = call.now
            record.request.nextReminderAt = nil
            try await change.connection.update(record)
            try await change.connection.forgetUnsigned(record.id, in: portfolio.id, at: portfolio.institution)
            change.record(
                "testimonialRequest.withdrawn", of: record.id, at: record.institution, from: state.rawValue,
                to: "withdrawn")
            return .noContent
        }
    }
}

extension Call {
    /// When a link that is mailed now runs out: by the portfolio's policy, otherwise after 30 days.
    func expiryOfLink(for portfolio: PortfolioRecord) -> Date {
        let policy = resources.rubrics.policies[portfolio.policy]?.value
        return policy?.deadline(for: .testimonialLink, from: now, timeZone: .gmt) ?? now.addingTimeInterval(30 * 86_400)
    }

    /// When a witness who is written to now is reminded; nil where the policy says nothing of it.
    func nextReminder(for portfolio: PortfolioRecord) -> Date? {
        resources.rubrics.policies[portfolio.policy]?.value
            .deadline(for: .testimonialReminder, from: now, timeZone: .gmt)
    }
}

extension Change {
    /// The request in the path and its portfolio, both held, the portfolio first; for its learner and their adviser.
    func request() async throws -> (TestimonialRequestRecord, PortfolioRecord) {
        let id = try call.id(of: TestimonialRequest.self)
        let missing = Problem.notFound("testimonial request")
        let owner = try await connection.first("select portfolio_id from testimonial_request where id = \(id)")
        guard let owner else { throw missing }
        let portfolio: ID<Portfolio> = try owner["portfolio_id"]
        guard let found = try await connection.portfolio(portfolio, forUpdate: true) else { throw missing }
        guard let sight = try await connection.sight(of: found, for: try call.person()) else { throw missing }
        if case .staff = sight {
            throw Problem.forbidden("Only the learner, and whoever advises them, may ask their witnesses.")
        }
        guard let record = try await connection.testimonialRequest(id) else { throw missing }
        return (record, found)
    }

    /// Refuses the learner as their own witness, and more requests than a portfolio may have open.
    fileprivate func requireWitness(_ email: String?, of portfolio: PortfolioRecord) async throws {
        if let email, Contact.isSame(email, try await connection.names(of: portfolio).learnerEmail) {
            throw Problem.invalid(
                "/witnessEmail", "own", "Nobody is their own witness: send the address of somebody who saw the work.")
        }
        let awaited = try await connection.awaitedWitnesses(of: portfolio.id, at: call.now)
        guard awaited < TestimonialRequest.maximumAwaited else {
            throw Problem.conflict(
                "too-many-requests-open", "Many witnesses are asked already",
                "\(awaited) witnesses have not answered yet. Withdraw a request, or wait for an answer, before asking another."
            ).with("allowed", ["withdraw"])
        }
    }
}

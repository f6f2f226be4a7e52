import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// What the holder of a one-time link can do: read what is asked, and answer it or decline, once.
enum WitnessRoutes {
    /// Mail scanners open links before people do: reading changes nothing.
    static func show(_ call: Call) async throws -> Answer {
        let link = try call.link()
        return try await call.resources.database.withConnection { connection in
            guard let record = try await connection.testimonialRequest(link: link) else { throw Problem.linkNotOpen }
            try record.request.requireAwaited(at: call.now)
            let portfolio = try await connection.portfolio(record.portfolio)
            guard let portfolio, portfolio.state.isBeforeDecision else { throw Problem.linkNotOpen }
            let names = try await connection.names(of: portfolio)
            return try .ok(WitnessRequestBody(record, names, try call.unit(record.unit)))
        }
    }

    static func sign(_ call: Call) async throws -> Answer {
        let body = try call.body(NewTestimonialBody.self)
        let faults = try await refusals(call, body)
        guard faults.isEmpty else { throw Problem.invalid(faults.map { Fault($0) }) }
        return try await call.change { change in
            var (record, portfolio) = try await change.askedByLink()
            let names = try await change.connection.names(of: portfolio)
            let testimonial = try Testimonial(
                body, id: call.newID(), answering: record, names, try call.unit(record.unit), at: call.now)
            try await change.add(testimonial.evidence, to: portfolio)
            try await change.connection.insert(testimonial)
            record.request.answeredAt = call.now
            try await change.connection.update(record)
            change.record(
                "testimonialRequest.answered", of: record.id, at: record.institution, from: "awaited", to: "answered")
            change.record("evidence.added", of: testimonial.id, at: record.institution, to: "testimonial")
            return try .created(SignedTestimonialBody(testimonial), at: "/api/testimonials/\(testimonial.id)")
        }
    }

    static func decline(_ call: Call) async throws -> Answer {
        let body = try call.body(DeclineBody.self)
        return try await call.change { change in
            var (record, _) = try await change.askedByLink()
            record.request.declinedAt = call.now
            try await change.connection.update(record)
            change.record(
                "testimonialRequest.declined", of: record.id, at: record.institution, from: "awaited", to: "declined",
                why: body.reason)
            return .noContent
        }
    }

    /// What is wrong with a testimony for the request under the link. A relative is refused too, but not in silence: that
    /// it was tried stands in the log, for whoever judges what the same link signs later.
    private static func refusals(_ call: Call, _ body: NewTestimonialBody) async throws -> [TestimonyFault] {
        let link = try call.link()
        let found = try await call.resources.database.withConnection { try await $0.testimonialRequest(link: link) }
        // The change itself refuses a link that opens nothing; one that was used may come with its key again.
        guard let found, found.request.state(at: call.now) == .awaited else { return [] }
        do {
            try body.testimony.requireUnrelated()
        } catch {
            try await call.resources.database.transaction { connection in
                let change = Change(connection: connection, call: call)
                change.record("testimonialRequest.relativeRefused", of: found.id, at: found.institution)
                try await change.finish()
            }
            throw error
        }
        return body.testimony.faults(for: try call.unit(found.unit), on: CalendarDate(call.now))
    }
}

extension Call {
    /// A unit that a claim stands on.
    fileprivate func unit(_ key: DocumentKey) throws -> Assessment.Unit {
        guard let unit = resources.rubrics.units[key]?.value else { throw Problem.unexpected }
        return unit
    }
}

extension Change {
    /// The request under the caller's link and its portfolio, both held, the portfolio first. A testimonial is taken until
    /// the institution decides: it goes to the live portfolio, and what was submitted before stays as it was.
    fileprivate func askedByLink() async throws -> (TestimonialRequestRecord, PortfolioRecord) {
        let link = try call.link()
        guard let seen = try await connection.testimonialRequest(link: link) else { throw Problem.linkNotOpen }
        let portfolio = try await connection.portfolio(seen.portfolio, forUpdate: true)
        guard let portfolio, portfolio.state.isBeforeDecision else { throw Problem.linkNotOpen }
        guard let record = try await connection.testimonialRequest(link: link, forUpdate: true) else {
            throw Problem.linkNotOpen
        }
        try record.request.requireAwaited(at: call.now)
        return (record, portfolio)
    }
}

/// The names that a witness reads and signs.
struct PortfolioNames: Sendable {
    var learner: String
    var institution: String
}

extension Connection {
    func names(of portfolio: PortfolioRecord) async throws -> PortfolioNames {
        let row = try await one(
            """
            select p.name as learner, i.name as institution from person p, institution i
            where p.id = \(portfolio.learner) and i.id = \(portfolio.institution)
            """)
        return PortfolioNames(learner: try row["learner"], institution: try row["institution"])
    }
}

extension WitnessRequestBody {
    fileprivate init(_ record: TestimonialRequestRecord, _ names: PortfolioNames, _ unit: Assessment.Unit) {
        self.init(
            learner: names.learner, institution: names.institution, unit: unit.title, summary: unit.summary,
            witnessName: record.witnessName, message: record.message, expiresAt: record.request.expiresAt,
            prompts: Testimony.prompts(for: unit),
            criteria: unit.rubric.criteria.map { AskedCriterion(id: $0.id, title: $0.title, statement: $0.statement) })
    }
}

extension SignedTestimonialBody {
    fileprivate init(_ testimonial: Testimonial) {
        self.init(
            id: testimonial.id, signedAt: testimonial.signedAt, statement: testimonial.statement.text,
            statementDigest: testimonial.statement.digest)
    }
}

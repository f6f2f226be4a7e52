import Foundation

/// Someone without an account who saw the work.
struct Witness: Sendable {
    var name: String
    var role: String
    var organisation: String
    var relationship: String
    var knownFrom: String
    /// Said to every question in turn.
    var says: [String]
    /// What of the criteria they saw.
    var saw: [String]

    var first: String { String(name.prefix { $0 != " " }) }
}

extension Stage {
    /// A learner asks a witness, who answers by the link in the mail and has no account.
    /// - Returns: the service as the holder of the link meets it.
    @discardableResult
    func testify(_ witness: Witness, for portfolio: Case) async throws -> PriorAPI {
        let claim = portfolio.claims[0]
        let email = "\(witness.first.lowercased()).\(run)@witness.example"
        let request = try await portfolio.learner.api.post(
            "/api/portfolios/\(portfolio.portfolio)/testimonial-requests",
            ["claim": .text(claim.id), "witnessName": .text(witness.name), "witnessEmail": .text(email)])
        story.does(portfolio.learner.first, "asks \(witness.name), \(witness.role), for a testimonial")
        story.sees("\(try request.text("state")); the link goes to the witness by mail only")

        let link = api.bearing(try await api.mailedCode(to: email))
        let asked = try await link.get("/api/testimonial-request")
        let prompts = try asked.items("prompts").map { prompt -> String in
            guard case .text(let text) = prompt else { throw Surprise("A question to the witness is not a text.") }
            return text
        }
        story.does(witness.first, "opens the link, without an account")
        story.sees(
            "\(try asked.text("learner")) claims “\(try asked.text("unit"))”; \(prompts.count) questions, the first: \(prompts.first ?? "")"
        )
        let answers = zip(prompts, witness.says).map { prompt, answer -> JSON in
            ["prompt": .text(prompt), "answer": .text(answer)]
        }
        let signed = try await link.post(
            "/api/testimonials",
            [
                "witnessName": .text(witness.name), "witnessRole": .text(witness.role),
                "organisation": .text(witness.organisation), "contact": "+266 5800 0000",
                "relationship": .text(witness.relationship), "firstHand": true, "relatedByFamily": false,
                "knownFrom": .text(witness.knownFrom), "answers": .array(answers),
                "criteria": .array(witness.saw.map(JSON.text)), "signature": .text(witness.name),
            ])
        story.does(witness.first, "answers \(answers.count) questions and signs: “\(witness.says.first ?? "")”")
        story.sees("signed; digest of the statement \(try signed.text("statementDigest").short)")
        return link
    }

    /// That a link opens once only.
    func tryAgain(_ witness: Witness, _ link: PriorAPI) async throws {
        story.does(witness.first, "opens the same link again")
        story.refused(try await link.refused(409, .get, "/api/testimonial-request"))
    }

    /// An adviser watches the learner at work and signs; the learner countersigns.
    func observe(_ portfolio: Case, at place: String, saw: [String], butNot notSeen: [String]) async throws {
        let adviser = try portfolio.crew.one("adviser")
        let coordinator = try portfolio.crew.one("coordinator")
        _ = try await coordinator.api.expect(
            204, .put, "/api/portfolios/\(portfolio.portfolio)/advisers/\(adviser.id)")
        let seen = saw.map { criterion -> JSON in ["criterion": .text(criterion), "seen": "yes"] }
        let missed = notSeen.map { criterion -> JSON in ["criterion": .text(criterion), "seen": "notSeen"] }
        let observation = try await adviser.api.post(
            "/api/portfolios/\(portfolio.portfolio)/observations",
            [
                "claim": .text(portfolio.claims[0].id), "place": .text(place),
                "startedAt": .text(Date(timeIntervalSinceNow: -26 * 3600).ISO8601Format()), "durationMinutes": 95,
                "seen": .array(seen + missed), "signature": .text(adviser.name),
            ])
        story.does(
            adviser.first,
            "(adviser) watches \(portfolio.learner.first) at work: \(place), 95 minutes, and signs what was seen")
        story.sees("seen: \(saw.joined(separator: ", ")); no occasion to see: \(notSeen.joined(separator: ", "))")
        story.sees(try observation.flag("counts") ? "counts" : "does not count before the learner has signed too")
        let signed = try await portfolio.learner.api.post(
            "/api/encounters/\(try observation.text("encounter"))/countersignatures",
            ["signature": .text(portfolio.learner.name)])
        story.does(portfolio.learner.first, "countersigns")
        story.sees(
            "signed by both, so it \(try signed.flag("counts") ? "counts" : "does not count"); "
                + "digest \(try signed.text("statementDigest").short)")
    }
}

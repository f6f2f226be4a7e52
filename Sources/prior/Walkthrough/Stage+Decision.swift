extension Stage {
    /// The coordinator writes what the marks come to.
    func recommend(_ index: Int, in portfolio: inout Case, _ words: [String: JSON] = [:]) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let claim = portfolio.claims[index]
        try await moderate(claim, in: portfolio)
        let body = words.merging(["claim": .text(claim.id)]) { $1 }
        let recommendation = try await coordinator.api.post(
            "/api/submissions/\(portfolio.submission)/recommendations", .object(body))
        portfolio.claims[index].recommendation = try recommendation.text("id")
        let chain =
            "stands on the chain \(try recommendation.text("chainDigest").short): rubric, scorecards, manifest, evidence"
        if try recommendation.text("kind") == "credit" {
            story.does(
                coordinator.first,
                "recommends \(try amount(recommendation)) for “\(claim.title)”, "
                    + "\(try recommendation.text("framework")) level \(try recommendation.whole("level"))")
            story.sees(chain)
        } else {
            portfolio.claims[index].result = "not yet competent"
            story.does(coordinator.first, "recommends no credit for “\(claim.title)” yet, with reasons")
            for reason in try recommendation.items("reasons") {
                story.sees("\(try reason.text("criterion")): \(try reason.text("says"))")
            }
            story.sees(chain)
        }
    }

    /// The registrar decides for the institution.
    func decide(_ index: Int, in portfolio: inout Case, _ verdict: String, because reason: String = "") async throws {
        let registrar = try portfolio.crew.one("registrar")
        let claim = portfolio.claims[index]
        var body: [String: JSON] = ["verdict": .text(verdict)]
        if !reason.isEmpty { body["reason"] = .text(reason) }
        let decision = try await registrar.api.post(
            "/api/recommendations/\(claim.recommendation)/decisions", .object(body))
        guard decision.has("credit") else {
            story.does(registrar.first, "(registrar) confirms the refusal for “\(claim.title)”")
            return try await releaseWhatIsHeld(portfolio)
        }
        portfolio.claims[index].credit = try decision.text("credit")
        portfolio.claims[index].result = "competent"
        portfolio.claims[index].amount = try amount(decision)
        story.does(registrar.first, "(registrar) grants \(try amount(decision)) for “\(claim.title)”")
        story.sees("posted to the learner's record as credit …\(try decision.text("credit").suffix(8))")
        try await releaseWhatIsHeld(portfolio)
    }

    /// A decision that must not be taken.
    func decideInVain(_ index: Int, in portfolio: Case, _ story: Story, _ what: String) async throws {
        let registrar = try portfolio.crew.one("registrar")
        let refusal = try await registrar.api.refused(
            409, .post, "/api/recommendations/\(portfolio.claims[index].recommendation)/decisions",
            ["verdict": "granted"])
        story.does(registrar.first, what)
        story.refused(refusal)
    }

    /// What a learner is told of a refusal: why, what now, and what would fill the gap.
    func showGapPlan(_ index: Int, in portfolio: Case) async throws {
        let claim = portfolio.claims[index]
        let all = try await portfolio.learner.api.list("/api/portfolios/\(portfolio.portfolio)/recommendations")
        guard let told = all.first(where: { $0["claim"] == .text(claim.id) }) else {
            throw Surprise("\(portfolio.learner.name) does not see the recommendation.")
        }
        story.does(portfolio.learner.first, "reads why “\(claim.title)” was not credited, and what would fill the gap")
        for reason in try told.items("reasons") {
            story.sees("\(try reason.text("criterion")): \(try reason.text("says"))")
        }
        for gap in try told.items("gapPlan") {
            story.sees("to do, \(try gap.text("criterion")): \(try gap.text("says"))")
        }
        story.sees("next: \(try told.text("nextStep"))")
    }

    /// Credits with their system, as `20 lqf-credit`.
    func amount(_ json: JSON) throws -> String {
        json.has("credits") ? "\(try json.text("credits")) \(try json.text("creditSystem"))" : "the unit"
    }
}

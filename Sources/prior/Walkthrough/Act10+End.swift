extension Stage {
    /// The learner sees it all, the case is closed, and the auditor verifies the log.
    func endsWell(_ portfolio: Case) async throws {
        story.act("13  Lerato sees it all, and the auditor checks that nothing was rewritten")
        let learner = portfolio.learner
        let credits = try await learner.api.list("/api/credits")
        story.does(learner.first, "looks at her credits")
        for credit in credits {
            story.sees(
                "“\(try credit.text("unit", "title"))”, \(try amount(credit)), \(try credit.text("framework")) level "
                    + "\(try credit.whole("level")), from \(try credit.text("institution", "name"))")
            for receipt in try await learner.api.list("/api/credits/\(try credit.text("id"))/receipts") {
                story.sees(
                    "\(try receipt.text("institution", "name")): \(try receipt.text("verdict"))"
                        + (receipt.has("courseCode") ? ", as \(try receipt.text("courseCode"))" : ""))
            }
        }
        let coordinator = try portfolio.crew.one("coordinator")
        let closed = try await coordinator.api.post("/api/portfolios/\(portfolio.portfolio)/closures")
        story.does(coordinator.first, "(coordinator) closes the portfolio")
        story.sees(try closed.text("state"))
        try await audit(portfolio)
    }

    private func audit(_ portfolio: Case) async throws {
        let auditor = try portfolio.crew.one("auditor")
        let log = "/api/institutions/\(portfolio.crew.institution)/events"
        story.does(auditor.first, "(auditor) reads what happened to the portfolio")
        let events = try await auditor.api.list("\(log)?subject=\(portfolio.portfolio)")
        for event in events where event.has("from") {
            let who = event.has("by", "name") ? try event.text("by", "name") : try event.text("by", "kind")
            story.sees(
                "\(try event.whole("position")). \(try event.text("kind")): \(try event.text("from")) → "
                    + "\(event.has("to") ? try event.text("to") : "…"), by \(who)")
        }
        let verification = try await auditor.api.get("\(log)/verification")
        guard try verification.flag("verified") else { throw Surprise("The event log is broken.") }
        story.does(auditor.first, "verifies the whole log of \(portfolio.crew.name)")
        story.sees(
            "\(try verification.whole("events")) events, each holding the hash of the one before; "
                + "the last is \(try verification.text("head").short)")
    }
}

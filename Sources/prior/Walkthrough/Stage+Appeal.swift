extension Stage {
    /// A learner appeals: release, lodging, a panel on which nobody's name stands on the case, upheld, reissue; and what the
    /// feed of the institution says meanwhile.
    /// - Parameters:
    ///   - index: the claim, decided with less than all its credits, or refused.
    ///   - credits: what the panel finds it is worth.
    func isAppealed(
        _ index: Int, in portfolio: inout Case, for credits: String, watchedBy receiver: inout Receiver
    ) async throws {
        let (learner, crew) = (portfolio.learner, portfolio.crew)
        let release = try await learner.api.get("/api/submissions/\(portfolio.submission)/release")
        story.does(learner.first, "reads the answer, its reasons, and that an appeal is open")
        let grounds = try release.items("appeal", "grounds").map { try $0.text("id") }
        story.sees("until \(try release.text("appeal", "until")); on: \(grounds.joined(separator: ", "))")
        let claim = portfolio.claims[index]
        let appeal = try await learner.api.post(
            "/api/recommendations/\(claim.recommendation)/appeals",
            ["ground": "procedure", "statement": "One of the assessors never opened the second recording."])
        let id = try appeal.text("id")
        story.does(learner.first, "appeals: the procedure was not followed")
        story.sees("the decision is pinned as \(try appeal.text("appealedDigest").short)")
        if appeal.has("suspended") { story.sees("nobody can pull the credit meanwhile") }
        try await tellFeed(&receiver)
        try await callPanel(id, crew)
        let panel = crew.players.filter { $0.role == "panel" }.map(\.player)
        for member in panel {
            _ = try await member.api.expect(
                204, .post, "/api/appeals/\(id)/panel-answers", ["independent": true])
        }
        let file = try await panel[0].api.get("/api/appeals/\(id)/file")
        story.does(panel[0].first, "(chair) says so and sits, as the others do, and opens the file")
        story.sees(
            "\(try file.items("scorecards").count) scorecards without names, the decision, what each side said; the case is "
                + "shown as blind as to assessors")
        for (member, verdict) in zip(panel, ["partly", "upheld", "upheld"] as [JSON]) {
            _ = try await member.api.expect(
                204, .post, "/api/appeals/\(id)/opinions", ["verdict": verdict, "reasons": "From the record."])
        }
        story.does("The panel", "finds, each alone: partly, upheld, upheld")
        let decided = try await panel[0].api.post(
            "/api/appeals/\(id)/outcomes",
            [
                "verdict": "upheld", "remedy": "reissue", "credits": .text(credits),
                "reasons": "The recording was not opened before the marks were given; with it the claim is met.",
            ])
        story.does(panel[0].first, "(chair) writes what most found")
        story.sees("\(try decided.text("outcome", "verdict")), \(credits) credits are issued")
        portfolio.claims[index].credit = try decided.text("outcome", "credit")
        portfolio.claims[index].result = "competent, on appeal"
        let own = try await learner.api.get("/api/credits/\(try decided.text("outcome", "credit"))")
        portfolio.claims[index].amount = try amount(own)
        try await tellFeed(&receiver)
    }

    private func callPanel(_ appeal: String, _ crew: Crew) async throws {
        let coordinator = try crew.one("coordinator")
        let panel = crew.players.filter { $0.role == "panel" }.map { JSON.text($0.player.id) }
        guard panel.count == 3 else { throw Surprise("\(crew.name) has no panel.") }
        _ = try await coordinator.api.put(
            "/api/appeals/\(appeal)/panel", ["members": .array(panel), "chair": panel[0]])
        story.does(coordinator.first, "calls a panel of three; nobody's name stands anywhere on the case")
    }

    private func tellFeed(_ receiver: inout Receiver) async throws {
        for entry in try await readPages(&receiver) {
            story.does("Machine", "reads entry \(try entry.whole("position")): \(try entry.text("kind"))")
        }
    }
}

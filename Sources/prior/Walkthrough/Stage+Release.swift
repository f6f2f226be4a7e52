extension Stage {
    /// Where the policy holds answers back, the coordinator lets the learner see them once everything is decided.
    func releaseWhatIsHeld(_ portfolio: Case) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let pending = try await coordinator.api.list("/api/institutions/\(portfolio.crew.institution)/pending-releases")
        guard pending.contains(where: { $0["submission"] == .text(portfolio.submission) }) else { return }
        let release = try await coordinator.api.post("/api/submissions/\(portfolio.submission)/releases")
        story.does(coordinator.first, "releases the answer; until now the learner saw none of it")
        story.sees(
            "\(portfolio.learner.first) can appeal until \(try release.text("appeal", "until")), on "
                + "\(try release.items("appeal", "grounds").count) grounds of the policy")
    }
}

extension Stage {
    /// Thato, a bricklayer, whom others saw at work, visited, questioned and tested; with papers and badges beside. The portfolio
    /// comes back, is answered, is ruled on, and goes along to another institution.
    func isVouchedFor(at crew: Crew, and other: Crew) async throws -> Case {
        story.act("10  Thato, a bricklayer in Lesotho: what people saw, heard and asked")
        let learner = try await learner("Thato Rapitso")
        let (adviser, coordinator) = (try crew.one("adviser"), try crew.one("coordinator"))
        let assessors = crew.assessors
        var portfolio = try await open(
            "Walls, and who saw me build them", by: learner, at: crew, claiming: ["bricklaying-trade-test@1"])
        _ = try await testifyByVoice(Self.neighbour, for: portfolio)
        try await isObserved(
            portfolio, by: adviser, at: "clinic at Roma", saw: ["setting-out", "mixing", "bonding", "line"],
            butNot: ["openings"])
        try await isVisited(
            portfolio, by: adviser, at: "Rapitso Builders, Roma", receivedBy: "Lineo Rapitso",
            inspecting: ["the scaffold", "how cement is stored"], saw: ["safety"])
        try await isInterviewed(portfolio, by: assessors[2], recording: "voice-note.m4a")
        try await sitsTest(portfolio, under: coordinator)
        try await bringsPapersAndBadges(into: portfolio)
        try await showCompleteness(of: portfolio)
        try await submit(&portfolio)
        try await giveBack(
            portfolio,
            for: [
                ("quantities", "Say how many bricks you worked out for the gable, and how."),
                ("openings", "Nobody saw you set a lintel. Is there a photo?"),
            ])
        try await answer(
            1, of: portfolio, saying: "1,150 bricks: 60 for each square metre, and one in twenty for waste.")
        try await submit(&portfolio)
        try await showReturnReasons(of: portfolio, to: coordinator, "coordinator")
        try await admit(portfolio)
        let seat = try await seat(assessors[0], "first", in: portfolio)
        try await showFindings(of: portfolio, to: assessors[0], seat)
        try await ruleAndRevise(portfolio, by: assessors[0], seat)
        try await takesAlong(portfolio, to: other)
        return portfolio
    }

    private static let neighbour = Witness(
        name: "Nthofela Sello", role: "farmer, for whom the house was built", organisation: "Roma",
        relationship: "customer", knownFrom: "2019-04-01",
        says: ["From the footing to the gable; I carried water for it every morning."],
        saw: ["bonding", "line", "joints"])
}

extension Stage {
    /// Recommendations become credit, once.
    func becomesCredit(_ lerato: inout Case, _ khauhelo: inout Case) async throws {
        story.act("6  A recommendation is not credit: the registrar decides")
        try await recommend(0, in: &lerato, ["subjects": ["Construction"]])
        try await decide(0, in: &lerato, "granted")
        try await decideInVain(0, in: lerato, story, "(registrar) clicks twice")
        try await recommend(0, in: &khauhelo, ["conditions": "Pace to be confirmed in the first month of a placement."])
        try await decide(0, in: &khauhelo, "granted")
    }

    /// The same unit, shown again at another institution, is met there too; but nobody is credited twice for it.
    func isRefusedTwice(_ first: Case, at crew: Crew) async throws {
        story.act("7  The same walls a second time, at another institution")
        let hushed = hushed
        story.does(
            first.learner.first, "lodges the same evidence at \(crew.name), which knows nothing of Maluti's credit")
        var again = try await hushed.open(
            "Walls, once more", by: first.learner, at: crew, claiming: first.claims.map(\.unit))
        try await hushed.bring(
            Piece(
                file: "brick-wall.jpg", title: "Half-brick wall", type: "image/jpeg", producedOn: "2025-03-14",
                shows: [.init(criteria: first.claims[0].criteria.map(\.id), note: "The same wall.")]), into: again)
        try await hushed.submit(&again)
        try await hushed.admit(again)
        let assessors = crew.assessors
        for (assessor, seat) in zip(assessors, ["first", "second"]) {
            let assignment = try await hushed.seat(assessor, seat, in: again)
            try await hushed.assess(again, by: assessor, assignment, [Marks(level: "competent")])
        }
        try await hushed.recommend(0, in: &again)
        story.sees("two assessors find the claim met, and credit is recommended")
        try await decideInVain(0, in: again, story, "(registrar at \(crew.name)) would grant it")
        try await decide(0, in: &again, "refused", because: "The unit is credited already, by another institution.")
    }
}

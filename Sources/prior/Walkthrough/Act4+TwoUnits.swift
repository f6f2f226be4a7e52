extension Stage {
    /// Marcia claims two units in one portfolio: one is met, one is not yet, and she is told what would fill the gap.
    func claimsTwoUnits(at crew: Crew) async throws -> Case {
        story.act("5  Marcia, who runs the housekeeping of a hotel in Barbados: two units, two answers")
        let learner = try await learner("Marcia Holder")
        var portfolio = try await open(
            "From room attendant to head of housekeeping", by: learner, at: crew,
            claiming: ["housekeeping-supervision@1", "management-course-portfolio@1"])
        for piece in Self.hotel { try await bring(piece, into: portfolio) }
        try await testify(Self.manager, for: portfolio)
        try await observe(
            portfolio, at: "Hotel Careenage, Bridgetown, third floor", saw: ["rota", "inspection", "safety", "guests"],
            butNot: ["stock"])
        try await submit(&portfolio)
        try await admit(portfolio)
        let assessors = crew.assessors
        let given = try await allocate([portfolio], at: crew)
        let first = try await takeSeat(of: assessors[0], among: given)
        let second = try await takeSeat(of: assessors[1], among: given)
        try await assess(portfolio, by: assessors[0], first, [Self.wellLed, Self.withoutTheory])
        try await assess(portfolio, by: assessors[1], second, [Self.ledWell, Self.unread])
        try await showOutcomes(of: portfolio)
        try await recommend(0, in: &portfolio, ["subjects": ["Hospitality", "Supervision"]])
        try await recommend(1, in: &portfolio, ["nextStep": .text(Self.nextStep), "reasons": [Self.wholeOutcome]])
        try await decide(0, in: &portfolio, "granted")
        try await decide(
            1, in: &portfolio, "refused", because: "As recommended: theory and reflection are not shown yet.")
        try await showGapPlan(1, in: portfolio)
        return portfolio
    }

    private static let hotel = [
        Piece(
            file: "work-record.pdf", title: "Rota and room checks, March", type: "application/pdf",
            producedOn: "2025-03-31",
            shows: [
                .init(
                    criteria: ["rota", "coordination", "inspection", "planning", "organising"], note: "My rota.",
                    page: 1),
                .init(criteria: ["stock", "control"], note: "Linen counted each week.", page: 2),
            ]),
        Piece(
            file: "reflection.docx", title: "What I learned by leading twelve people",
            type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", producedOn: "2025-04-11",
            shows: [
                .init(
                    criteria: ["sources-of-learning", "leading", "fairness", "improving", "theory", "reflection"],
                    note: "From my own years, in my own words.", page: 1)
            ]),
        Piece(
            file: "voice-note.m4a", title: "Morning talk to the team", type: "audio/mp4", producedOn: "2025-04-02",
            shows: [
                .init(criteria: ["training", "fair", "safety"], note: "Chemicals, and who helps whom.", seconds: 1)
            ]),
    ]

    private static let manager = Witness(
        name: "Ricardo Blackman", role: "general manager", organisation: "Hotel Careenage, Bridgetown",
        relationship: "line manager", knownFrom: "2018-11-01",
        says: [
            "At the Careenage, head of housekeeping since 2018.",
            "She halves the public areas, never the rooms, and tells reception at once.",
            "She does it again with whoever did it, and writes it down.",
            "The same way: low and slowly.",
        ], saw: ["rota", "coordination", "inspection", "safety", "training", "fair", "guests", "stock"])

    private static let wellLed = Marks(
        level: "meets",
        but: ["coordination": .init(level: "partly", comment: "Maintenance hears of faults a day late.")])

    private static let withoutTheory = Marks(
        level: "meets",
        but: [
            "theory": .init(level: "not-shown", comment: "No idea of the field is named or used."),
            "reflection": .init(
                level: "partly", comment: "Tells what was done; does not yet ask what else might have been."),
        ])

    private static let ledWell = Marks(
        level: "meets", but: ["training": .init(level: "exceeds", comment: "The talk is short, plain, and asks back.")])

    private static let unread = Marks(
        level: "meets",
        but: [
            "theory": .init(
                level: "not-shown", comment: "Good sense throughout; no word of what others have written on it."),
            "reflection": .init(level: "not-shown", comment: "The letter tells the years in order and stops there."),
        ])

    private static let wholeOutcome: JSON = [
        "criterion": "sources-of-learning",
        "says": "Told well. It is one outcome with theory and reflection, and that outcome is not met as a whole.",
    ]

    private static let nextStep = """
        Take the open unit on ideas of management, tie two of your own cases to it, and claim again: what is met stays met.
        """
}

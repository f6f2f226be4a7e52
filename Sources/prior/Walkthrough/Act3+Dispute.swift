extension Stage {
    /// Khauhelo's two assessors disagree, and a third settles it.
    func isDisputed(at crew: Crew) async throws -> Case {
        story.act("3  Khauhelo, who sews in a factory in Maputsoe: the assessors disagree")
        let learner = try await learner("Khauhelo Nthane")
        var portfolio = try await open(
            "Six years on the line", by: learner, at: crew, claiming: ["garment-machine-operation@1"])
        for piece in Self.sewing { try await bring(piece, into: portfolio) }
        try await testify(Self.supervisor, for: portfolio)
        try await submit(&portfolio)
        try await admit(portfolio)
        let assessors = crew.assessors
        let first = try await seat(assessors[0], "first", in: portfolio)
        let second = try await seat(assessors[1], "second", in: portfolio)
        try await assess(portfolio, by: assessors[0], first, [Self.generous])
        try await assess(portfolio, by: assessors[1], second, [Self.strict])
        try await showDispute(in: portfolio)
        let third = try await seat(assessors[2], "third", in: portfolio)
        try await assess(portfolio, by: assessors[2], third, [Self.settling])
        try await showOutcomes(of: portfolio)
        return portfolio
    }

    static let sewing = [
        Piece(
            file: "seam.png", title: "Overlocked side seam", type: "image/png", producedOn: "2025-02-20",
            shows: [.init(criteria: ["straight", "operations", "checking"], note: "Mine, from the sample board.")]),
        Piece(
            file: "voice-note.m4a", title: "What I do before the shift", type: "audio/mp4", producedOn: "2025-03-02",
            shows: [.init(criteria: ["setup", "care", "safety"], note: "Needle, thread, oil, guard.", seconds: 2)]),
        Piece(
            file: "work-record.pdf", title: "Daily counts, one month", type: "application/pdf",
            producedOn: "2025-03-31",
            shows: [.init(criteria: ["pace", "team"], note: "The target and what I made.", page: 2)]),
    ]

    static let supervisor = Witness(
        name: "Pulane Rasethuntsa", role: "line supervisor", organisation: "Maputsoe Garments",
        relationship: "supervisor", knownFrom: "2019-06-01",
        says: [
            "In our factory, on lockstitch, overlock and flat seam.",
            "Side seams and hems, about four hundred pieces in a day.",
            "She changes needle and thread herself and calls the mechanic for the rest.",
            "As at the start of it.",
        ], saw: ["setup", "straight", "operations", "pace", "safety", "team"])

    private static let generous = Marks(
        level: "competent",
        but: [
            "straight": .init(level: "expert", comment: "The seam on the photo is even to the end, curve and all."),
            "pace": .init(level: "nearly", comment: "Four hundred is a little under what this line asks."),
        ])

    private static let settling = Marks(
        level: "competent",
        but: [
            "straight": .init(level: "expert", comment: "Even stitches through the curve; I would put her on samples."),
            "pace": .init(level: "nearly", comment: "Close to the count, not yet at it."),
        ])

    private static let strict = Marks(
        level: "competent",
        but: [
            "pace": .init(level: "nearly", comment: "Under the count of the line in three weeks of four."),
            "checking": .init(level: "nearly", comment: "Nothing shows what happens when a piece comes back."),
        ])
}

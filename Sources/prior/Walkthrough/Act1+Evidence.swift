extension Stage {
    /// Lerato, a bricklayer, brings what she has, is told what is missing, and hands it in.
    func bringsHerWork(at crew: Crew) async throws -> Case {
        story.act("1  Lerato, a bricklayer in Lesotho, brings her work")
        let learner = try await learner("Lerato Mokoena")
        var portfolio = try await open(
            "Walls I have built", by: learner, at: crew, claiming: ["bricklaying-trade-test@1"])
        try await bring(Self.wall, into: portfolio)
        try await bringMisnamed("seam.png", as: "payslip.pdf", into: portfolio)
        try await showCompleteness(of: portfolio)
        for piece in Self.papers { try await bring(piece, into: portfolio) }
        let link = try await testify(Self.foreman, for: portfolio)
        try await tryAgain(Self.foreman, link)
        try await observe(
            portfolio, at: "building site, Kingsway, Maseru",
            saw: ["setting-out", "mixing", "bonding", "line", "safety"],
            butNot: ["openings"])
        try await showCompleteness(of: portfolio)
        try await lookUp(try await submit(&portfolio))
        try await giveBack(
            portfolio, about: "quantities",
            saying: "The work record lists the jobs. Say which of them you worked out the bricks and cement for.")
        try await bring(Self.quantities, into: portfolio)
        try await submit(&portfolio)
        try await admit(portfolio)
        return portfolio
    }

    private static let wall = Piece(
        file: "brick-wall.jpg", title: "Half-brick wall in English bond", type: "image/jpeg", producedOn: "2025-03-14",
        shows: [
            .init(
                criteria: ["bonding", "line", "joints"], note: "The wall I built for the clinic, seen from the road.")
        ])

    private static let papers = [
        Piece(
            file: "work-record.pdf", title: "Work record 2015 to 2025", type: "application/pdf",
            producedOn: "2025-04-30",
            shows: [
                .init(criteria: ["quantities"], note: "Materials I ordered for each job.", page: 1),
                .init(criteria: ["openings", "safety"], note: "Jobs with lintels, and on scaffolds.", page: 2),
            ]),
        Piece(
            file: "voice-note.m4a", title: "How I mix mortar, spoken on the site", type: "audio/mp4",
            producedOn: "2025-05-06", shows: [.init(criteria: ["mixing"], note: "Which mix goes where.", seconds: 1)]),
    ]

    private static let quantities = Piece(
        file: "reflection.docx", title: "How I worked out bricks, cement and sand for the clinic",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", producedOn: "2025-05-12",
        shows: [.init(criteria: ["drawing", "quantities"], note: "My sums, with the drawing.", page: 1)])

    private static let foreman = Witness(
        name: "Mosito Khaketla", role: "site foreman", organisation: "Khaketla and Sons, Maseru",
        relationship: "line manager", knownFrom: "2015-02-01",
        says: [
            "On the clinic in Roma, and on six houses before it, ten years in all.",
            "The whole gable of the clinic, from the footing up.",
            "Once, a corner in 2017; she saw it herself and took it down before I did.",
            "She checks the boards before anyone goes up, and shows the young ones how.",
            "A house, alone.",
        ], saw: ["drawing", "setting-out", "bonding", "line", "openings", "joints", "safety"])
}

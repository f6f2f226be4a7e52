extension Stage {
    /// The college writes a unit of its own, and puts a criterion right while Mpho's case under it is open.
    func measuresByItsOwn(at crew: Crew) async throws {
        story.act("12  The college writes a unit of its own, and corrects it while Mpho's case is open")
        let unit = try await writesUnit(
            at: crew, like: "garment-machine-operation@1", as: "school-uniforms-\(run)",
            titled: "Sewing school uniforms")
        let learner = try await learner("Mpho Letsie")
        var portfolio = try await hushed.open("Uniforms for two schools", by: learner, at: crew, claiming: [unit])
        for piece in Self.sewing { try await hushed.bring(piece, into: portfolio) }
        try await hushed.testify(Self.supervisor, for: portfolio)
        try await hushed.submit(&portfolio)
        try await hushed.admit(portfolio)
        let assessor = crew.assessors[0]
        let seat = try await hushed.seat(assessor, "first", in: portfolio)
        try await hushed.assess(portfolio, by: assessor, seat, [Marks(level: "competent")])
        story.does(learner.first, "claims it and hands in; \(assessor.first) (assessor) scores it")
        let next = try await writesNextVersion(
            of: unit, at: crew, saying: "Sets up the machine for the cloth of a uniform, and tries it on a scrap.")
        try await moves(
            &portfolio, to: next, because: "The first criterion was meant for the cloth of uniforms.", telling: assessor
        )
        try await renewsQuestions(of: next, at: crew)
    }

    /// A question for interviews was passed around, and is replaced in the published version.
    private func renewsQuestions(of unit: String, at crew: Crew) async throws {
        let moderator = try crew.one("moderator")
        let path = "/api/units/\(unit)/questions"
        let known = try await moderator.api.get(path)
        guard let outcome = try await api.get("/api/units/\(unit)").items("document", "outcomes").first else { return }
        let question: JSON = [
            "id": "puckered-seam", "outcome": .text(try outcome.text("id")),
            "question": "A seam puckers on the third layer. What do you look at first, and why?",
        ]
        let renewed = try await moderator.api.put(
            path,
            [
                "interviewQuestions": [question], "testQuestions": [],
                "reason": "The questions of spring were passed around.",
            ], version: "\"\(try known.whole("number"))\"")
        story.does(
            moderator.first, "(moderator) renews the questions for interviews: “\(try renewed.json.text("reason"))”")
        story.sees(
            "sheet \(try renewed.json.whole("number")) of \(unit), which keeps its fingerprint; drawn from at once")
    }
}

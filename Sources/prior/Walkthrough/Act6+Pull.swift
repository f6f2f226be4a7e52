extension Stage {
    /// Other institutions pull the credits whose learners let them, and answer.
    func isPulled(_ lerato: inout Case, _ khauhelo: inout Case, _ marcia: inout Case) async throws {
        story.act("8  Other institutions pull the credit, and answer; Marcia appeals")
        var university = try await receiver(DemoCast.thabaBosiu)
        try await consent(lerato.learner, to: university.crew)
        let paged = try await readPages(&university)
        try show(paged, for: lerato, 0, "as a JSON page")
        try await answer(0, in: &lerato, from: university, ["verdict": "accepted", "courseCode": "CON1101"])
        try await consent(khauhelo.learner, to: university.crew)
        let lines = try await readLines(&university)
        try show(lines, for: khauhelo, 0, "as NDJSON")
        try await answer(
            0, in: &khauhelo, from: university,
            [
                "verdict": "partly", "credits": "6", "courseCode": "TEX1002",
                "reason": "Machine care is a course of its own here.",
            ])
        try await retire(university)

        var campus = try await receiver(DemoCast.regional)
        try await consent(marcia.learner, to: campus.crew)
        let told = try await readPages(&campus)
        try show(told, for: marcia, 0, "as a JSON page")
        try await answer(
            0, in: &marcia, from: campus,
            ["verdict": "refused", "reason": "We teach no hospitality; ask again when the new school opens."])
        try await isAppealed(1, in: &marcia, for: "3", watchedBy: &campus)
        try await retire(campus)
    }

    /// What the credit is good for: the way to a qualification, the record, and a link for an employer.
    func looksAhead(_ lerato: Case) async throws {
        story.act("9  What the credit is good for")
        try await looksAtPlan(lerato.learner, to: "building-trades@1")
        try await looksAtRecord(lerato.learner)
        try await isShown(lerato, 0)
    }
}

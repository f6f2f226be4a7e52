extension Stage {
    /// The learner looks at the way to a qualification on their phone.
    func looksAtPlan(_ learner: Player, to qualification: String) async throws {
        let plan = try await learner.api.get("/api/me/plan?qualification=\(qualification)")
        story.does(learner.first, "asks for the way to “\(try plan.text("title"))”, under \(try plan.text("policy"))")
        story.sees(try plan.text("words"))
        guard plan.has("shortest") else { return }
        for step in try plan.items("shortest", "steps") {
            story.sees("\(try step.text("title")): \(try step.text("words"))")
        }
    }

    /// What the learner's credits add up to.
    func looksAtRecord(_ learner: Player) async throws {
        let record = try await learner.api.get("/api/me/record")
        story.does(learner.first, "reads their credit record")
        for framework in try record.items("frameworks") {
            let credits = framework.has("credits") ? ", \(try framework.text("credits")) credits" : ""
            story.sees(
                "\(try framework.text("name")): \("unit".counted(try framework.items("units").count))\(credits)")
            for reach in try framework.items("parts") + framework.items("qualifications") {
                let state = try reach.flag("isReached") ? "reached, by stacking" : "under way"
                story.sees("“\(try reach.text("title"))”: \(state)")
            }
        }
    }
}

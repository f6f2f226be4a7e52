extension Stage {
    /// The learner hands the portfolio in.
    /// - Returns: the code of the receipt.
    @discardableResult
    func submit(_ portfolio: inout Case) async throws -> String {
        let learner = portfolio.learner
        let submission = try await learner.api.post(
            "/api/portfolios/\(portfolio.portfolio)/submissions", ["declaration": true])
        portfolio.submission = try submission.text("id")
        let receipt = try submission.text("receipt")
        story.does(learner.first, "declares that it is all own work, and hands the portfolio in")
        story.sees(
            "submission \(try submission.whole("number")), receipt \(receipt), "
                + "manifest \(try submission.text("manifestDigest").short)")
        return receipt
    }

    /// What a receipt proves to whoever is shown it.
    func lookUp(_ receipt: String) async throws {
        let proof = try await api.get("/api/submission-receipts/\(receipt)")
        story.does("Anyone", "who is shown the receipt can look it up, without an account")
        story.sees(
            "handed in at \(try proof.text("institution")) on \(try proof.text("submittedAt").day), with the same digest; no name"
        )
    }

    /// The coordinator gives the submission back, with what is missing.
    func giveBack(_ portfolio: Case, about criterion: String, saying reason: String) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let claim = portfolio.claims[0].id
        try await coordinator.api.post(
            "/api/submissions/\(portfolio.submission)/returns",
            ["reasons": [["about": "claim", "id": .text(claim), "criterion": .text(criterion), "says": .text(reason)]]])
        story.does(coordinator.first, "(coordinator) returns it for completion")
        let returns = try await portfolio.learner.api.list("/api/portfolios/\(portfolio.portfolio)/returns")
        let said = try returns.flatMap { try $0.items("reasons") }
        story.does(portfolio.learner.first, "reads why")
        for one in said { story.sees("\(try one.text("criterion")): \(try one.text("says"))") }
    }

    /// The coordinator takes the submission in.
    func admit(_ portfolio: Case) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        try await coordinator.api.post("/api/submissions/\(portfolio.submission)/admissions", ["note": ""])
        story.does(coordinator.first, "(coordinator) admits the submission")
    }

    /// An assessor declares a tie, and the coordinator tries all the same.
    func refuseTied(_ assessor: Player, in portfolio: Case) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        try await assessor.api.post(
            "/api/conflicts",
            [
                "institution": .text(portfolio.crew.institution), "learner": .text(portfolio.learner.id),
                "relation": "employer", "note": "We worked for the same builder until last year.",
            ])
        story.does(assessor.first, "(assessor) declares a tie to \(portfolio.learner.name): the same employer")
        let refusal = try await coordinator.api.refused(
            409, .post, "/api/submissions/\(portfolio.submission)/assignments",
            ["assessor": .text(assessor.id), "seat": "first"])
        story.does(coordinator.first, "tries to give the first seat to \(assessor.first) all the same")
        story.refused(refusal)
    }

    /// The coordinator offers a seat; the assessor looks at the queue and takes it.
    /// - Returns: the assignment.
    func seat(_ assessor: Player, _ seat: String, in portfolio: Case) async throws -> String {
        let coordinator = try portfolio.crew.one("coordinator")
        let assignment = try await coordinator.api.post(
            "/api/submissions/\(portfolio.submission)/assignments",
            ["assessor": .text(assessor.id), "seat": .text(seat)])
        let id = try assignment.text("id")
        story.does(
            coordinator.first,
            "offers the \(seat) seat to \(assessor.first), an answer due by \(try assignment.text("acceptBy").day)")
        try await take(id, by: assessor)
        return id
    }

    /// An assessor finds an offer in the queue, and takes it.
    func take(_ id: String, by assessor: Player) async throws {
        let queue = try await assessor.api.list("/api/assignments")
        guard let line = try queue.first(where: { try $0.text("id") == id }) else {
            throw Surprise("The assignment is not in the queue of \(assessor.name).")
        }
        let accepted = try await assessor.api.post("/api/assignments/\(id)/acceptances", ["independence": true])
        story.does(assessor.first, "(assessor) affirms independence and accepts")
        story.sees(
            "in the queue: \(try line.text("pseudonym")), \("claim".counted(try line.whole("claims"))), "
                + "due \(try accepted.text("dueAt").day); no learner's name")
    }
}

extension Stage {
    /// Whatever is held of a claim is looked at by the moderator, who agrees. Nothing is told where nothing is held.
    func moderate(_ claim: Claimed, in portfolio: Case) async throws {
        let moderator = try portfolio.crew.one("moderator")
        for held in try await held(in: portfolio, by: moderator) where held["claim"] == .text(claim.id) {
            let seen = try await take(held, by: moderator)
            story.does(
                moderator.first,
                "(moderator) looks at “\(claim.title)” of \(try seen.text("pseudonym")): \(try grounds(held))")
            _ = try await moderator.api.post(
                "/api/moderations/\(try held.text("id"))/verdicts", ["verdict": "agreed"])
            story.sees("agrees: \(try held.text("outcome").inWords)")
        }
    }

    /// A moderator sends the first claim of a disputed case back, its seats mark it again, and then the moderator agrees.
    /// - Parameter again: what each seat gives now on the criteria in question, by seat.
    func isSentBackOnce(
        _ portfolio: Case, asking reasons: [String: String], again: [String: [String: Marks.Mark]]
    ) async throws {
        let (moderator, coordinator) = (try portfolio.crew.one("moderator"), try portfolio.crew.one("coordinator"))
        let claim = portfolio.claims[0]
        guard let held = try await held(in: portfolio, by: moderator).first else {
            throw Surprise("“\(claim.title)” is not held for a moderator.")
        }
        story.does(coordinator.first, "(coordinator) would recommend at once")
        story.refused(
            try await coordinator.api.refused(
                409, .post, "/api/submissions/\(portfolio.submission)/recommendations", ["claim": .text(claim.id)]))
        let seen = try await take(held, by: moderator)
        let cards = try seen.items("scorecards")
        story.does(
            moderator.first, "(moderator) looks at “\(claim.title)”, held because: \(try grounds(held))")
        story.sees("\("set".counted(cards.count)) of marks, by seat; no learner's and no assessor's name")
        let asked = reasons.sorted { $0.key < $1.key }.map { reason -> JSON in
            ["criterion": .text(reason.key), "says": .text(reason.value)]
        }
        try await moderator.api.post(
            "/api/moderations/\(try held.text("id"))/verdicts", ["verdict": "sentBack", "reasons": .array(asked)])
        story.does(moderator.first, "sends it back; every mark given stays as it was")
        for (criterion, says) in reasons.sorted(by: { $0.key < $1.key }) { story.sees("\(criterion): \(says)") }
        try await markAgain(portfolio, claim, again)
        try await moderate(claim, in: portfolio)
        let kept = try await coordinator.api.list("/api/submissions/\(portfolio.submission)/scorecards")
        let before = kept.count { $0.has("supersededAt") }
        story.does(
            coordinator.first, "(coordinator) sees what stands, and the \(before) sets of marks of before beside it")
    }

    private func markAgain(
        _ portfolio: Case, _ claim: Claimed, _ again: [String: [String: Marks.Mark]]
    ) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let seats = try await coordinator.api.list("/api/submissions/\(portfolio.submission)/assignments")
        for seat in seats where seat["state"] == "accepted" {
            guard let assessor = portfolio.crew.assessors.first(where: { seat["assessor"] == .text($0.id) }) else {
                throw Surprise("Nobody on the stage sits in the seat \(try seat.text("seat")).")
            }
            let id = try seat.text("id")
            let card = try await assessor.api.list("/api/assignments/\(id)/scorecards").first
            var version = "\"\(try card?.whole("version") ?? 0)\""
            let given = again[try seat.text("seat")] ?? [:]
            for (criterion, mark) in given.sorted(by: { $0.key < $1.key }) {
                let reply = try await assessor.api.put(
                    "/api/assignments/\(id)/scores/\(claim.id)/\(criterion)",
                    ["level": .text(mark.level), "comment": .text(mark.comment)], version: version)
                version = reply.headers["etag"] ?? version
            }
            try await assessor.api.post("/api/assignments/\(id)/completions")
            let words = given.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.level)" }
            story.does(
                assessor.first,
                words.isEmpty
                    ? "looks again, and gives the same" : "looks again: \(words.joined(separator: ", "))")
        }
    }

    private func held(in portfolio: Case, by moderator: Player) async throws -> [JSON] {
        try await moderator.api.list("/api/moderations").filter { $0["submission"] == .text(portfolio.submission) }
    }

    private func take(_ held: JSON, by moderator: Player) async throws -> JSON {
        let id = try held.text("id")
        try await moderator.api.post("/api/moderations/\(id)/acceptances", ["independence": true])
        return try await moderator.api.get("/api/moderations/\(id)")
    }

    private func grounds(_ held: JSON) throws -> String {
        let words = [
            "notYetCompetent": "not yet competent", "newAssessor": "a new assessor", "borderline": "close to the line",
            "driftingAssessor": "an assessor who drifts", "remarked": "sent back before",
        ]
        let grounds = try held.items("grounds").compactMap { ground -> String? in
            guard case .text(let text) = ground else { return nil }
            return words[text] ?? text
        }
        return grounds.isEmpty ? "drawn by lot" : grounds.joined(separator: ", ")
    }
}

extension Stage {
    /// Khauhelo's case, which a third settled, is held for a moderator, sent back once, marked again, and agreed with.
    func isModerated(_ khauhelo: Case) async throws {
        story.act("4  A moderator, who marks nothing, sends it back once")
        try await isSentBackOnce(
            khauhelo,
            asking: [
                "checking": "The sample board shows what happens when a piece comes back. Was it looked at?",
                "straight": "The two of you read the same seam on the photo differently. Look at the curve.",
            ],
            again: [
                "second": [
                    "checking": .init(
                        level: "competent", comment: "The board has the returned piece, mended."),
                    "straight": .init(level: "expert", comment: "Even through the curve, on a second look."),
                ]
            ])
        try await showOutcomes(of: khauhelo)
    }
}

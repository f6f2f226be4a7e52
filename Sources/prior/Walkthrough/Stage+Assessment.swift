import Foundation

extension Stage {
    /// An assessor rules on every item, scores every criterion, and submits; blind to everybody else.
    /// - Parameter isWatched: whether a second tab gets in the way before the scorecard is in.
    func assess(
        _ portfolio: Case, by assessor: Player, _ assignment: String, _ marks: [Marks], doubting: Doubt? = nil,
        isWatched: Bool = false
    ) async throws {
        let blind = try await assessor.api.get("/api/submissions/\(portfolio.submission)")
        try await lookAtEvidence(blind, as: assessor)
        try await rule(blind, by: assessor, assignment, doubting)
        for (claim, given) in zip(portfolio.claims, marks) {
            try await score(claim, given, by: assessor, assignment)
        }
        if isWatched { try await writeFromStaleTab(portfolio.claims[0], by: assessor, assignment) }
        let completed = try await assessor.api.post("/api/assignments/\(assignment)/completions")
        story.does(assessor.first, "submits the scorecard for good")
        for card in try completed.items("scorecards") {
            story.sees(try card.text("words"))
        }
    }

    /// Opens the first file, whose name tells nothing of whose it is.
    private func lookAtEvidence(_ submission: JSON, as assessor: Player) async throws {
        let items = try submission.items("evidence")
        guard let item = items.first(where: { $0.has("file") }) else { return }
        let path = "/api/evidence/\(try item.text("id"))"
        let reply = try await whenMade("\(path)/content", for: assessor)
        let file = try await assessor.api.get(path)["file"]
        let size = file.has("blindCopy") ? try file.whole("blindCopy", "size") : try file.whole("size")
        guard reply.bytes.count == size else {
            throw Surprise("The file that came is not as long as it is said to be.")
        }
        let kinds = try items.map { try $0.text("kind") }
        let counts = Dictionary(grouping: kinds) { $0 }.map { $0.counted($1.count) }.sorted()
        let name = reply.headers["content-disposition"]?.firstMatch(of: /filename="([^"]*)"/).map {
            String($0.output.1)
        }
        story.does(assessor.first, "opens the case: \(counts.joined(separator: ", "))")
        story.sees(
            "“\(try item.text("title"))” is handed over as \(name ?? "a file"), \(reply.bytes.count) bytes, for saving only"
        )
    }

    /// What is handed to who is not to know whose it is, once the copy of it is made.
    private func whenMade(_ path: String, for assessor: Player) async throws -> Reply {
        for _ in 0..<60 {
            let reply = try await assessor.api.send(.get, path, [:], nil)
            if reply.status == 200 { return reply }
            guard reply.status == 409, let seconds = reply.headers["retry-after"].flatMap({ Int($0) }) else {
                throw Surprise("GET \(path) answers \(reply.status).")
            }
            try await Task.sleep(for: .seconds(seconds))
        }
        throw Surprise("The copy at \(path) is not made in time.")
    }

    private func rule(
        _ submission: JSON, by assessor: Player, _ assignment: String, _ doubt: Doubt?
    ) async throws {
        let doubtful = try submission.items("evidence").first { try $0.text("title") == doubt?.title }?["id"]
        let findings = try await assessor.api.get("/api/assignments/\(assignment)/findings")
        let old = try findings.items("claims").flatMap { try $0.items("evidence") }.filter { $0["age"] == "old" }
        var count = 0
        for claim in try submission.items("claims") {
            for case .text(let item) in try claim.items("evidence") {
                var ruling: [String: JSON] = [
                    "valid": "yes", "sufficient": "yes", "authentic": "yes", "current": "yes",
                ]
                var reasons: [String: JSON] = [:]
                if old.contains(where: { $0["evidence"] == .text(item) }) {
                    reasons["current"] = "The skill is shown by newer evidence beside it."
                }
                if let doubt, doubtful == .text(item) {
                    ruling[doubt.about] = "unsure"
                    reasons[doubt.about] = .text(doubt.reason)
                }
                ruling["reasons"] = .object(reasons)
                ruling["revisionReason"] = "Looked at again with the rest."
                try await assessor.api.put(
                    "/api/assignments/\(assignment)/rulings/\(try claim.text("id"))/\(item)", .object(ruling))
                count += 1
            }
        }
        story.does(assessor.first, "rules on \("item".counted(count)): valid, sufficient, authentic, current")
        if let doubt { story.sees("not sure whether “\(doubt.title)” is \(doubt.about): “\(doubt.reason)”") }
    }

    private func score(_ claim: Claimed, _ marks: Marks, by assessor: Player, _ assignment: String) async throws {
        var version = "\"0\""
        var given: [String] = []
        for criterion in claim.criteria {
            let mark = marks.but[criterion.id] ?? Marks.Mark(level: marks.level, comment: "")
            let reply = try await assessor.api.put(
                "/api/assignments/\(assignment)/scores/\(claim.id)/\(criterion.id)",
                ["level": .text(mark.level), "comment": .text(mark.comment)], version: version)
            version = reply.headers["etag"] ?? version
            given.append(mark.level)
        }
        let levels = claim.criteria.reduce(into: [String]()) { all, one in
            all += one.levels.filter { !all.contains($0) }
        }
        let counts = levels.reversed().compactMap { level -> String? in
            let count = given.count { $0 == level }
            return count == 0 ? nil : "\(count) × \(level)"
        }
        story.does(assessor.first, "scores “\(claim.title)”: \(counts.joined(separator: ", "))")
        for criterion in claim.criteria {
            guard let mark = marks.but[criterion.id] else { continue }
            story.sees("\(criterion.id): \(mark.level), “\(mark.comment)”")
        }
    }

    /// A second tab that still shows what the scorecard was before.
    private func writeFromStaleTab(_ claim: Claimed, by assessor: Player, _ assignment: String) async throws {
        let reply = try await assessor.api.put(
            "/api/assignments/\(assignment)/scores/\(claim.id)/\(claim.criteria[0].id)",
            ["level": .text(claim.criteria[0].levels[0])], version: "\"0\"", expecting: 412)
        story.does(assessor.first, "has a second tab open, and writes a score there on top of what is no longer so")
        story.refused(try Refusal(reply))
    }

    /// That an assessor sees nothing of another's marks while any are out.
    func tryToPeek(_ assessor: Player, at other: Player, _ assignment: String, in portfolio: Case) async throws {
        story.does(assessor.first, "tries to see what \(other.first) gave")
        story.refused(try await assessor.api.refused(404, .get, "/api/assignments/\(assignment)/scorecards"))
        story.refused(try await assessor.api.refused(409, .get, "/api/submissions/\(portfolio.submission)/scorecards"))
    }

    /// What all the marks come to, as the coordinator sees it.
    func showOutcomes(of portfolio: Case) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let outcomes = try await coordinator.api.list("/api/submissions/\(portfolio.submission)/outcomes")
        story.does(coordinator.first, "(coordinator) sees what the marks come to")
        for outcome in outcomes {
            let title = portfolio.claims.first { outcome["claim"] == .text($0.id) }?.title ?? ""
            story.sees("“\(title)”: \(try outcome.text("outcome").inWords). \(try outcome.text("words"))")
        }
    }

    /// That the first two disagree, and why.
    func showDispute(in portfolio: Case) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let submission = try await coordinator.api.get("/api/submissions/\(portfolio.submission)")
        story.does(coordinator.first, "(coordinator) sees that the two do not agree, and not yet who gave what")
        for dispute in try submission.items("thirdNeeded") { story.sees(try dispute.text("words")) }
    }
}

extension String {
    /// An outcome's name in words.
    var inWords: String { self == "notYetCompetent" ? "not yet competent" : self }
}

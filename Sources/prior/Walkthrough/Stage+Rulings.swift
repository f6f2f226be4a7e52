import Foundation

/// Rulings with their reasons, what the policy found, and what was missing when a portfolio came back.
extension Stage {
    /// The coordinator gives the submission back for several reasons, each about a criterion of the first claim.
    func giveBack(_ portfolio: Case, for reasons: [(criterion: String, says: String)]) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let claim = portfolio.claims[0].id
        let named = reasons.map { reason -> JSON in
            [
                "about": "claim", "id": .text(claim), "criterion": .text(reason.criterion), "says": .text(reason.says),
            ]
        }
        try await coordinator.api.post(
            "/api/submissions/\(portfolio.submission)/returns", ["reasons": .array(named)])
        story.does(coordinator.first, "(coordinator) returns it, for \("reason".counted(reasons.count))")
        for reason in reasons { story.sees("\(reason.criterion): \(reason.says)") }
    }

    /// The learner answers one reason of the last return, counted from 1, and says nothing to the others.
    func answer(_ reason: Int, of portfolio: Case, saying words: String) async throws {
        let learner = portfolio.learner
        try await learner.api.put(
            "/api/portfolios/\(portfolio.portfolio)/returns/\(portfolio.submission)/answers/\(reason)",
            ["says": .text(words)])
        story.does(learner.first, "answers reason \(reason): “\(words)”")
    }

    /// What was missing before, as somebody who decides on the submission sees it now.
    func showReturnReasons(of portfolio: Case, to person: Player, _ role: String) async throws {
        let submission = try await person.api.get("/api/submissions/\(portfolio.submission)")
        story.does(person.first, "(\(role)) is shown again what was missing when it was returned")
        for reason in try submission.items("returnReasons") {
            let answer =
                try reason.flag("isAnswered") ? "answered: “\(try reason.text("answer", "says"))”" : "not answered"
            story.sees("\(try reason.text("says")) \(answer)")
        }
    }

    /// What the policy makes of the case, shown to its assessor while they rule.
    func showFindings(of portfolio: Case, to assessor: Player, _ assignment: String) async throws {
        let found = try await assessor.api.get("/api/assignments/\(assignment)/findings")
        story.does(assessor.first, "(assessor) reads what the policy \(try found.text("policy")) finds")
        var findings = try found.items("findings")
        for claim in try found.items("claims") {
            let items = try claim.items("evidence")
            let counting = try items.count { try $0.flag("counts") }
            story.sees("\("item".counted(items.count)) for “\(try claim.text("title"))”, \(counting) of them count")
            findings += try claim.items("findings")
        }
        for finding in findings {
            let kind = try finding.flag("blocking") ? "stops" : "advises"
            story.sees(
                "\(kind), by \(try finding.text("rule")) (\(try finding.text("source", "title"))): \(try finding.text("words"))"
            )
        }
        if findings.isEmpty { story.sees("nothing is missing by the policy; whether it is good is hers to say") }
    }

    /// An assessor rules on the first item, doubts it, and revises that, which needs a reason.
    func ruleAndRevise(_ portfolio: Case, by assessor: Player, _ assignment: String) async throws {
        let submission = try await assessor.api.get("/api/submissions/\(portfolio.submission)")
        guard let claim = try submission.items("claims").first,
            case .text(let item)? = try claim.items("evidence").first
        else { throw Surprise("Nothing is linked to the claim.") }
        let path = "/api/assignments/\(assignment)/rulings/\(try claim.text("id"))/\(item)"
        let doubt: JSON = [
            "valid": "yes", "sufficient": "yes", "authentic": "unsure", "current": "yes",
            "reasons": ["authentic": "No face is seen.", "current": "It is recent enough for this unit."],
        ]
        var certain: [String: JSON] = [
            "valid": "yes", "sufficient": "yes", "authentic": "yes", "current": "yes",
            "reasons": ["current": "It is recent enough for this unit."],
        ]
        let first = try await assessor.api.put(path, doubt).json
        story.does(
            assessor.first, "rules on the item as it was submitted (digest \(try first.text("itemDigest").short))")
        story.sees("valid, sufficient and current; not sure whether authentic: “No face is seen.”")
        let silent = try await assessor.api.put(path, .object(certain), expecting: 422)
        story.does(assessor.first, "changes that without saying why")
        story.refused(try Refusal(silent))
        certain["revisionReason"] = "The testimonial names this very wall, and the date is the same."
        try await assessor.api.put(path, .object(certain))
        let history = try await assessor.api.list(path)
        story.does(assessor.first, "says why, and both rulings stay to be read")
        for ruling in history {
            let why = ruling.has("revisionReason") ? "because “\(try ruling.text("revisionReason"))”" : "first"
            story.sees("revision \(try ruling.whole("revision")): authentic \(try ruling.text("authentic")), \(why)")
        }
    }
}

import Foundation

extension Stage {
    /// A learner opens a portfolio and claims units.
    func open(_ title: String, by learner: Player, at crew: Crew, claiming units: [String]) async throws -> Case {
        let opened = try await learner.api.post(
            "/api/portfolios", ["institution": .text(crew.institution), "title": .text(title)])
        story.does(learner.first, "registers and opens a portfolio at \(crew.name): “\(title)”")
        story.sees(
            "\(try opened.text("state")), judged under the policy \(try opened.text("policy")), which is pinned from now on"
        )
        var portfolio = Case(learner: learner, crew: crew, portfolio: try opened.text("id"))
        for unit in units { try await claim(unit, in: &portfolio) }
        return portfolio
    }

    private func claim(_ unit: String, in portfolio: inout Case) async throws {
        let document = try await api.get("/api/units/\(unit)")["document"]
        let claim = try await portfolio.learner.api.post(
            "/api/portfolios/\(portfolio.portfolio)/claims",
            ["unit": .text(unit), "route": "rpl", "purpose": "credit"])
        let claimed = try Claimed(id: try claim.text("id"), unit: unit, document)
        portfolio.claims.append(claimed)
        let worth =
            document.has("credits") ? "\(try document.shown("credits")) \(try document.text("creditSystem")), " : ""
        story.does(portfolio.learner.first, "claims “\(claimed.title)” (\(worth)level \(try document.whole("level")))")
        story.sees("\(claimed.criteria.count) criteria: \(claimed.criteria.map(\.id).joined(separator: ", "))")
    }

    /// Sends a file and says which criteria it shows.
    func bring(_ piece: Piece, into portfolio: Case) async throws {
        let learner = portfolio.learner
        let bytes = try samples.bytes(piece.file)
        let sent = try await upload(
            bytes, piece.title, named: piece.file, as: piece.type, on: piece.producedOn, portfolio)
        let item = try learner.api.hold(sent, to: 201, "Sending \(piece.file)").json
        var count = 0
        for showing in piece.shows {
            for criterion in showing.criteria {
                guard let claim = portfolio.claims.first(where: { $0.criteria.contains { $0.id == criterion } }) else {
                    continue
                }
                var link: [String: JSON] = [
                    "claim": .text(claim.id), "criterion": .text(criterion), "note": .text(showing.note),
                ]
                if let page = showing.page { link["page"] = .whole(page) }
                if let seconds = showing.seconds { link["timeCodeSeconds"] = .whole(seconds) }
                try await learner.api.post("/api/evidence/\(try item.text("id"))/links", .object(link))
                count += 1
            }
        }
        story.does(
            learner.first,
            "sends \(piece.file), “\(piece.title)”, as evidence for \(count == 1 ? "1 criterion" : "\(count) criteria")"
        )
        story.sees(
            "\(try item.text("file", "detectedType")), \(try item.whole("file", "size")) bytes, "
                + "SHA-256 \(try item.text("file", "digest").short)")
    }

    /// Sends a file under a name that promises something else than its bytes are.
    func bringMisnamed(_ file: String, as name: String, into portfolio: Case) async throws {
        let sent = try await upload(
            try samples.bytes(file), "Payslip", named: name, as: "application/pdf", on: "2025-04-30", portfolio)
        let refusal = try Refusal(portfolio.learner.api.hold(sent, to: 415, "Sending \(file) as \(name)"))
        story.does(portfolio.learner.first, "sends \(name), which is in truth a picture")
        story.refused(refusal)
        story.sees("found in the bytes: \(try refusal.document.text("detected")); nothing was kept")
    }

    private func upload(
        _ bytes: Data, _ title: String, named name: String, as type: String, on day: String, _ portfolio: Case
    ) async throws -> Reply {
        var query = URLComponents()
        query.queryItems = [
            .init(name: "title", value: title), .init(name: "producedOn", value: day),
            .init(name: "fileName", value: name),
        ]
        return try await portfolio.learner.api.send(
            .post, "/api/portfolios/\(portfolio.portfolio)/evidence?\(query.percentEncodedQuery ?? "")",
            ["Content-Type": type], bytes)
    }

    /// What the learner is told of what is missing.
    func showCompleteness(of portfolio: Case) async throws {
        let answer = try await portfolio.learner.api.get("/api/portfolios/\(portfolio.portfolio)/completeness")
        story.does(portfolio.learner.first, "asks what is missing")
        for claim in try answer.items("claims") {
            let findings = try claim.items("findings")
            let criteria = try claim.items("criteria")
            let covered = try criteria.count { try $0.whole("items") > 0 }
            story.sees("\(try claim.text("title")): \(covered) of \(criteria.count) criteria have evidence")
            for finding in findings.prefix(2) { story.sees("missing: \(try finding.text("words"))") }
            if findings.count > 2 { story.sees("… and \(findings.count - 2) more") }
        }
        let isComplete = try answer.flag("isComplete") ? "complete" : "not complete"
        story.sees(
            "\(isComplete); with the \(try answer.text("holder")) since \(try answer.text("since").day); "
                + "next: \(try answer.text("nextStep"))")
    }
}

extension JSON {
    /// A number or a text at a path, as it is shown: credits are texts on the wire, and numbers in a rubric.
    func shown(_ path: String...) throws -> String {
        switch at(path) {
        case .text(let text): text
        case .whole(let number): String(number)
        case .number(let number): String(number)
        default: throw Surprise("There is no number at `\(path.joined(separator: "."))`.")
        }
    }
}

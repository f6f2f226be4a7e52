import Foundation

extension Stage {
    /// What people have in drawers and phones: a letter of two sheets, a voice note in their own language with its translation, a
    /// badge that verifies and one that does not, and a certificate that the college is asked about.
    func bringsPapersAndBadges(into portfolio: Case) async throws {
        try await photographsLetter(for: portfolio)
        try await speaksSesotho(for: portfolio)
        try await bringsBadges(for: portfolio)
        try await typesCertificate(for: portfolio)
    }

    /// Two photos become the two pages of one document.
    private func photographsLetter(for portfolio: Case) async throws {
        let api = portfolio.learner.api
        let first = try await sendItem("brick-wall.jpg", "Letter of a house owner", "form=photoOfPaper", portfolio)
        let second = try await sendItem("kinds/photo.jpg", "The same letter, its back", "form=photoOfPaper", portfolio)
        let item = "/api/evidence/\(try first.text("id"))"
        story.does(portfolio.learner.first, "photographs a letter, front and back, and puts the photos in order")
        let document = try await api.put(
            "\(item)/pages", ["pages": [.text(try second.text("id"))]], version: try await etag(of: item, api)
        ).json
        story.sees(
            "one document of \(try document.items("pages").count + 1) pages, a \(try document.text("form")): "
                + "there is an original to be asked for")
        _ = try await api.expect(
            200, .patch, item,
            ["alternativeText": "A hand-written letter, signed, with a sketch of a wall on its back."],
            ["If-Match": try await etag(of: item, api)])
    }

    /// What is said is put beside it in writing, and what it means beside that.
    private func speaksSesotho(for portfolio: Case) async throws {
        let api = portfolio.learner.api
        let note = try await sendItem("voice-note.m4a", "How I mix mortar", "language=st", portfolio)
        let item = "/api/evidence/\(try note.text("id"))"
        let words = "Ke kopanya samente le lehlabathe pele ke tšela metsi."
        let described = try await api.expect(
            200, .patch, item, ["transcript": ["text": .text(words), "language": "st", "by": "learner"]],
            ["If-Match": try await etag(of: item, api)]
        ).json
        story.does(portfolio.learner.first, "records a voice note in Sesotho, and writes down what it says: “\(words)”")
        story.sees(
            "\(try described.text("form")), in `\(try described.text("language"))`, with a transcript by the learner")
        let english = "I mix the cement and the sand before I pour in the water."
        let translation = try await api.post(
            "\(item)/translations",
            ["language": "en", "text": .text(english), "translatorName": "Palesa Ntho", "relation": "friend"])
        story.does(portfolio.learner.first, "puts a friend’s translation beside it: “\(english)”")
        story.sees(
            "stands beside the original in `\(try translation.text("language"))`; nothing of the original changes")
    }

    private func bringsBadges(for portfolio: Case) async throws {
        let title = "Scaffolding, basic"
        let badge = try MadeBadge(
            title, for: "Erects and strikes tube scaffolds up to five metres.", by: "Highlands Builders’ Federation",
            to: portfolio.learner.email)
        let picture = try badge.baked(into: try samples.bytes("kinds/photo.png"))
        story.does(portfolio.learner.first, "brings an Open Badge as it was downloaded, baked into a picture")
        try await show(try await send(picture, "badge.png", to: portfolio))

        story.does(portfolio.learner.first, "brings another, in which somebody has changed “basic” to “advanced”")
        try await show(
            try await send(try badge.text(retitled: "Scaffolding, advanced"), "badge.json", to: portfolio))
    }

    private func send(_ bytes: Data, _ name: String, to portfolio: Case) async throws -> JSON {
        let api = portfolio.learner.api
        let path = "/api/portfolios/\(portfolio.portfolio)/badges?fileName=\(name)"
        return try api.hold(await api.send(.post, path, [:], bytes), to: 201, "Sending \(name)").json
    }

    /// Each thing that was looked at, with what came of it.
    private func show(_ badge: JSON) async throws {
        story.sees(
            "“\(try badge.text("facts", "title"))”, \(try badge.text("facts", "awardingBody")): "
                + "\(try badge.text("standing")); \(try badge.flag("counts") ? "counts" : "does not count") as evidence"
        )
        let checks = try badge.items("checks").first?.items("checks") ?? []
        story.table(
            [["looked at", "result", "because"]]
                + (try checks.map { [try $0.text("check"), try $0.text("result"), try $0.text("reason")] }))
    }

    private func typesCertificate(for portfolio: Case) async throws {
        let api = portfolio.learner.api
        let sent = try await sendItem("kinds/photo.jpg", "Trade test certificate", "kind=priorCredential", portfolio)
        let item = "/api/evidence/\(try sent.text("id"))"
        _ = try await api.put(
            "\(item)/certificate",
            [
                "title": "Trade test, grade C", "awardingBody": "Lerotholi Polytechnic", "awardedOn": "2012-11-30",
                "number": "TT/2012/0417", "level": "Grade C", "holderName": .text(portfolio.learner.name),
            ], version: try await etag(of: item, api))
        story.does(portfolio.learner.first, "photographs a certificate and types what is printed on it")
        let coordinator = try portfolio.crew.one("coordinator")
        try await coordinator.api.post(
            "\(item)/inquiries",
            [
                "way": "telephone", "asked": "Lerotholi Polytechnic, registry", "askedOn": "2026-11-20",
                "answer": "confirmed", "note": "Looked up by number.",
            ])
        story.does(coordinator.first, "(coordinator) telephones the college, and records its answer")
        let known = try await api.get("\(item)/credential")
        let inquiry = try known.items("inquiries").first ?? .null
        story.sees(
            "\(try known.text("facts", "title")) of \(try known.text("facts", "awardedOn")): "
                + "\(try inquiry.text("answer")) by \(try inquiry.text("asked"))")
    }

    /// Sends a sample as an item.
    private func sendItem(_ file: String, _ title: String, _ more: String, _ portfolio: Case) async throws -> JSON {
        let api = portfolio.learner.api
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let titled = title.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? title
        let path = "/api/portfolios/\(portfolio.portfolio)/evidence?fileName=\(name)&title=\(titled)&\(more)"
        return try api.hold(await api.send(.post, path, [:], try samples.bytes(file)), to: 201, "Sending \(file)").json
    }

    private func etag(of item: String, _ api: PriorAPI) async throws -> String {
        guard let tag = try await api.expect(200, .get, item).headers["etag"] else {
            throw Surprise("\(item) has no ETag.")
        }
        return tag
    }
}

import Foundation

extension Stage {
    /// A witness who writes little is handed a code, shows by mail that it is them, and says by voice what they saw.
    /// - Returns: the testimonial, an item of evidence.
    @discardableResult
    func testifyByVoice(_ witness: Witness, for portfolio: Case) async throws -> String {
        let claim = portfolio.claims[0]
        let request = try await portfolio.learner.api.post(
            "/api/portfolios/\(portfolio.portfolio)/testimonial-requests",
            ["claim": .text(claim.id), "witnessName": .text(witness.name)])
        let handed = try await portfolio.learner.api.post(
            "/api/testimonial-requests/\(try request.text("id"))/hand-overs")
        story.does(
            portfolio.learner.first, "asks \(witness.name), \(witness.role), by a code on paper")
        story.sees("\(try handed.text("code")), and a QR code; shown once, kept nowhere")

        let opened = try await open(try handed.text("code"), witness)
        let email = "\(witness.first.lowercased()).\(run)@witness.example"
        let link = try await confirm(email, witness, opened)
        let testimonial = try await speak(witness, link)
        try await readTestimonial(testimonial, portfolio)
        return testimonial
    }

    /// The witness mistypes the code, types it right, and reads what is asked.
    private func open(_ code: String, _ witness: Witness) async throws -> PriorAPI {
        let last = code.last == "0" ? "1" : "0"
        story.does(witness.first, "types the code on a telephone, and slips on the last digit")
        story.refused(
            try await api.refused(422, .post, "/api/testimonial-links", ["code": .text(code.dropLast() + last)]))
        let link = api.bearing(try await api.post("/api/testimonial-links", ["code": .text(code)]).text("link"))
        let asked = try await link.get("/api/testimonial-request")
        story.does(witness.first, "types it again, without an account")
        for sentence in try asked.items("explains").prefix(2) {
            guard case .text(let words) = sentence else { throw Surprise("What is explained is not a text.") }
            story.sees(words)
        }
        story.does(witness.first, "types the same code once more")
        story.refused(try await api.refused(409, .post, "/api/testimonial-links", ["code": .text(code)]))
        return link
    }

    /// A code goes to the witness's own address and comes back.
    /// - Returns: the service as the witness alone meets it.
    private func confirm(_ email: String, _ witness: Witness, _ link: PriorAPI) async throws -> PriorAPI {
        try await link.post("/api/testimonial-request/contact-codes", ["email": .text(email)])
        let mail = try await api.get("/api/demo/mail?limit=1&to=\(email)").items("items")
        guard let body = try mail.first?.text("body"), let code = body.firstMatch(of: /\n(\d{6})\n/)?.1 else {
            throw Surprise("No mail with six digits has come for \(email).")
        }
        let confirmed = try await link.post(
            "/api/testimonial-request/contact-confirmations", ["code": .text(String(code))], expecting: 200)
        story.does(witness.first, "gives an address of their own, and types the six digits that come there")
        story.sees("\(try confirmed.text("email")) is known to be theirs; the learner's own would be refused")
        story.sees("from here on a new link opens the form, which the learner has not seen")
        return api.bearing(try confirmed.text("link"))
    }

    /// The witness begins, stops, goes on, records and signs.
    private func speak(_ witness: Witness, _ link: PriorAPI) async throws -> String {
        let begun = try await link.expect(
            204, .put, "/api/testimonial-request/draft", ["witnessRole": .text(witness.role)], ["If-Match": "\"0\""])
        story.does(witness.first, "writes their post, and is called away")
        story.sees("saved as version \(begun.headers["etag"] ?? ""); nobody else reads it")
        let sent = try await link.send(
            .put, "/api/testimonial-request/recording",
            ["Content-Type": "audio/mp4", "Content-Disposition": "attachment; filename=\"voice.m4a\""],
            try samples.bytes("voice-note.m4a"))
        let recording = try link.hold(sent, to: 200, "Sending the recording").json
        story.does(witness.first, "goes on in the evening, and speaks instead of writing")
        story.sees("\(try recording.text("acceptedType")), \(try recording.whole("size")) bytes")
        let signed = try await link.post(
            "/api/testimonials",
            [
                "witnessName": .text(witness.name), "witnessRole": .text(witness.role),
                "organisation": .text(witness.organisation), "contact": "+266 5900 1111",
                "relationship": .text(witness.relationship), "firstHand": true, "relatedByFamily": false,
                "knownFrom": .text(witness.knownFrom), "language": "st", "answers": [],
                "criteria": .array(witness.saw.map(JSON.text)), "signature": .text(witness.name),
            ])
        story.does(witness.first, "signs, without a written answer")
        story.sees(
            "the statement holds the recording by its SHA-256, \(try recording.text("digest").short); a link to take it back is mailed"
        )
        return try signed.text("id")
    }

    private func readTestimonial(_ id: String, _ portfolio: Case) async throws {
        let seen = try await portfolio.learner.api.get("/api/testimonials/\(id)")
        story.does(portfolio.learner.first, "reads what is known of it")
        story.sees(
            "confirmed by \(try seen.text("confirmation", "by")), \(try seen.text("confirmation", "contact")); "
                + "it was \(try seen.flag("handedOver") ? "handed over" : "mailed")")
        for lack in try seen.items("lacks") { story.sees(try lack.text("words")) }
    }
}

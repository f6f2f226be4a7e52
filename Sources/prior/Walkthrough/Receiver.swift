import Foundation

/// An institution's machine that pulls credits and answers them.
struct Receiver: Sendable {
    var crew: Crew
    /// The machine's id, for taking its access away again.
    var client: String
    var api: PriorAPI
    /// Where it has read to: `?after` of the next read.
    var cursor: String
}

extension Stage {
    /// An administrator makes a machine credential; the machine changes it for a token and reads its feed to the end.
    func receiver(_ centre: DemoCast.Centre) async throws -> Receiver {
        let crew = try await crew(centre, ["administrator"])
        let administrator = try crew.one("administrator")
        let made = try await administrator.api.post(
            "/api/institutions/\(crew.institution)/clients",
            ["name": "student records", "scopes": ["credits.read", "receipts.write"]])
        let client = try made.text("id")
        story.does(
            administrator.first, "(administrator at \(crew.name)) makes a credential for the student records system")
        story.sees(
            "client …\(client.suffix(8)) with the scopes credits.read and receipts.write; its secret is shown once")
        let basic = Data("\(client):\(try made.text("secret"))".utf8).base64EncodedString()
        let reply = try await api.send(
            .post, "/api/oauth/token",
            ["Content-Type": "application/x-www-form-urlencoded", "Authorization": "Basic \(basic)"],
            Data("grant_type=client_credentials".utf8))
        let token = try api.hold(reply, to: 200, "Asking for a token").json
        let machine = api.bearing(try token.text("access_token"))
        var receiver = Receiver(crew: crew, client: client, api: machine, cursor: "0")
        let old = try await readPages(&receiver)
        story.does("Machine", "gets a token (OAuth 2.0 client credentials), and reads the credit feed to its end")
        story.sees("\(old.count) of them from before; it keeps the cursor \(receiver.cursor)")
        return receiver
    }

    /// Reads what is new as JSON pages, and keeps the cursor.
    func readPages(_ receiver: inout Receiver) async throws -> [JSON] {
        var entries: [JSON] = []
        while true {
            let page = try await receiver.api.get("/api/credit-feed?limit=100&after=\(receiver.cursor)")
            let items = try page.items("items")
            receiver.cursor = try page.text("next")
            guard !items.isEmpty else { return entries }
            entries += items
        }
    }

    /// Reads what is new as NDJSON, one entry a line, and keeps the cursor.
    func readLines(_ receiver: inout Receiver) async throws -> [JSON] {
        let path = "/api/credit-feed?after=\(receiver.cursor)"
        let reply = try await receiver.api.send(.get, path, ["Accept": "application/x-ndjson"], nil)
        let bytes = try receiver.api.hold(reply, to: 200, "Reading the feed").bytes
        let entries = try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(Data($0)) }
        if let last = entries.last { receiver.cursor = String(try last.whole("position")) }
        return entries
    }

    /// A learner lets an institution have their credits.
    func consent(_ learner: Player, to crew: Crew) async throws {
        try await learner.api.post("/api/consents", ["institution": .text(crew.institution)])
        story.does(learner.first, "lets \(crew.name) have the credits posted so far, and those to come")
    }

    /// Tells what came, and holds it to the credit that was to come.
    func show(_ entries: [JSON], for portfolio: Case, _ index: Int, _ how: String) throws {
        let claim = portfolio.claims[index]
        guard entries.count == 1, let entry = entries.first, entry["credit"]["id"] == claim.credit.map(JSON.text) else {
            throw Surprise("The feed has not exactly the credit for “\(claim.title)”: \(entries.count) entries.")
        }
        story.does("Machine", "asks again with its cursor, \(how)")
        story.sees(
            "entry \(try entry.whole("position")), \(try entry.text("kind")): \(try entry.text("credit", "learner", "name")), "
                + "“\(try entry.text("credit", "unit", "title"))”, \(try amount(entry["credit"])), "
                + "\(try entry.text("credit", "framework")) level \(try entry.whole("credit", "level"))")
        story.sees(
            "granted by \(try entry.text("credit", "institution", "name")); "
                + "\(try entry.whole("credit", "decided", "assessors")) assessors; chain \(try entry.text("credit", "chainDigest").short)"
        )
    }

    /// The receiving institution says what it did with a credit.
    func answer(_ index: Int, in portfolio: inout Case, from receiver: Receiver, _ body: [String: JSON]) async throws {
        let claim = portfolio.claims[index]
        guard let credit = claim.credit else { throw Surprise("“\(claim.title)” has no credit.") }
        let receipt = try await receiver.api.post("/api/credits/\(credit)/receipts", .object(body))
        let verdict = try receipt.text("verdict")
        let part =
            receipt.has("credits") && verdict == "partly" ? ", \(try receipt.text("credits")) of \(claim.amount)" : ""
        let course = receipt.has("courseCode") ? ", as \(try receipt.text("courseCode"))" : ""
        let reason = try receipt.text("reason")
        portfolio.claims[index].receipt = "\(verdict)\(part)"
        story.does(
            "Machine",
            "answers with receipt \(try receipt.whole("number")): \(verdict)\(part)\(course)\(reason.isEmpty ? "" : ": “\(reason)”")"
        )
    }

    /// The administrator takes the machine's access away.
    func retire(_ receiver: Receiver) async throws {
        let administrator = try receiver.crew.one("administrator")
        _ = try await administrator.api.expect(204, .delete, "/api/clients/\(receiver.client)")
        story.does(administrator.first, "takes the machine's credential back; its token is dead at once")
        story.refused(try await receiver.api.refused(401, .get, "/api/credit-feed"))
    }
}

import Foundation

extension Stage {
    /// A server of another institution is sent the credit that a learner lets it have, verifies it, and answers.
    func isSent(_ portfolio: inout Case, _ index: Int, to centre: DemoCast.Centre) async throws {
        let crew = try await crew(centre, ["administrator"])
        let administrator = try crew.one("administrator")
        let scopes: JSON = ["credits.read", "receipts.write", "webhooks.manage"]
        let made = try await administrator.api.post(
            "/api/institutions/\(crew.institution)/clients", ["name": "events", "scopes": scopes])
        let client = try made.text("id")
        let form = "grant_type=client_credentials&client_id=\(client)&client_secret=\(try made.text("secret"))"
        let reply = try await api.send(
            .post, "/api/oauth/token", ["Content-Type": "application/x-www-form-urlencoded"], Data(form.utf8))
        let machine = api.bearing(try api.hold(reply, to: 200, "Asking for a token").json.text("access_token"))

        let door = try WebhookDoor()
        defer { door.close() }
        let hook = try await machine.post("/api/webhooks", ["url": .text(door.url)])
        let webhook = try hook.text("webhook", "id")
        story.does("Machine", "(of \(crew.name)) asks to be sent what comes, at \(door.url)")
        story.sees("webhook …\(webhook.suffix(8)), \(try hook.text("webhook", "state")); its secret is shown once")
        story.does("Machine", "has its server asked before that server knows the secret")
        story.refused(try await machine.refused(409, .post, "/api/webhooks/\(webhook)/verifications"))
        door.verifies(with: try hook.text("secret"))
        let verified = try await machine.post("/api/webhooks/\(webhook)/verifications", expecting: 200)
        story.does("Machine", "tells it the secret, and has it asked again")
        story.sees("it answered the challenge: \(try verified.text("state"))")

        try await consent(portfolio.learner, to: crew)
        let events = try await door.waits(for: 1)
        guard let event = events.first(where: { $0["subject"] == portfolio.claims[index].credit.map(JSON.text) }) else {
            throw Surprise("The webhook did not send the credit for “\(portfolio.claims[index].title)”.")
        }
        story.does("Server", "takes a message, verifies its signature, and reads a CloudEvent")
        story.sees(
            "\(try event.text("type")) of \(try event.text("data", "credit", "learner", "name")): "
                + "“\(try event.text("data", "credit", "unit", "title"))”, \(try amount(event["data"]["credit"]))")
        let receiver = Receiver(crew: crew, client: client, api: machine, cursor: "0")
        try await answer(index, in: &portfolio, from: receiver, ["verdict": "accepted", "courseCode": "GEN0001"])
        _ = try await machine.expect(204, .delete, "/api/webhooks/\(webhook)")
        _ = try await administrator.api.expect(204, .delete, "/api/clients/\(client)")
    }

    /// A learner shows a credit to somebody by a link, sees who looked, and takes the link back.
    func isShown(_ portfolio: Case, _ index: Int) async throws {
        guard let credit = portfolio.claims[index].credit else { throw Surprise("There is no credit to show.") }
        let learner = portfolio.learner
        let made = try await learner.api.post(
            "/api/shares", ["credits": [.text(credit)], "days": 14, "looks": 2, "label": "the builders"])
        let url = try made.text("url")
        let token = url.split(separator: "/").last.map(String.init) ?? ""
        story.does(
            learner.first, "makes a link to “\(portfolio.claims[index].title)” for an employer: 14 days, 2 looks")
        story.sees(
            "\(url.prefix(url.count - 36))…, also as a QR code of \(try made.text("qr", "svg").utf8.count) bytes")
        let page = try api.hold(try await api.send(.get, "/shared/\(token)", [:], nil), to: 200, "Opening the link")
        guard !String(decoding: page.bytes, as: UTF8.self).contains(learner.first) else {
            throw Surprise("The page names the learner before anybody said who looks.")
        }
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let opened = try await api.send(
            .post, "/shared/\(token)", form, Data("name=Palesa+Khumalo&organisation=Basotho+Builders".utf8))
        let text = String(decoding: try api.hold(opened, to: 200, "Looking").bytes, as: UTF8.self)
        guard text.contains("<dd>counts</dd>") else { throw Surprise("The page does not show the credit:\n\(text)") }
        story.does(
            "Palesa", "opens it on her phone, says that she is Palesa Khumalo of Basotho Builders, and sees the credit")
        story.sees("a page of \(text.utf8.count) bytes without a script: it counts")
        let looks = try await learner.api.list("/api/shares/\(try made.text("share", "id"))/looks")
        story.does(learner.first, "looks who looked, and takes the link back")
        for look in looks { story.sees("\(try look.text("name")), \(try look.text("organisation"))") }
        _ = try await learner.api.expect(204, .delete, "/api/shares/\(try made.text("share", "id"))")
        let later = try await api.send(.post, "/shared/\(token)", form, Data("name=Palesa+Khumalo".utf8))
        guard String(decoding: later.bytes, as: UTF8.self).contains("opens nothing") else {
            throw Surprise("The link opens although it was taken back.")
        }
        story.does("Palesa", "opens it once more")
        story.sees("this link opens nothing")
        let csv = try await learner.api.expect(200, .get, "/api/me/credits/csv").bytes
        let graph = try await learner.api.get("/api/me/credits/ctdl")
        let micro = try await learner.api.get("/api/me/credits/eu")
        story.does(learner.first, "takes the record along: as a table, as CTDL, and in the European form")
        story.sees(
            "\(csv.count) bytes of CSV; \(try graph.items("@graph").count) nodes of JSON-LD; "
                + "\(try micro.items("credentials")[0].items("elements").count) elements for each credit")
    }
}

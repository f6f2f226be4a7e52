import Foundation

extension Stage {
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

import Foundation

extension Stage {
    /// A learner takes a copy of everything, and then is erased; the registrar looks at what is left of a credit.
    /// - Parameters:
    ///   - learner: someone whose cases are decided, or withdrawn.
    ///   - registrar: of the institution that holds them; nil where no credit was granted.
    ///   - credit: a credit of theirs.
    func leaveNoTrace(of learner: Player, registrar: Player?, credit: String?) async throws {
        let me = try await api.signedIn(learner.email, DemoCast.password)
        story.does(learner.first, "asks for a copy of everything that is kept about them")
        let reply = try await me.send(.get, "/api/me/export", [:], nil)
        let archive = try me.hold(reply, to: 200, "The export").bytes
        story.sees("one ZIP archive of \(archive.count) bytes: a page to read, the records as JSON, the files")

        story.does(learner.first, "wants to be erased, with a password that is not theirs")
        story.refused(try await me.refused(403, .post, "/api/me/erasure", ["password": "a phone left on the table"]))
        let asked = try await me.post("/api/me/erasure", ["password": .text(DemoCast.password)])
        story.does(learner.first, "asks again, with their own")
        story.sees("\(try asked.text("state")); until \(try asked.text("dueAt").prefix(10)) it can be taken back")
        for obstacle in try asked.items("obstacles") {
            story.sees("\(try obstacle.text("institution", "name")): \(try obstacle.text("says"))")
        }
        _ = try await api.expect(204, .post, "/api/demo/erasures/\(try asked.text("id"))/completions")
        story.does("Prior", "weeks later erases them: records, files, previews, letters, sessions")
        story.refused(try await me.refused(401, .get, "/api/people/me"))
        guard let registrar, let credit else { return }
        let left = try await registrar.api.get("/api/credits/\(credit)")
        story.does(registrar.first, "(registrar) looks at the credit")
        story.sees(
            "it stands, for “\(try left.text("unit", "title"))”; the learner is \(try left.text("learner", "name"))")
    }
}

/// How what credit is measured against comes to be: written by one, read by another, published by a third; and what becomes of
/// cases that are open then.
extension Stage {
    /// The coordinator begins a unit of the institution's own as a copy, and the moderator passes it.
    /// - Parameters:
    ///   - crew: with a coordinator, a moderator and a registrar.
    ///   - unit: a published unit, as `bricklaying-trade-test@1`.
    ///   - id: the id of the new one; it must be new in every run.
    /// - Returns: the key that can be claimed now.
    func writesUnit(at crew: Crew, like unit: String, as id: String, titled title: String) async throws -> String {
        let author = try crew.one("coordinator")
        let draft = try await author.api.post(
            "/api/institutions/\(crew.institution)/documents",
            ["kind": "unit", "from": .text(unit), "id": .text(id), "version": "1"])
        story.does(author.first, "(coordinator) begins a unit of the college's own as a copy of \(unit): “\(title)”")
        story.sees("\(try draft.text("state")) \(try draft.text("key")); nobody else sees it yet")
        var document = draft["document"]
        document.set("title", .text(title))
        let revision = try await save(document, of: try draft.text("id"), by: author, revision: 1)
        return try await passAndPublish(try draft.text("id"), revision, at: crew)
    }

    /// A next version with one criterion put otherwise: first with a fault, refused, then right.
    /// - Returns: its key.
    func writesNextVersion(of unit: String, at crew: Crew, saying statement: String) async throws -> String {
        let (author, reviewer) = (try crew.one("coordinator"), try crew.one("moderator"))
        let draft = try await author.api.post(
            "/api/institutions/\(crew.institution)/documents", ["kind": "unit", "from": .text(unit)])
        let id = try draft.text("id")
        story.does(author.first, "(coordinator) begins \(try draft.text("key"))")
        let faulty = draft["document"].changingFirstCriterion { $0.set("outcome", "somewhere-else") }
        var revision = try await save(faulty, of: id, by: author, revision: 1)
        let shown = try await author.api.get("/api/documents/\(id)")
        for fault in try shown.items("faults").prefix(1) {
            story.sees("\(try fault.text("path")): \(try fault.text("says")) \(try fault.text("wouldBeRight"))")
        }
        let refusal = try Refusal(
            await reviewer.api.expect(
                409, .post, "/api/documents/\(id)/reviews", ["verdict": "passed"], ["If-Match": "\"\(revision)\""]))
        story.does(reviewer.first, "(moderator) would pass it")
        story.refused(refusal)
        _ = try await reviewer.api.expect(
            201, .post, "/api/documents/\(id)/reviews",
            ["verdict": "refused", "says": "The outcome of the first criterion is gone."],
            ["If-Match": "\"\(revision)\""])
        story.does(reviewer.first, "refuses it: “The outcome of the first criterion is gone.”")
        let right = draft["document"].changingFirstCriterion { $0.set("statement", .text(statement)) }
        revision = try await save(right, of: id, by: author, revision: revision)
        story.does(author.first, "puts that right, and asks what is different now, and whom it would touch")
        for change in try await author.api.get("/api/documents/\(id)/changes").items("changes") {
            story.sees(try change.text("words"))
        }
        for touched in try await author.api.list("/api/documents/\(id)/impact").prefix(2) {
            for claim in try touched.items("claims").prefix(1) {
                story.sees("a case that is \(try touched.text("state")): \(try claim.text("words"))")
            }
        }
        return try await passAndPublish(id, revision, at: crew)
    }

    /// The coordinator moves a claim, after a dry run; the learner and an assessor read why.
    func moves(
        _ portfolio: inout Case, claim place: Int = 0, to key: String, because reason: String, telling assessor: Player?
    ) async throws {
        let coordinator = try portfolio.crew.one("coordinator")
        let path = "/api/submissions/\(portfolio.submission)/rubric-moves"
        var body: [String: JSON] = [
            "claim": .text(portfolio.claims[place].id), "to": .text(key), "reason": .text(reason),
            "dryRun": .bool(true),
        ]
        let dry = try await coordinator.api.post(path, .object(body), expecting: 200)
        story.does(coordinator.first, "(coordinator) asks what moving the open case to \(key) would change")
        story.sees(try dry.text("words"))
        for criterion in try dry.items("criteria") where criterion["marks"] != "carried" {
            story.sees(try criterion.text("words"))
        }
        body["dryRun"] = .bool(false)
        let moved = try await coordinator.api.post(path, .object(body))
        story.does(coordinator.first, "moves it: “\(reason)”")
        for seat in try moved.items("seats") {
            story.sees(
                "\(try seat.text("seat")) seat: \("mark".counted(try seat.whole("marks"))) kept under the old version")
        }
        if let assessor {
            let told = try await assessor.api.list(path)
            let marks = try told.last?.items("own", "marks") ?? []
            let again = try marks.filter { try !$0.flag("carried") }
            story.does(
                assessor.first, "(assessor) sees that \(marks.count - again.count) of \(marks.count) marks stand")
            for mark in again { story.sees("to be scored again: \(try mark.text("words"))") }
        }
        let document = try await api.get("/api/units/\(key)")["document"]
        let claimed = portfolio.claims[place]
        portfolio.claims[place] = try Claimed(id: claimed.id, unit: key, document)
        for line in try await portfolio.learner.api.list(path).suffix(1) {
            story.does(portfolio.learner.first, "reads why: “\(try line.text("reason"))”")
        }
    }

    private func save(_ document: JSON, of id: String, by author: Player, revision: Int) async throws -> Int {
        let saved = try await author.api.put(
            "/api/documents/\(id)", ["document": document], version: "\"\(revision)\"")
        return try saved.json.whole("revision")
    }

    private func passAndPublish(_ id: String, _ revision: Int, at crew: Crew) async throws -> String {
        let (reviewer, registrar) = (try crew.one("moderator"), try crew.one("registrar"))
        let version = ["If-Match": "\"\(revision)\""]
        _ = try await reviewer.api.expect(
            201, .post, "/api/documents/\(id)/reviews", ["verdict": "passed"], version)
        story.does(reviewer.first, "(moderator), who wrote none of it, passes it")
        let published = try await registrar.api.expect(201, .post, "/api/documents/\(id)/publications", nil, version)
            .json
        story.does(registrar.first, "(registrar) publishes \(try published.text("key"))")
        story.sees("fixed for ever as \(try published.text("fingerprint").short)")
        return try published.text("key")
    }
}

extension JSON {
    /// Gives an object's member a value.
    fileprivate mutating func set(_ name: String, _ value: JSON) {
        guard case .object(var members) = self else { return }
        members[name] = value
        self = .object(members)
    }

    /// A unit with its first criterion changed.
    fileprivate func changingFirstCriterion(_ change: (inout JSON) -> Void) -> JSON {
        var (unit, rubric) = (self, self["rubric"])
        guard case .array(var criteria) = rubric["criteria"], !criteria.isEmpty else { return self }
        change(&criteria[0])
        rubric.set("criteria", .array(criteria))
        unit.set("rubric", rubric)
        return unit
    }
}

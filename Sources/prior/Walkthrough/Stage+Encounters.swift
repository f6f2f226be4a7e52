import Foundation

/// A meeting of a learner with somebody of the institution, agreed on and begun.
private struct Meeting {
    var id: String
    var kind: String
    var conductor: Player
    var portfolio: Case
    /// As its conductor sees it.
    var seen: JSON

    var path: String { "/api/encounters/\(id)" }
    var learner: Player { portfolio.learner }
}

extension Stage {
    /// Work is watched; the report is saved in two steps over a bad line and signed by both, the learner with a code on the
    /// observer's device.
    func isObserved(
        _ portfolio: Case, by observer: Player, at place: String, saw: [String], butNot missed: [String]
    ) async throws {
        let meeting = try await meet("observation", portfolio, by: observer, at: place, about: saw + missed)
        let early = seen(saw.prefix(1), [])
        _ = try await save(["place": .text(place), "seen": early], of: meeting, over: "0")
        story.does(observer.first, "saves what was seen so far; the line breaks, and the phone sends it again")
        let again = try await save(["place": .text(place), "seen": early], of: meeting, over: "0")
        story.sees("saved once, as version \(try again.whole("version"))")
        let report: JSON = [
            "place": .text(place), "durationMinutes": 1, "seen": seen(saw[...], missed[...]),
            "notes": "Work as on any day, without help.",
        ]
        let saved = try await save(report, of: meeting, over: "1")
        try await sign(
            meeting, saved, "yes: \(saw.joined(separator: ", ")); no occasion: \(missed.joined(separator: ", "))")
        try await countersignByCode(meeting)
    }

    /// The place of work is visited; the learner signs on their own phone.
    func isVisited(
        _ portfolio: Case, by visitor: Player, at workplace: String, receivedBy host: String, inspecting: [String],
        saw: [String]
    ) async throws {
        let meeting = try await meet("siteVisit", portfolio, by: visitor, at: workplace, about: saw)
        try await attach("brick-wall.jpg", "image/jpeg", to: meeting)
        let report: JSON = [
            "place": .text(workplace), "durationMinutes": 1, "seen": seen(saw[...], []),
            "workplace": [
                "name": .text(workplace), "receivedBy": .text(host), "inspected": .array(inspecting.map(JSON.text)),
            ],
        ]
        try await sign(
            meeting, try await save(report, of: meeting, over: "0"), "inspected: \(inspecting.joined(separator: "; "))")
        try await countersign(meeting)
    }

    /// A competency conversation, heard in a recording.
    func isInterviewed(_ portfolio: Case, by interviewer: Player, recording file: String) async throws {
        let criteria = portfolio.claims[0].criteria.map(\.id)
        let meeting = try await meet("interview", portfolio, by: interviewer, at: "by telephone", about: criteria)
        let questions = try meeting.seen.items("questions")
        story.sees(
            "\(questions.count) questions drawn by seed \(try meeting.seen.text("seed")), the first: "
                + "“\(try questions.first?.text("question") ?? "")”")
        try await attach(file, "audio/mp4", to: meeting)
        let answer: JSON = [
            "question": .text(try questions.first?.text("id") ?? ""), "answer": "In her own words; see the recording.",
            "situation": "The clinic at Roma, in the rains of 2023.", "task": "The gable, alone, in nine days.",
            "action": "Set out with 3-4-5, covered the work each night.", "result": "It stands; nobody built it again.",
        ]
        let report: JSON = [
            "place": "by telephone", "durationMinutes": 1, "answers": [answer],
            "outcomes": .array(try outcomes(of: questions)),
        ]
        try await sign(
            meeting, try await save(report, of: meeting, over: "0"),
            "each outcome shown; the digest of the recording is signed too")
        try await countersign(meeting)
    }

    /// A challenge test under supervision, whose questions the learner cannot read beforehand.
    func sitsTest(_ portfolio: Case, under invigilator: Player) async throws {
        let criteria = portfolio.claims[0].criteria.map(\.id)
        let meeting = try await meet(
            "challengeTest", portfolio, by: invigilator, at: "Examination room 2", about: criteria,
            ["form": "written", "aids": "calculator", "questionsPerOutcome": 1]
        ) { agreed in
            let ahead = try await portfolio.learner.api.get("/api/encounters/\(try agreed.text("id"))")
            story.does(portfolio.learner.first, "looks for the questions beforehand")
            story.sees(ahead.has("questions") ? "they are there" : "they are shown when the test has begun")
        }
        let questions = try await portfolio.learner.api.get(meeting.path).items("questions")
        story.does(portfolio.learner.first, "reads the paper: “\(try questions.first?.text("question") ?? "")”")
        let answers = try questions.map { question -> JSON in
            ["question": .text(try question.text("id")), "answer": "Worked out on the sheet, with the sums."]
        }
        let report: JSON = [
            "place": "Examination room 2", "durationMinutes": 1, "answers": .array(answers),
            "outcomes": .array(try outcomes(of: questions)),
            "invigilation": [
                "invigilator": .text(invigilator.name), "identityCheckedBy": "passport", "aids": "calculator",
                "irregularities": "none",
            ],
        ]
        let signed = try await sign(
            meeting, try await save(report, of: meeting, over: "0"),
            "identity by passport, a calculator, no irregularities")
        story.sees(try signed.flag("counts") ? "counts by the invigilator's signature" : "does not count yet")
    }

    private static let meetings = [
        "observation": "to watch the work", "siteVisit": "a visit to the place of work", "interview": "a conversation",
        "challengeTest": "a written test",
    ]

    private func meet(
        _ kind: String, _ portfolio: Case, by conductor: Player, at place: String, about criteria: [String],
        _ more: [String: JSON] = [:], beforehand: (JSON) async throws -> Void = { _ in }
    ) async throws -> Meeting {
        let proposal: [String: JSON] = [
            "kind": .text(kind), "claim": .text(portfolio.claims[0].id), "startsAt": .text(Date().ISO8601Format()),
            "timeZone": "Africa/Maseru", "durationMinutes": 30, "place": .text(place),
            "criteria": .array(criteria.map(JSON.text)),
        ]
        let made = try await conductor.api.post(
            "/api/portfolios/\(portfolio.portfolio)/encounters", .object(proposal.merging(more) { $1 }))
        let path = "/api/encounters/\(try made.text("id"))"
        story.does(
            conductor.first,
            "proposes \(Self.meetings[kind] ?? kind): \(place), now, about \(criteria.count) criteria of the unit"
        )
        let agreed = try await portfolio.learner.api.expect(
            201, .post, "\(path)/agreements", ["criteriaDiscussed": true, "recordingAllowed": true],
            ["If-Match": "\"\(try made.whole("version"))\""])
        story.does(portfolio.learner.first, "reads the criteria and agrees")
        try await beforehand(try agreed.json)
        let begun = try await conductor.api.post("\(path)/starts")
        story.does(conductor.first, "begins")
        return Meeting(
            id: try made.text("id"), kind: kind, conductor: conductor, portfolio: portfolio, seen: begun)
    }

    private func save(_ report: JSON, of meeting: Meeting, over version: String) async throws -> JSON {
        try await meeting.conductor.api.put("\(meeting.path)/draft", report, version: "\"\(version)\"").json
    }

    private func attach(_ file: String, _ type: String, to meeting: Meeting) async throws {
        let path = "\(meeting.path)/files?fileName=\(file)"
        let reply = try await meeting.conductor.api.send(.post, path, ["Content-Type": type], try samples.bytes(file))
        let kept = try meeting.conductor.api.hold(reply, to: 201, "POST \(path)").json
        story.does(meeting.conductor.first, "sends \(file) with it")
        story.sees("\(try kept.text("acceptedType")), SHA-256 \(try kept.text("digest").short)")
    }

    @discardableResult
    private func sign(_ meeting: Meeting, _ draft: JSON, _ says: String) async throws -> JSON {
        let signed = try await meeting.conductor.api.expect(
            201, .post, "\(meeting.path)/signatures", ["signature": .text(meeting.conductor.name)],
            ["If-Match": "\"\(try draft.whole("version"))\""]
        ).json
        story.does(meeting.conductor.first, "signs the report: \(says)")
        story.sees("an item of evidence; digest of the statement \(try signed.text("statementDigest").short)")
        return signed
    }

    private func countersign(_ meeting: Meeting) async throws {
        let signed = try await meeting.learner.api.post(
            "\(meeting.path)/countersignatures", ["signature": .text(meeting.learner.name)])
        story.does(meeting.learner.first, "reads it on a phone of their own and signs")
        story.sees(try signed.flag("counts") ? "signed by both, so it counts" : "does not count")
    }

    private func countersignByCode(_ meeting: Meeting) async throws {
        try await meeting.conductor.api.post("\(meeting.path)/codes")
        story.does(
            meeting.conductor.first, "has a code mailed to \(meeting.learner.first), who has no phone that can do this")
        let path = "\(meeting.path)/countersignatures"
        let name = JSON.text(meeting.learner.name)
        story.does(meeting.conductor.first, "tries one that was guessed")
        story.refused(
            try await meeting.conductor.api.refused(409, .post, path, ["signature": name, "code": "2345-6789"]))
        let code = try await signingCode(to: meeting.learner.email)
        let signed = try await meeting.conductor.api.post(path, ["signature": name, "code": .text(code)])
        story.does(meeting.learner.first, "types the code and a name on \(meeting.conductor.first)'s device")
        story.sees("signed by both (`learnerSignedOn`: \(try signed.text("learnerSignedOn"))), so it counts")
    }

    /// The code in the newest mail to a learner, read from the demo's mailbox.
    private func signingCode(to email: String) async throws -> String {
        let address = email.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? email
        let mail = try await api.get("/api/demo/mail?limit=1&to=\(address)").items("items")
        guard let body = try mail.first?.text("body"), let code = body.firstMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}/) else {
            throw Surprise("No mail with a code to sign with has come for \(email).")
        }
        return String(code.output)
    }

    private func seen(_ saw: ArraySlice<String>, _ missed: ArraySlice<String>) -> JSON {
        .array(
            saw.map { ["criterion": .text($0), "seen": "yes"] }
                + missed.map { ["criterion": .text($0), "seen": "notSeen"] })
    }

    private func outcomes(of questions: [JSON]) throws -> [JSON] {
        var outcomes: [String] = []
        for question in questions {
            let outcome = try question.text("outcome")
            if !outcomes.contains(outcome) { outcomes.append(outcome) }
        }
        return outcomes.map { ["outcome": .text($0), "result": "shown"] }
    }
}

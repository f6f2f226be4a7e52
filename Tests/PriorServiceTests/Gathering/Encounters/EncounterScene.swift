import Assessment
import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// Ben, an assessor of Lerato's college, meets her over the claim that she lays bricks.
struct EncounterScene: Sendable {
    let scene: WitnessScene
    let ben: Actor
    var stage: Stage { scene.stage }
    var lerato: Actor { scene.lerato }

    init(_ stage: Stage) async throws {
        scene = try await WitnessScene(stage)
        ben = try await stage.staff("Ben Thabane", .assessor, at: scene.college)
    }

    /// A proposal for tomorrow, with some members changed; null takes one out.
    func proposal(_ kind: String, _ changes: [String: JSONValue?] = [:]) -> JSONValue {
        var body: JSONValue = [
            "kind": .string(kind), "claim": .string(scene.claim), "startsAt": .string(time(hours: 24)),
            "timeZone": "Africa/Maseru", "durationMinutes": 60, "place": "Building site, Kingsway, Maseru",
            "criteria": ["setting-out", "bonding", "line"],
        ]
        if kind == "challengeTest" { body["form"] = "written" }
        for (name, value) in changes { body[name] = value }
        return body
    }

    func time(hours: Double) -> String { RFC3339.string(stage.clock.now.addingTimeInterval(hours * 3600)) }

    func propose(_ kind: String, _ changes: [String: JSONValue?] = [:], as who: Actor? = nil) async throws -> Seen {
        try await stage.post(
            "/api/portfolios/\(scene.portfolio)/encounters", proposal(kind, changes), as: who ?? ben)
    }

    func agree(_ id: String, _ version: String = "\"1\"", as who: Actor) async throws -> Seen {
        try await stage.post(
            "/api/encounters/\(id)/agreements", ["criteriaDiscussed": true, "recordingAllowed": true], as: who,
            headers: [.ifMatch: version])
    }

    /// Proposed by Ben, agreed by Lerato, and begun a day later.
    func begun(_ kind: String, _ changes: [String: JSONValue?] = [:]) async throws -> String {
        let made = try await propose(kind, changes)
        try #require(made.status == .created, "\(made.text)")
        let agreed = try await agree(made.id, as: lerato)
        try #require(agreed.json["state"] == "agreed", "\(agreed.text)")
        stage.clock.advance(days: 1)
        _ = try await stage.must(.post, "/api/encounters/\(made.id)/starts", nil, as: ben)
        stage.clock.advance(3600)
        return made.id
    }

    func save(_ id: String, _ report: JSONValue, _ version: String = "\"0\"") async throws -> Seen {
        try await stage.put("/api/encounters/\(id)/draft", report, as: ben, headers: [.ifMatch: version])
    }

    func sign(_ id: String, _ version: String = "\"1\"") async throws -> Seen {
        try await stage.post(
            "/api/encounters/\(id)/signatures", ["signature": "Ben Thabane"], as: ben, headers: [.ifMatch: version])
    }

    /// Saves the report and signs it.
    func report(_ id: String, _ report: JSONValue) async throws -> Seen {
        let saved = try await save(id, report)
        try #require(saved.status == .ok, "\(saved.text)")
        return try await sign(id, saved.version)
    }

    /// What Ben saw on the site.
    var watched: JSONValue {
        [
            "durationMinutes": 55, "place": "Building site, Kingsway, Maseru",
            "seen": [
                ["criterion": "setting-out", "seen": "yes", "comment": "3-4-5, checked twice."],
                ["criterion": "bonding", "seen": "yes"], ["criterion": "line", "seen": "notSeen"],
            ],
        ]
    }

    /// The code in the one mail to Lerato that has one.
    func mailedCode() async throws -> String {
        // The clock stands still, so that mail of one test has no order.
        let mail = try await stage.get("/api/demo/mail?to=\(lerato.email)").text
        return String(try #require(mail.firstMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}/)).output)
    }

    /// The criteria that an item is linked to.
    func links(_ item: String) async throws -> Set<String> {
        let seen = try await stage.get("/api/evidence/\(item)", as: lerato)
        return Set((seen.json["links"]?.array ?? []).compactMap { $0["criterion"]?.string })
    }
}

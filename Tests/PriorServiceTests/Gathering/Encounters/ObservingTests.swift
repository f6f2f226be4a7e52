import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ObservingTests {
    /// An hour on the building site that ended now, with some members changed.
    private func observation(_ scene: WitnessScene, _ changes: [String: JSONValue] = [:]) throws -> JSONValue {
        let unit = try #require(scene.stage.resources.rubrics.units.first { $0.key.description == WitnessScene.unit })
        let criteria = unit.value.value.rubric.criteria.map { JSONValue.string($0.id) }
        var body: JSONValue = [
            "claim": .string(scene.claim), "place": "Building site, Kingsway, Maseru",
            "startedAt": .string(RFC3339.string(scene.stage.clock.now.addingTimeInterval(-3600))),
            "durationMinutes": 60,
            "seen": [
                ["criterion": criteria[0], "seen": "yes", "comment": "Four courses, plumb."],
                ["criterion": criteria[1], "seen": "notSeen"],
            ], "signature": "Ben Thabane",
        ]
        for (name, value) in changes { body[name] = value }
        return body
    }

    @Test func `an observation counts once the learner has countersigned it, once`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let ben = try await stage.staff("Ben Thabane", .assessor, at: scene.college)
            let path = "/api/portfolios/\(scene.portfolio)/observations"
            let before = try await unspokenTo(scene)
            let made = try await stage.post(path, try observation(scene), as: ben)
            #expect(try await unspokenTo(scene) == before)
            #expect(made.status == .created, "\(made.text)")
            #expect(made.json["counts"] == false)
            #expect(made.json["statementDigest"]?.string == Digest.of(made.json["statement"]?.string ?? "").hex)
            let countersign = "/api/encounters/\(made.json["encounter"]?.string ?? "")/countersignatures"
            #expect(try await stage.post(countersign, ["signature": "Ben"], as: ben).status == .forbidden)
            let signed = try await stage.post(countersign, ["signature": "Lerato Mokoena"], as: scene.lerato)
            #expect(signed.status == .created)
            #expect(try await unspokenTo(scene) == before - 1)
            let read = try await stage.get("/api/encounter-reports/\(made.id)", as: scene.lerato)
            #expect(read.json["counts"] == true)
            #expect(read.json["learnerSignature"] == "Lerato Mokoena")
            #expect(read.json["learnerSignedOn"] == "own" && read.json["agreedCriteria"] == nil)
            #expect(read.json == signed.json)
            let again = try await stage.post(countersign, ["signature": "Lerato Mokoena"], as: scene.lerato)
            #expect(again.problem == "encounter-state" && again.json["state"] == "complete")
        }
    }

    /// How many criteria have nothing that counts.
    private func unspokenTo(_ scene: WitnessScene) async throws -> Int {
        let id = try #require(ID<Portfolio>(scene.portfolio))
        let rubrics = scene.stage.resources.rubrics
        let now = scene.stage.clock.now
        return try await scene.stage.resources.database.withConnection { connection in
            let portfolio = try #require(try await connection.portfolio(id))
            let findings = try await connection.completeness(of: portfolio, by: rubrics, on: now).claims[0].findings
            return findings.count { $0.words.hasPrefix("Nothing speaks") }
        }
    }

    @Test func `only criteria that were seen are linked`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            let made = try await stage.post(
                "/api/portfolios/\(scene.portfolio)/observations", try observation(scene), as: ben)
            let links = try await stage.resources.database.query(
                "select criterion_id from evidence_link where evidence_id = \(ID<Evidence>(made.id))")
            let first = try observation(scene)["seen"]?[0]?["criterion"]?.string
            #expect(try links.map { try $0["criterion_id"] as String? } == [first])
        }
    }

    @Test(
        arguments: [
            (["startedAt": "2999-01-01T08:00:00Z"], "/startedAt future"),
            (["durationMinutes": 62], "/durationMinutes future"),
            (["durationMinutes": 0], "/durationMinutes range"),
            (["startedAt": "2026-02-30T08:00:00Z"], "/startedAt form"),
            (["seen": [["criterion": "welding", "seen": "yes"]]], "/seen/0/criterion unknown"),
            (["seen": [["criterion": "x", "seen": "perhaps"]]], "/seen/0/seen choice"),
            (["place": ""], "/place length"),
        ] as [([String: JSONValue], String)])
    func `what cannot have been seen is refused at its place`(_ changes: [String: JSONValue], _ fault: String)
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            let seen = try await stage.post(
                "/api/portfolios/\(scene.portfolio)/observations", try observation(scene, changes), as: ben)
            #expect(seen.faults == [fault], "\(seen.text)")
            #expect(try await scene.evidence() == 0)
        }
    }

    @Test func `observers are staff of that institution, never the learner, and only while the portfolio is open`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let path = "/api/portfolios/\(scene.portfolio)/observations"
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .assessor, at: other)
            let coordinator = try await stage.staff("Elias", .coordinator, .moderator, at: scene.college)
            #expect(try await stage.post(path, try observation(scene), as: scene.lerato).status == .forbidden)
            #expect(try await stage.post(path, try observation(scene), as: stranger).status == .notFound)
            #expect(try await stage.post(path, try observation(scene), as: coordinator).status == .forbidden)
            try await stage.grant(.assessor, to: scene.lerato, at: scene.college)
            #expect(try await stage.post(path, try observation(scene), as: scene.lerato).status == .forbidden)
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            let made = try await stage.post(path, try observation(scene), as: ben)
            let carol = try await stage.staff("Carol", .assessor, at: scene.college)
            let encounter = made.json["encounter"]?.string ?? ""
            for who in [stranger, carol] {
                #expect(try await stage.get("/api/encounter-reports/\(made.id)", as: who).status == .notFound)
                let signed = try await stage.post(
                    "/api/encounters/\(encounter)/countersignatures", ["signature": "C"], as: who)
                #expect(signed.status == .notFound)
            }
            #expect(try await stage.get("/api/encounter-reports/\(made.id)", as: coordinator).status == .ok)
            try await scene.hold(in: "submitted")
            #expect(try await stage.post(path, try observation(scene), as: ben).problem == "portfolio-not-open")
            let late = try await stage.post(
                "/api/encounters/\(encounter)/countersignatures", ["signature": "L"], as: scene.lerato)
            #expect(late.problem == "portfolio-not-open")
        }
    }
}

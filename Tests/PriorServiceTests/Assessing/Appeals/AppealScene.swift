import Assessment
import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// A decided and released case, and those who may hear an appeal on it.
struct AppealScene: Sendable {
    let stage: Stage
    let institution: String
    let lerato: Actor
    let elias: Actor
    let fumane: Actor
    let made: AssessedCase
    let recommendation: String
    let panel: [Actor]
    let machine: Actor

    static let unit = "bricklaying-trade-test@1"

    /// - Parameter verdict: what the registrar decides, or as many as the policy has sign; a part is 10 of 20 credits.
    init(_ stage: Stage, _ verdict: Decision.Verdict, policy: String = "lesotho@3") async throws {
        self.stage = stage
        institution = try await stage.institution("maseru", policy: policy)
        lerato = try await stage.person("Lerato Mokoena")
        elias = try await stage.staff("Coordinator Elias", .coordinator, at: institution)
        fumane = try await stage.staff("Registrar Fumane", .registrar, at: institution)
        machine = try await stage.machine(of: institution, .creditsRead)
        panel = [
            try await stage.staff("Panel Pulane", .panel, at: institution),
            try await stage.staff("Panel Refiloe", .panel, at: institution),
            try await stage.staff("Panel Sello", .panel, at: institution),
        ]
        made = try await stage.assessed(
            lerato, at: institution, policy: policy, [Self.unit: verdict == .refused ? .unmet() : .met])
        recommendation = try await stage.recommend(Self.unit, of: made, by: elias).id
        var body: JSONValue = ["verdict": .string(verdict.rawValue), "reason": "As the marks say."]
        if verdict == .partly { body["credits"] = "10" }
        let path = "/api/recommendations/\(recommendation)"
        let rules = try stage.resources.rubrics.policy(try #require(DocumentKey(policy)))
        if rules.signaturesNeeded == 1 {
            _ = try await stage.must(.post, path + "/decisions", body, as: fumane)
        } else {
            _ = try await stage.must(.post, path + "/signatures", body, as: fumane)
            for number in 2...rules.signaturesNeeded {
                let other = try await stage.staff("Registrar \(number)", .registrar, at: institution)
                _ = try await stage.must(.post, path + "/signatures", body, as: other)
            }
        }
        guard try await stage.get("/api/submissions/\(made.submission)/release", as: elias).status != .ok else {
            return
        }
        _ = try await stage.must(.post, "/api/submissions/\(made.submission)/releases", nil, as: elias)
    }

    func lodge(_ ground: String = "procedure", evidence: [String] = [], as who: Actor? = nil) async throws -> Seen {
        try await stage.post(
            "/api/recommendations/\(recommendation)/appeals",
            [
                "ground": .string(ground), "statement": "Nobody looked at the second wall.",
                "evidence": .array(evidence.map { .string($0) }),
            ], as: who ?? lerato)
    }

    func call(_ members: [Actor]? = nil, to appeal: String) async throws -> Seen {
        let members = members ?? panel
        return try await stage.put(
            "/api/appeals/\(appeal)/panel",
            ["members": .array(members.map { .string($0.id) }), "chair": .string(members[0].id)], as: elias)
    }

    /// Lodged, its panel called and seated.
    func heard(_ ground: String = "procedure") async throws -> String {
        let appeal = try await lodge(ground)
        try #require(appeal.status == .created, "\(appeal.text)")
        let called = try await call(to: appeal.id)
        try #require(called.status == .ok, "\(called.text)")
        for member in panel {
            _ = try await stage.must(
                .post, "/api/appeals/\(appeal.id)/panel-answers", ["independent": true], as: member)
        }
        return appeal.id
    }

    /// Each member of the panel finds the same.
    func opine(_ verdict: String, on appeal: String) async throws {
        for member in panel {
            _ = try await stage.must(
                .post, "/api/appeals/\(appeal)/opinions", ["verdict": .string(verdict), "reasons": "As I see it."],
                as: member)
        }
    }

    func decide(_ appeal: String, _ verdict: String, _ remedy: String, credits: String? = nil) async throws -> Seen {
        var body: JSONValue = [
            "verdict": .string(verdict), "remedy": .string(remedy), "reasons": "The second wall shows the bond.",
        ]
        if let credits { body["credits"] = .string(credits) }
        return try await stage.post("/api/appeals/\(appeal)/outcomes", body, as: panel[0])
    }

    /// What the institution's machine was told, in order.
    func feed() async throws -> [String] {
        try await stage.get("/api/credit-feed", as: machine).items.compactMap { $0["kind"]?.string }
    }
}

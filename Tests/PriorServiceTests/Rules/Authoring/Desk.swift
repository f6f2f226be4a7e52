import Assessment
import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// An institution that writes its own units, with whoever does that.
struct Desk: Sendable {
    let stage: Stage
    let institution: String
    let writer: Actor
    let moderator: Actor
    let registrar: Actor

    static func open(on stage: Stage, _ slug: String = "maluti", policy: String = "lesotho@3") async throws -> Desk {
        let institution = try await stage.institution(slug, policy: policy)
        return Desk(
            stage: stage, institution: institution,
            writer: try await stage.staff("Coordinator Elias", .coordinator, at: institution),
            moderator: try await stage.staff("Moderator Gugu", .moderator, at: institution),
            registrar: try await stage.staff("Registrar Fumane", .registrar, at: institution))
    }

    /// Lets the institution write the versions of a unit that is in the files.
    func entrusted(_ id: String, kind: String = "unit") async throws {
        let seen = try await stage.put(
            "/api/stewardships/\(kind)/\(id)", ["institution": .string(institution)], as: stage.operator)
        #expect(seen.status == .ok, "\(seen.text)")
    }

    func draft(_ body: JSONValue, as who: Actor? = nil) async throws -> Seen {
        try await stage.post("/api/institutions/\(institution)/documents", body, as: who ?? writer)
    }

    func save(_ id: String, _ document: JSONValue, revision: Int, as who: Actor? = nil) async throws -> Seen {
        try await stage.put(
            "/api/documents/\(id)", ["document": document], as: who ?? writer, headers: [.ifMatch: "\"\(revision)\""])
    }

    func review(
        _ id: String, _ verdict: String = "passed", says: String = "", revision: Int, as who: Actor? = nil
    ) async throws -> Seen {
        try await stage.post(
            "/api/documents/\(id)/reviews", ["verdict": .string(verdict), "says": .string(says)], as: who ?? moderator,
            headers: [.ifMatch: "\"\(revision)\""])
    }

    func publish(_ id: String, revision: Int, as who: Actor? = nil) async throws -> Seen {
        try await stage.post(
            "/api/documents/\(id)/publications", as: who ?? registrar, headers: [.ifMatch: "\"\(revision)\""])
    }

    /// Writes, passes and publishes a version.
    /// - Returns: its key.
    @discardableResult
    func published(_ body: JSONValue, _ change: (inout JSONValue) -> Void = { _ in }) async throws -> String {
        let drafted = try await draft(body)
        #expect(drafted.status == .created, "\(drafted.text)")
        var document = try #require(drafted.json["document"])
        change(&document)
        let saved = try await save(drafted.id, document, revision: 1)
        #expect(saved.status == .ok && saved.json["faults"] == [], "\(saved.text)")
        let passed = try await review(drafted.id, revision: 2)
        #expect(passed.status == .created, "\(passed.text)")
        let seen = try await publish(drafted.id, revision: 2)
        #expect(seen.status == .created, "\(seen.text)")
        return seen.json["key"]?.string ?? ""
    }
}

extension JSONValue {
    /// Changes one criterion of a unit.
    mutating func changeCriterion(_ place: Int, _ change: (inout JSONValue) -> Void) {
        guard var rubric = self["rubric"], var criteria = rubric["criteria"]?.array else { return }
        change(&criteria[place])
        rubric["criteria"] = .array(criteria)
        self["rubric"] = rubric
    }
}

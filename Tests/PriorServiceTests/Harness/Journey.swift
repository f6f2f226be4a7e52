import Assessment
import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// One portfolio's way through the service, step by step over HTTP, for tests that need one at a certain point.
struct Journey: Sendable {
    /// Those who act on it; roles are held at `institution`.
    struct Crew: Sendable {
        var institution: String
        var adviser: Actor
        var coordinator: Actor
        var assessors: [Actor]
        var registrar: Actor
    }

    let stage: Stage
    let learner: Actor
    let crew: Crew
    let unit: String
    /// Each criterion with the id of its highest level.
    let criteria: [(id: String, best: String)]
    let portfolio: String
    let claim: String
    private(set) var evidence: [String] = []
    private(set) var link = ""
    private(set) var submission = ""
    private(set) var receipt = ""
    private(set) var assignments: [String] = []
    private(set) var recommendation = ""
    private(set) var credit = ""

    /// A draft with one claim and nothing in it.
    static func begin(_ stage: Stage, _ learner: Actor, _ crew: Crew, unit: String) async throws -> Journey {
        let opened = try await stage.must(
            .post, "/api/portfolios", ["institution": .string(crew.institution), "title": "Years of work"], as: learner)
        let claim = try await stage.must(
            .post, "/api/portfolios/\(opened.id)/claims",
            ["unit": .string(unit), "route": "rpl", "purpose": "credit"], as: learner)
        _ = try await stage.must(
            .put, "/api/portfolios/\(opened.id)/advisers/\(crew.adviser.id)", nil, as: crew.coordinator)
        let document = try await stage.get("/api/units/\(unit)").json["document"]
        let criteria = (document?["rubric"]?["criteria"]?.array ?? []).map { criterion in
            (id: criterion["id"]?.string ?? "", best: criterion["levels"]?.array?.last?["id"]?.string ?? "")
        }
        try #require(!criteria.isEmpty)
        return Journey(
            stage: stage, learner: learner, crew: crew, unit: unit, criteria: criteria, portfolio: opened.id,
            claim: claim.id)
    }

    /// Two real files of two kinds, linked to every criterion.
    mutating func gather() async throws {
        for (kind, file, type) in [
            ("priorCredential", "work-record.pdf", "application/pdf"), ("artefact", "seam.png", "image/png"),
        ] {
            let bytes = try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/\(file)"))
            let seen = try await stage.send(
                .post,
                "/api/portfolios/\(portfolio)/evidence?title=Work&kind=\(kind)&producedOn=2026-08-01&fileName=\(file)",
                bytes: [UInt8](bytes), as: learner, headers: [.contentType: type])
            try #require(seen.status == .created, "\(seen.text)")
            evidence.append(seen.id)
            for criterion in criteria {
                let linked = try await stage.must(
                    .post, "/api/evidence/\(seen.id)/links",
                    ["claim": .string(claim), "criterion": .string(criterion.id), "note": "It shows it."], as: learner)
                link = linked.id
            }
        }
    }

    mutating func submit() async throws {
        let seen = try await stage.must(
            .post, "/api/portfolios/\(portfolio)/submissions", ["declaration": true], as: learner)
        submission = seen.id
        receipt = seen.json["receipt"]?.string ?? ""
    }

    func admit() async throws {
        _ = try await stage.must(.post, "/api/submissions/\(submission)/admissions", [:], as: crew.coordinator)
    }

    /// Offers the next seats, one to each of these assessors.
    mutating func assign(_ assessors: [Actor]) async throws {
        for assessor in assessors {
            let seat: JSONValue = assignments.isEmpty ? "first" : "second"
            let seen = try await stage.must(
                .post, "/api/submissions/\(submission)/assignments", ["assessor": .string(assessor.id), "seat": seat],
                as: crew.coordinator)
            assignments.append(seen.id)
        }
    }

    func accept(_ assessor: Actor, _ assignment: String) async throws {
        _ = try await stage.must(
            .post, "/api/assignments/\(assignment)/acceptances", ["independence": true], as: assessor)
    }

    /// Rules on every item and scores every criterion with its best level.
    func score(_ assessor: Actor, _ assignment: String) async throws {
        for item in evidence {
            _ = try await stage.must(
                .put, "/api/assignments/\(assignment)/rulings/\(claim)/\(item)",
                ["valid": "yes", "sufficient": "yes", "authentic": "yes", "current": "yes"], as: assessor)
        }
        var version = "\"0\""
        for criterion in criteria {
            let seen = try await stage.must(
                .put, "/api/assignments/\(assignment)/scores/\(claim)/\(criterion.id)",
                ["level": .string(criterion.best), "comment": "Seen in the record."], as: assessor,
                headers: [.ifMatch: version])
            version = seen.version
        }
    }

    func complete(_ assessor: Actor, _ assignment: String) async throws {
        _ = try await stage.must(.post, "/api/assignments/\(assignment)/completions", nil, as: assessor)
    }

    /// Submitted, admitted, and scored by both assessors.
    mutating func assess() async throws {
        try await submit()
        try await admit()
        try await assign(crew.assessors)
        for (assessor, assignment) in zip(crew.assessors, assignments) {
            try await accept(assessor, assignment)
            try await score(assessor, assignment)
            try await complete(assessor, assignment)
        }
    }

    mutating func recommend() async throws {
        let seen = try await stage.must(
            .post, "/api/submissions/\(submission)/recommendations", ["claim": .string(claim)], as: crew.coordinator)
        recommendation = seen.id
    }

    mutating func grant() async throws {
        let seen = try await stage.must(
            .post, "/api/recommendations/\(recommendation)/decisions", ["verdict": "granted"], as: crew.registrar)
        credit = seen.json["credit"]?.string ?? ""
    }
}

extension Stage {
    /// Sends what has to succeed for the test to mean anything.
    func must(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue?, as who: Actor?, headers: HTTPFields = [:]
    ) async throws -> Seen {
        let seen = try await send(method, path, body, as: who, headers: headers)
        try #require(seen.status.kind == .successful, "\(method) \(path): \(seen.text)")
        return seen
    }

    /// The newest code mailed to an address.
    func mailedCode(to address: String) async throws -> String {
        let mail = try await get("/api/demo/mail?to=\(address)").text
        return String(try #require(mail.firstMatch(of: /prior_l_[A-Za-z0-9_-]+/)).output)
    }
}

import Foundation
import HTTPTypes

@testable import PriorService

// What people give as evidence, one of each.
extension PermissionWorld {
    /// The least that is read as a badge.
    static let badge = #"{"type": ["VerifiableCredential", "OpenBadgeCredential"]}"#

    mutating func addCredentials() async throws {
        let portfolio = "/api/portfolios/\(draft.portfolio)"
        credential =
            try await stage.send(.post, "\(portfolio)/badges", bytes: Array(Self.badge.utf8), as: owner)
            .json["evidence"]?.string ?? ""
        certificate = try await stage.send(
            .post, "\(portfolio)/evidence?title=Certificate&kind=priorCredential",
            bytes: Array("Trade test, grade C.\n".utf8), as: owner
        ).id
        translation = try await stage.must(
            .post, "/api/evidence/\(certificate)/translations",
            ["language": "st", "text": "Teko.", "translatorName": "Somebody", "relation": "friend"], as: owner
        ).id
    }

    /// One testimonial given, one still asked for, one observation that waits for the learner's signature.
    mutating func addStatements() async throws {
        var codes: [String] = []
        for address in ["pulane@example.org", "sello@example.org"] {
            asked = try await stage.must(
                .post, "/api/portfolios/\(draft.portfolio)/testimonial-requests",
                ["claim": .string(draft.claim), "witnessName": "Witness", "witnessEmail": .string(address)], as: owner
            ).id
            codes.append(try await stage.mailedCode(to: address))
        }
        let witness = Actor(id: "", name: "witness", email: "", token: codes[0])
        witnessed = try await stage.must(.post, "/api/testimonials", try await testimonial(witness), as: witness).id
        members.append(Member(name: "link", actor: Actor(id: "", name: "link", email: "", token: codes[1])))
        members.append(Member(name: "operator", actor: stage.operator))
        let report = try await stage.must(
            .post, "/api/portfolios/\(draft.portfolio)/observations", observed, as: crew.adviser)
        (observation, signed) = (report.id, report.json["encounter"]?.string ?? "")
        let path = "/api/portfolios/\(draft.portfolio)/encounters"
        proposed = try await stage.must(.post, path, meeting, as: crew.adviser).id
        agreed = try await stage.must(.post, path, meeting, as: crew.adviser).id
        _ = try await stage.must(
            .post, "/api/encounters/\(agreed)/agreements", ["criteriaDiscussed": true], as: owner,
            headers: [.ifMatch: "\"1\""])
    }

    var meeting: JSONValue {
        [
            "kind": "observation", "claim": .string(draft.claim), "conductor": .string(crew.adviser.id),
            "startsAt": .string(RFC3339.string(stage.clock.now.addingTimeInterval(86_400))),
            "timeZone": "Africa/Maseru", "durationMinutes": 60, "place": "Kingsway, Maseru",
            "criteria": [.string(draft.criteria[0].id)],
        ]
    }
}

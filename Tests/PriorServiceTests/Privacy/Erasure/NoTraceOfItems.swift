import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// What else a learner leaves behind: words beside an item, what somebody saw of them, badges, certificates, and a bag that went
/// to another institution.
struct NoTraceOfItems: Sendable {
    let stage: Stage
    let journey: Journey

    func plant(
        on item: String, translation: String, transcript: String, seen: String, badge: String, awarding: String
    ) async throws {
        let (learner, portfolio) = (journey.learner, "/api/portfolios/\(journey.portfolio)")
        _ = try await stage.must(
            .post, "/api/evidence/\(item)/translations",
            ["language": "st", "text": .string(translation), "translatorName": "Somebody", "relation": "friend"],
            as: learner)
        let version = try await stage.get("/api/evidence/\(item)", as: learner).version
        _ = try await stage.must(
            .patch, "/api/evidence/\(item)",
            ["transcript": ["text": .string(transcript), "language": "en", "by": "learner"]], as: learner,
            headers: [.ifMatch: version])
        let observed = try await stage.must(
            .post, "\(portfolio)/observations",
            [
                "claim": .string(journey.claim), "place": "Kingsway, Maseru",
                "startedAt": .string(RFC3339.string(stage.clock.now.addingTimeInterval(-7_200))),
                "durationMinutes": 60,
                "seen": [
                    ["criterion": .string(journey.criteria[0].id), "seen": "yes", "comment": .string(seen)]
                ],
                "signature": "Somebody of the staff",
            ], as: journey.crew.adviser)
        _ = try await stage.must(
            .post, "/api/encounters/\(observed.json["encounter"]?.string ?? "")/countersignatures",
            ["signature": .string(learner.name)], as: learner)
        let credential =
            #"{"type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "\#(badge)", "#
            + #""credentialSubject": {"type": "AchievementSubject", "achievement": {"name": "\#(badge)"}}}"#
        let held = try await stage.send(
            .post, "\(portfolio)/badges", bytes: Array(credential.utf8), as: learner)
        try #require(held.status == .created, "\(held.text)")
        let certificate = try await stage.send(
            .post, "\(portfolio)/evidence?title=Certificate&kind=priorCredential",
            bytes: Array("Trade test, grade C.\n".utf8), as: learner, headers: [.contentType: "text/plain"])
        let known = try await stage.get("/api/evidence/\(certificate.id)", as: learner).version
        _ = try await stage.must(
            .put, "/api/evidence/\(certificate.id)/certificate",
            ["title": "Trade test", "awardingBody": .string(awarding)], as: learner, headers: [.ifMatch: known])

        let bag = try await stage.bag(of: journey.portfolio, as: learner)
        let college = try await stage.institution("lerotholi")
        let there = try await stage.portfolio(of: learner, at: college, titled: "Brought along")
        let brought = try await stage.bring(bag, to: there, as: learner)
        #expect(brought.status == .created, "\(brought.text)")
    }
}

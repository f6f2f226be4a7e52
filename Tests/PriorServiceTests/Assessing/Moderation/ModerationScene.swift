import Assessment
import Foundation
import HTTPTypes
import Postgres
import Testing

@testable import PriorService

/// A case whose two assessors are in, at a college that samples, with its moderator.
struct ModerationScene: Sendable {
    let work: Casework
    let moira: Actor
    let submission: String
    let ben: String
    let carol: String

    /// - Parameters:
    ///   - areNew: whether the assessors are so new that all they mark is looked at.
    ///   - drifts: whether it was found today that one of them drifts.
    static func settled(
        _ stage: Stage, policy: String = "lesotho@3", areNew: Bool = true, drifts: Bool = false,
        slug: String = "limkokwing"
    ) async throws -> ModerationScene {
        let work = try await stage.casework(policy: policy, slug: slug)
        try await work.showPapers()
        let moira = try await stage.staff("Moderator Moira", .moderator, at: work.institution)
        if !areNew {
            try await stage.resources.database.execute(
                "update membership set granted_at = granted_at - interval '400 days'")
        }
        if drifts {
            try await stage.resources.database.execute(
                """
                insert into assessor_drift (institution_id, assessor_id, worked_out_at, is_drifting)
                values (\(work.institution)::uuid, \(work.carol.id)::uuid, \(stage.clock.now), true)
                """)
        }
        let submission = try await work.admitted()
        let scene = ModerationScene(
            work: work, moira: moira, submission: submission,
            ben: try await work.seated(submission, work.ben, "first"),
            carol: try await work.seated(submission, work.carol, "second"))
        for (id, who) in [(scene.ben, work.ben), (scene.carol, work.carol)] {
            try await work.work(id, as: who)
            let done = try await work.complete(id, as: who)
            #expect(done.status == .created, "\(done.text)")
        }
        return scene
    }

    var stage: Stage { work.stage }

    /// What the moderator is to look at.
    func queue() async throws -> [JSONValue] { try await stage.get("/api/moderations", as: moira).items }

    /// The one that the moderator is to look at, taken.
    func taken() async throws -> String {
        let id = try #require(try await queue().first?["id"]?.string)
        _ = try await stage.must(.post, "/api/moderations/\(id)/acceptances", ["independence": true], as: moira)
        return id
    }

    /// Decides a minute later: what is marked again is later than what was.
    func decide(_ id: String, _ verdict: JSONValue) async throws -> Seen {
        stage.clock.advance(60)
        return try await stage.post("/api/moderations/\(id)/verdicts", verdict, as: moira)
    }

    func recommend() async throws -> Seen {
        try await stage.post(
            "/api/submissions/\(submission)/recommendations", ["claim": .string(work.claims[0])], as: work.elias)
    }

    static let doubt: JSONValue = [
        "verdict": "sentBack",
        "reasons": [["criterion": "drawing", "says": "The drawing on the photo is of another house."]],
    ]
}

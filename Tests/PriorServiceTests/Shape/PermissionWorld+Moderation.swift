import Assessment
import Foundation
import HTTPTypes
import Postgres

@testable import PriorService

extension PermissionWorld {
    private static let open = "00000000-0000-7000-8000-0000000000c1"
    private static let taken = "00000000-0000-7000-8000-0000000000c2"
    private static let waiting = "00000000-0000-7000-8000-0000000000c3"
    private static let round = "00000000-0000-7000-8000-0000000000c4"

    /// Outcomes of the case that is scored by its first: one to take, one that the moderator took, one that waits for a
    /// round; and a round.
    mutating func addModerations() async throws {
        let pinned: JSONValue = [
            "claim": .string(scored.claim), "evidence": .string(scored.evidence[0]), "says": "Whose stamp is this?",
        ]
        comment = try await stage.must(
            .post, "/api/assignments/\(scored.assignments[0])/comments", pinned, as: crew.assessors[0]
        ).id
        let moderator = member("moderator")?.id ?? ""
        for (place, (id, isDrawn, who)) in [
            (Self.open, true, nil), (Self.taken, true, moderator), (Self.waiting, nil as Bool?, nil as String?),
        ].enumerated() {
            let moment = stage.clock.now.addingTimeInterval(Double(place))
            try await stage.resources.database.execute(
                """
                insert into moderation (id, institution_id, submission_id, claim_id, unit_id, unit_version, policy_id,
                    policy_version, outcome, scorecard_id, settled_at, is_drawn, moderator_id, taken_at)
                select \(id)::uuid, k.institution_id, \(scored.submission)::uuid, k.claim_id, k.unit_id, k.unit_version,
                    'lesotho', '1', 'competent', k.id, \(moment), \(isDrawn), \(who)::uuid,
                    case when \(who)::uuid is not null then \(moment) end
                from scorecard k where k.assignment_id = \(scored.assignments[0])::uuid
                """)
        }
        try await stage.resources.database.execute(
            """
            insert into moderation_round (id, institution_id, policy_id, policy_version, method, seed, population, size,
                drawn_by, drawn_at)
            values (\(Self.round)::uuid, \(institution)::uuid, 'lesotho', '1', 'squareRoot', sha256('seed'), 0, 0,
                \(crew.coordinator.id)::uuid, \(stage.clock.now))
            """)
    }

    func probeOfModeration(_ route: String) -> Probe? {
        switch route {
        case "showModerationQueue": Probe("/api/moderations")
        case "showModeration": Probe("/api/moderations/\(Self.open)")
        case "takeModeration": Probe("/api/moderations/\(Self.open)/acceptances", ["independence": true])
        case "giveModerationBack": Probe("/api/moderations/\(Self.taken)/acceptances")
        case "decideModeration": Probe("/api/moderations/\(Self.taken)/verdicts", ["verdict": "agreed"])
        case "listSendBacks": Probe("/api/assignments/\(scored.assignments.first ?? "")/send-backs")
        case "listModerations": Probe("/api/institutions/\(institution)/moderations")
        case "drawModerationRound": Probe("/api/institutions/\(institution)/moderation-rounds", [:])
        case "listModerationRounds": Probe("/api/institutions/\(institution)/moderation-rounds")
        case "showModerationRound": Probe("/api/moderation-rounds/\(Self.round)")
        case "showReliability": Probe("/api/institutions/\(institution)/reliability")
        case "downloadRatings": Probe("/api/institutions/\(institution)/reliability/ratings")
        case "makeComment":
            Probe(
                "/api/assignments/\(scored.assignments.first ?? "")/comments",
                ["claim": .string(scored.claim), "evidence": .string(scored.evidence[0]), "says": "More."])
        case "listOwnComments": Probe("/api/assignments/\(scored.assignments.first ?? "")/comments")
        case "changeComment": Probe("/api/comments/\(comment)", ["says": "Another."]).with(.ifMatch, "\"1\"")
        case "removeComment": Probe("/api/comments/\(comment)").with(.ifMatch, "\"1\"")
        case "listComments": Probe("/api/submissions/\(assessed.submission)/comments")
        case "saveDraft":
            Probe("/api/assignments/\(scored.assignments.first ?? "")/drafts/\(scored.claim)", ["notes": "Hm."])
                .with(.ifMatch, "\"0\"")
        case "listDrafts": Probe("/api/assignments/\(scored.assignments.first ?? "")/drafts/\(scored.claim)")
        default: nil
        }
    }
}

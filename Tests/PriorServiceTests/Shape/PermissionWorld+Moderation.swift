import Assessment
import Foundation
import HTTPTypes
import Postgres

@testable import PriorService

extension PermissionWorld {
    private static let open = "00000000-0000-7000-8000-0000000000c1"
    private static let taken = "00000000-0000-7000-8000-0000000000c2"
    private static let waiting = "00000000-0000-7000-8000-0000000000c3"
    private static let panel = "00000000-0000-7000-8000-0000000000c5"
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
        try await addAnchor()
        try await stage.resources.database.execute(
            """
            with made as (insert into panel (id, institution_id, submission_id, assignment_id, convened_by, convened_at)
                values (\(Self.panel)::uuid, \(institution)::uuid, \(scored.submission)::uuid,
                    \(scored.assignments[0])::uuid, \(crew.coordinator.id)::uuid, \(stage.clock.now)) returning id)
            insert into panel_member (panel_id, person_id)
            select id, \(member("panel")?.id ?? "")::uuid from made
            """)
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

    /// The best level everywhere, each with a reason.
    private var agreedMarks: JSONValue {
        .array(
            assessed.criteria.map {
                ["criterion": .string($0.id), "level": .string($0.best), "says": "It is all there."]
            })
    }

    /// An anchor of the recommended case, and an attempt of the second assessor, who did not mark it.
    private mutating func addAnchor() async throws {
        anchor = try await stage.must(
            .post, "/api/institutions/\(institution)/anchors",
            [
                "submission": .string(recommended.submission), "claim": .string(recommended.claim), "title": "A wall",
                "consent": "A letter.", "marks": agreedMarks,
            ], as: crew.coordinator
        ).id
        // The one who is to begin may not know the learner; a tie of theirs is declared elsewhere.
        let newcomer = try await stage.staff("Newcomer Neo", .assessor, at: institution)
        attempt = try await stage.must(
            .post, "/api/anchors/\(anchor)/attempts", ["purpose": "practice"], as: newcomer
        ).id
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
        case "convenePanel":
            Probe(
                "/api/submissions/\(offered.submission)/panels",
                ["chair": .string(crew.assessors[0].id), "members": [.string(crew.assessors[1].id)]])
        case "listPanels": Probe("/api/panels")
        case "showPanel": Probe("/api/panels/\(Self.panel)")
        case "agreeOnPanel": Probe("/api/panels/\(Self.panel)/agreements")
        case "makeAnchor":
            Probe(
                "/api/institutions/\(institution)/anchors",
                [
                    "submission": .string(assessed.submission), "claim": .string(assessed.claim), "title": "A wall",
                    "consent": "A letter.", "marks": agreedMarks,
                ])
        case "listAnchors": Probe("/api/institutions/\(institution)/anchors")
        case "showAnchor": Probe("/api/anchors/\(anchor)")
        case "retireAnchor": Probe("/api/anchors/\(anchor)/retirements")
        case "beginAttempt": Probe("/api/anchors/\(anchor)/attempts", ["purpose": "practice"])
        case "markAttempt": Probe("/api/anchor-attempts/\(attempt)/marks", ["marks": agreedMarks])
        case "showAttempt": Probe("/api/anchor-attempts/\(attempt)")
        case "listAttempts": Probe("/api/anchor-attempts")
        case "listCertifications": Probe("/api/institutions/\(institution)/certifications")
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

import Assessment
import HTTPTypes

extension Routes {
    static let scoring: [Route] = [
        .put(
            "/api/assignments/{id}/rulings/{claim}/{evidence}", "putRuling", for: .person,
            takes: .json(NewRulingBody.self), gives: .ok(RulingBody.self), "Rules on one item for one claim.",
            RulingRoutes.put),
        .list(
            "/api/assignments/{id}/rulings", "listRulings", for: .person, of: RulingBody.self,
            "My rulings, in their latest revision.", RulingRoutes.list),
        .list(
            "/api/assignments/{id}/rulings/{claim}/{evidence}", "listRulingRevisions", for: .person,
            of: RulingBody.self,
            "Every revision of my ruling on one item, oldest first.", RulingRoutes.history),
        .list(
            "/api/submissions/{id}/rulings", "listSubmittedRulings", for: .person, of: SubmittedRulingBody.self,
            problems: [.conflict], "Everybody's rulings with all revisions, once all are in.", RulingRoutes.all),
        .get(
            "/api/assignments/{id}/findings", "showFindings", for: .person, gives: .ok(FindingsBody.self),
            problems: [.conflict],
            "What the policy found of the case when it was handed in; for its assessor, blind.", FindingsRoutes.show),
        .put(
            "/api/assignments/{id}/scores/{claim}/{criterion}", "putScore", for: .person,
            takes: .json(NewScoreBody.self), gives: .ok(ScoreBody.self), versioned: true, "Gives a criterion a level.",
            ScoringRoutes.put),
        .list(
            "/api/assignments/{id}/scorecards", "listScorecards", for: .person, of: ScorecardBody.self,
            problems: [.conflict], "My scorecards, one for each claim.", ScoringRoutes.own),
        .post(
            "/api/assignments/{id}/completions", "completeAssignment", for: .person,
            gives: .created(CompletionBody.self), "Submits every scorecard of an assignment, for good.",
            CompletionRoutes.complete),
        .list(
            "/api/submissions/{id}/scorecards", "listSubmittedScorecards", for: .person,
            of: SubmittedScorecardBody.self, problems: [.conflict], "Everybody's scorecards, once all are in.",
            ScoringRoutes.all),
        .list(
            "/api/submissions/{id}/outcomes", "listOutcomes", for: .staff(.readPortfolios), of: ClaimOutcomeBody.self,
            "What the scorecards come to, claim by claim.", CompletionRoutes.outcomes),
    ]
}

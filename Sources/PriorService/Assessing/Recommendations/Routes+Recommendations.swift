import Assessment

extension Routes {
    static let recommendations: [Route] = [
        .post(
            "/api/submissions/{id}/recommendations", "recommend", for: .staff(.recommend),
            takes: .json(NewRecommendationBody.self), gives: .created(RecommendationBody.self),
            "Writes what the scorecards of one claim come to.", RecommendationRoutes.create),
        .list(
            "/api/submissions/{id}/recommendations", "listRecommendationsOfSubmission", for: .person,
            of: RecommendationBody.self, "The recommendations on a submission.", RecommendationRoutes.listOfSubmission),
        .list(
            "/api/portfolios/{id}/recommendations", "listRecommendationsOfPortfolio", for: .person,
            of: RecommendationBody.self,
            "The recommendations on a portfolio; its learner sees them once every claim has one.",
            RecommendationRoutes.listOfPortfolio),
        .get(
            "/api/recommendations/{id}", "showRecommendation", for: .person, gives: .ok(RecommendationBody.self),
            "One recommendation, with its decision once there is one.", RecommendationRoutes.show),
        .post(
            "/api/recommendations/{id}/decisions", "decide", for: .staff(.decide), takes: .json(NewDecisionBody.self),
            gives: .created(DecisionBody.self),
            "Decides a recommendation for the institution; what is granted is posted.", DecisionRoutes.create),
        .post(
            "/api/institutions/{id}/decisions", "decideBatch", for: .staff(.decide),
            takes: .json(NewDecisionBatchBody.self), gives: .ok(DecisionBatchBody.self),
            "Decides up to 200 recommendations at once: each for itself, or all or none.", DecisionBatchRoutes.create),
        .post(
            "/api/recommendations/{id}/signatures", "signDecision", for: .staff(.decide),
            takes: .json(NewDecisionBody.self), gives: .created(SignedBody.self),
            "Signs a decision that a committee makes; with the last signature needed it is made.",
            SignatureRoutes.create),
        .list(
            "/api/recommendations/{id}/signatures", "listSignatures", for: .person, of: SignatureBody.self,
            "What members of a committee signed; staff only.", SignatureRoutes.list),
        .get(
            "/api/recommendations/{id}/statement", "showStatement", for: .person, gives: .ok(StatementBody.self),
            "A recommendation in the form that receivers know.", StatementRoutes.show),
        .list(
            "/api/portfolios/{id}/decisions", "listDecisions", for: .person, of: DecisionBody.self,
            "What was decided on a portfolio.", DecisionRoutes.list),
        .post(
            "/api/portfolios/{id}/closures", "closePortfolio", for: .staff(.recommend),
            gives: .created(ClosureBody.self), "Closes a portfolio on which everything is decided.",
            ClosureRoutes.create),
    ]
}

import Assessment
import HTTPTypes

extension Routes {
    static let portfolios: [Route] = [
        .post(
            "/api/portfolios", "openPortfolio", for: .person, takes: .json(NewPortfolioBody.self),
            gives: .created(PortfolioBody.self), "Opens a portfolio; whoever opens it is its learner.",
            PortfolioRoutes.create),
        .list(
            "/api/portfolios", "listPortfolios", for: .person,
            query: [
                .may("institution", .id, "Those lodged there, for its staff, in place of your own."),
                .may("state", .choice(of: Portfolio.State.self), "Only those in this state."),
            ], of: PortfolioBody.self, problems: [.forbidden],
            "The portfolios you build or advise; for staff, those of their institution. Newest first.",
            PortfolioRoutes.list),
        .get(
            "/api/portfolios/{id}", "showPortfolio", for: .person, gives: .ok(PortfolioDetailBody.self),
            "One portfolio with its claims.", PortfolioRoutes.show),
        .patch(
            "/api/portfolios/{id}", "renamePortfolio", for: .person, takes: .json(PortfolioChangeBody.self),
            gives: .ok(PortfolioBody.self), "Renames a portfolio.", PortfolioRoutes.rename),
        .post(
            "/api/portfolios/{id}/withdrawals", "withdrawPortfolio", for: .person, takes: .json(NewWithdrawalBody.self),
            gives: .created(PortfolioBody.self), "Takes a portfolio back, until it is decided.",
            PortfolioRoutes.withdraw),
        .get(
            "/api/portfolios/{id}/completeness", "showCompleteness", for: .person, gives: .ok(CompletenessBody.self),
            "What is missing, who has the portfolio, since when, and what comes next.", PortfolioRoutes.completeness),
        .put(
            "/api/portfolios/{id}/advisers/{person}", "addAdviser", for: .staff(.assign), takes: .nothing,
            gives: .noContent, "Says who advises the learner.", AdviserRoutes.put),
        .delete(
            "/api/portfolios/{id}/advisers/{person}", "removeAdviser", for: .staff(.assign),
            "Says that someone advises the learner no more.", AdviserRoutes.remove),
        .post(
            "/api/portfolios/{id}/claims", "makeClaim", for: .person, takes: .json(NewClaimBody.self),
            gives: .created(ClaimBody.self), "Claims a unit.", ClaimRoutes.create),
        .delete("/api/claims/{id}", "withdrawClaim", for: .person, "Withdraws a claim.", ClaimRoutes.withdraw),
    ]
}

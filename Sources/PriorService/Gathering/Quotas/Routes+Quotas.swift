import Assessment
import HTTPTypes

extension Routes {
    static let quotas: [Route] = [
        .get(
            "/api/portfolios/{id}/usage", "showPortfolioUsage", for: .person, gives: .ok(UsageBody.self),
            "How much a portfolio holds, and how much it may.", QuotaRoutes.showPortfolio),
        .get(
            "/api/institutions/{id}/usage", "showInstitutionUsage", for: .staff(.administer),
            gives: .ok(UsageBody.self), "How much an institution's portfolios hold together, and how much they may.",
            QuotaRoutes.showInstitution),
        .put(
            "/api/institutions/{id}/quota", "limitInstitution", for: .operator, takes: .json(QuotaBody.self),
            gives: .ok(UsageBody.self), "Says how much an institution's portfolios may hold together.",
            QuotaRoutes.limit),
    ]
}

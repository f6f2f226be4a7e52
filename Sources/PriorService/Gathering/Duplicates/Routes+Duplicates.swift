import HTTPTypes

extension Routes {
    static let duplicates: [Route] = [
        .list(
            "/api/submissions/{id}/duplicates", "listDuplicatesOfSubmission", for: .person, of: DuplicateBody.self,
            "Which items of a case were used before, or are nearly the same as others: signs for people, no verdict.",
            DuplicateRoutes.ofSubmission),
        .list(
            "/api/portfolios/{id}/duplicates", "listDuplicatesOfPortfolio", for: .person, of: DuplicateBody.self,
            "The same for what is in a portfolio now, for staff.", DuplicateRoutes.ofPortfolio),
    ]
}

import Assessment
import HTTPTypes

extension Routes {
    private static let ratingQuery: [Schema.Field] = [
        .may("unit", .text(120), "Only of this unit, `id` or `id@version`."),
        .may("criterion", .slug, "Only of this criterion."),
        .may("assessor", .id, "Only what this assessor marked, and others beside them."),
        .may("from", .date, "Submitted from this day on, in UTC; a year ago when not given."),
        .may("to", .date, "Submitted until the end of this day."),
    ]

    static let reliability: [Route] = [
        .get(
            "/api/institutions/{id}/reliability", "showReliability", for: .person, query: ratingQuery,
            gives: .ok(ReliabilityBody.self),
            "How well assessors agree; for an assessor, how strictly they mark themself.", ReliabilityRoutes.show),
        .get(
            "/api/institutions/{id}/reliability/ratings", "downloadRatings", for: .staff(.readPortfolios),
            query: ratingQuery, gives: .other("text/csv"), "The marks behind the figures, for `prior reliability`.",
            ReliabilityRoutes.ratings),
    ]
}

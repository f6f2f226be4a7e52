import Assessment
import HTTPTypes

extension Routes {
    private static let formats: Schema = .choice(["json", "csv", "ndjson"])

    static let statistics: [Route] = [
        .get(
            "/api/institutions/{id}/statistics/{table}", "showStatistics", for: .staff(.audit),
            query: [
                .may("by", .choice(of: StatisticsGroup.self), "What it is divided by; `none` when not given."),
                .may("year", .integer(2000...9998), "Which year; the present one when not given."),
                .may("format", formats, "`json`, when not given; `csv` or `ndjson`."),
            ], gives: .ok(StatisticsBody.self), also: [.other("text/csv"), .other("application/x-ndjson")],
            "Counts, times and costs of a year: `funnel`, `outcomes`, `decisions`, `steps`, `workload`, `costs`.",
            StatisticsRoutes.show),
        .list(
            "/api/institutions/{id}/costs", "listCosts", for: .staff(.audit), of: CostBody.self,
            "What work costs the institution, from which day on.", CostRoutes.list),
        .put(
            "/api/institutions/{id}/costs/{kind}", "setCost", for: .staff(.setCosts), takes: .json(NewCostBody.self),
            gives: .ok(CostBody.self), "Says what a `seat`, `moderation`, `appeal` or `siteVisit` costs from a day on.",
            CostRoutes.put),
        .get(
            "/api/people/me/about", "showAboutMe", for: .person, gives: .ok(AboutMeBody.self),
            "What I told of myself for statistics.", AboutMeRoutes.show),
        .put(
            "/api/people/me/about", "putAboutMe", for: .person, takes: .json(AboutMeBody.self),
            gives: .ok(AboutMeBody.self), "Tells of me for statistics, as much as I like.", AboutMeRoutes.put),
        .delete(
            "/api/people/me/about", "removeAboutMe", for: .person, "Takes back what I told of myself for statistics.",
            AboutMeRoutes.remove),
    ]
}

import HTTPTypes

extension Routes {
    static let qualifications: [Route] = [
        .list(
            "/api/qualifications", "listQualifications", for: .anyone,
            query: [
                .may("region", .text(100), "Only those whose region has this in it."),
                .may("unit", .slug, "Only those that this unit counts towards, by its id."),
            ], of: QualificationSummaryBody.self, "What units add up to.", QualificationRoutes.list),
        document(
            "/api/qualifications/{key}", "showQualification",
            "One qualification: what it is made of, its figures, what some routes cannot bring.",
            QualificationRoutes.show),
        .list(
            "/api/crosswalks", "listCrosswalks", for: .anyone,
            query: [
                .may("from", .slug, "Only from this framework, by its id."),
                .may("to", .slug, "Only to this framework, by its id."),
            ], of: CrosswalkSummaryBody.self, "How frameworks stand beside each other.", CrosswalkRoutes.list),
        document(
            "/api/crosswalks/{key}", "showCrosswalk", "One crosswalk, level by level, with its sources and gaps.",
            CrosswalkRoutes.show),
        .get(
            "/api/credits/{id}/crosswalks", "carryCredit", for: .person, gives: .ok(CarriedCreditBody.self),
            "What a credit may come to on other frameworks; only an indication.", CrosswalkRoutes.carry),
        .get(
            "/api/portfolios/{id}/plan", "showPlanOfPortfolio", for: .person, query: planQuery,
            gives: .ok(PlanBody.self), "The way from a portfolio to a qualification.", PlanRoutes.showOfPortfolio),
        .get(
            "/api/me/plan", "showMyPlan", for: .person,
            query: planQuery + [
                .may("institution", .id, "Where you mean to finish; your newest portfolio's if absent.")
            ],
            gives: .ok(PlanBody.self), "The way from everything I have to a qualification.", PlanRoutes.showMine),
        .get(
            "/api/me/record", "showMyRecord", for: .person, gives: .ok(RecordBody.self),
            "My credit record: units, and what they add up to.", RecordRoutes.showMine),
        .get(
            "/api/portfolios/{id}/record", "showRecordOfPortfolio", for: .person, gives: .ok(RecordBody.self),
            "The credit record of a portfolio's learner, as far as who asks may see it.", RecordRoutes.showOfPortfolio),
    ]

    private static let planQuery: [Schema.Field] = [
        .must("qualification", .text(120), "Where to, as `building-trades@1`; without a version the newest."),
        .may("without", .text(1_000), "Units not to be taken up, by their ids, with commas between."),
    ]

    private static func document(
        _ path: String, _ name: String, _ says: String, _ handler: @escaping Route.Handler
    ) -> Route {
        .get(
            path, name, for: .anyone, gives: .ok(DocumentBody.self),
            also: [.init(status: .notModified, body: .nothing)], says, handler)
    }
}

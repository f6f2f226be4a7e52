import HTTPTypes

extension Routes {
    static let rubrics: [Route] = [
        .list(
            "/api/frameworks", "listFrameworks", for: .anyone, of: DocumentSummaryBody.self,
            "Which qualifications frameworks there are.", RubricsRoutes.frameworks),
        document(
            "/api/frameworks/{key}", "showFramework", "One framework: its levels, descriptors and credit system.",
            RubricsRoutes.framework),
        .list(
            "/api/policies", "listPolicies", for: .anyone, of: DocumentSummaryBody.self, "Which policies there are.",
            RubricsRoutes.policies),
        document(
            "/api/policies/{key}", "showPolicy", "One policy: every rule with its source.", RubricsRoutes.policy),
        .list(
            "/api/units", "listUnits", for: .anyone,
            query: [
                .may("field", .text(100), "Only units whose field has this in it."),
                .may("region", .text(100), "Only units whose region has this in it."),
                .may("q", .text(100), "Only units that speak of this."),
            ], of: UnitSummaryBody.self, "Which units can be claimed.", RubricsRoutes.units),
        document(
            "/api/units/{key}", "showUnit",
            "One unit: outcomes, criteria with level descriptors, credits, questions for witnesses, sources.",
            RubricsRoutes.unit),
    ]

    private static func document(
        _ path: String, _ name: String, _ says: String, _ handler: @escaping Route.Handler
    ) -> Route {
        .get(
            path, name, for: .anyone, gives: .ok(DocumentBody.self),
            also: [.init(status: .notModified, body: .nothing)], says, handler)
    }
}

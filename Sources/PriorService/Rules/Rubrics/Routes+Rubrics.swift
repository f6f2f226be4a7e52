import HTTPTypes
import Rubrics

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
        changes(.framework, "Framework"), changes(.policy, "Policy"), changes(.unit, "Unit"),
        changes(.qualification, "Qualification"), changes(.crosswalk, "Crosswalk"),
        changes(.calendar, "Calendar"),
        .get(
            "/api/policies/{key}/comparison", "comparePolicies", for: .anyone,
            query: [.must("with", .text(120), "The other policy, `id@version`.")], gives: .ok(ComparisonBody.self),
            also: [.init(status: .notModified, body: .nothing)],
            "Two policies side by side: every figure of either with its source.", ComparingRoutes.comparison),
    ]

    private static func changes(_ kind: DocumentKind, _ name: String) -> Route {
        .get(
            "/api/\(kind.folder)/{key}/changes", "show\(name)Changes", for: .anyone,
            query: [.must("to", .text(120), "The other version, `id@version`.")], gives: .ok(ChangesBody.self),
            also: [.init(status: .notModified, body: .nothing)],
            "What another version of a \(kind.rawValue) says otherwise, in words and as data.",
            ComparingRoutes.changes(of: kind))
    }

    private static func document(
        _ path: String, _ name: String, _ says: String, _ handler: @escaping Route.Handler
    ) -> Route {
        .get(
            path, name, for: .anyone, gives: .ok(DocumentBody.self),
            also: [.init(status: .notModified, body: .nothing)], says, handler)
    }
}

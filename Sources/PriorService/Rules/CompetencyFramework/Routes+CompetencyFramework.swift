import Assessment
import HTTPTypes

extension Routes {
    static let competencyFrameworks: [Route] =
        published.map { route in
            var route = route
            route.refuses = .json(CASEStatusInfo.self)
            return route
        } + packages

    private static let published: [Route] =
        [
            .get(
                "/ims/case/v1p1/CFDocuments", "listCFDocuments", for: .anyone,
                query: [
                    .may("limit", .anyText(20), "How many at most, 1 to 1000; 100 when not given."),
                    .may("offset", .anyText(20), "How many to leave out from the start."),
                    .may("sort", .anyText(80), "By which member of a document."),
                    .may("orderBy", .anyText(20), "`asc` or `desc`."),
                    .may("filter", .anyText(2000), "As `title~'bricks' AND adoptionStatus='Adopted'`."),
                    .may("fields", .anyText(1000), "Only these members and those that must be there, with commas."),
                ], gives: .other("application/json"), also: [.init(status: .notModified, body: .nothing)],
                problems: [.notFound], "Every framework, unit and qualification, in CASE 1.1.", CASERoutes.documents),
            collection(.documents, "showCFDocument", "One document."),
            collection(.packages, "showCFPackage", "One document with all that is in it."),
            collection(.items, "showCFItem", "A level, descriptor, unit, outcome or qualification."),
            collection(.itemAssociations, "showCFItemAssociations", "An item with what it is tied to."),
            collection(.associations, "showCFAssociation", "One tie between items."),
            collection(.rubrics, "showCFRubric", "A unit's rubric with its criteria and levels."),
            collection(.concepts, "showCFConcept", "A domain of a framework's descriptors."),
            collection(.subjects, "showCFSubject", "A field of work."),
            collection(.itemTypes, "showCFItemType", "A type of item."),
            collection(.licenses, "showCFLicense", "A licence."),
            collection(.groupings, "showCFAssociationGrouping", "A grouping of ties."),
        ]

    private static let packages: [Route] = [
        {
            var route = Route.post(
                "/api/case/packages", "importPackage", for: .staff(.author), takes: .bytes,
                query: [.must("institution", .id, "For which institution.")],
                gives: .created(ImportedPackageBody.self), also: [.ok(ImportedPackageBody.self)],
                problems: [.notFound],
                "Keeps a package of CASE 1.0 or 1.1 that anybody published, and begins drafts from it.",
                PackageImportRoutes.create)
            route.bodyType = "application/json"
            route.bodyShape = CASEPackageShape.self
            return route
        }(),
        .list(
            "/api/case/packages", "listImportedPackages", for: .staff(.readDocuments),
            query: [.must("institution", .id, "Of which institution.")], of: ImportedPackageBody.self,
            problems: [.forbidden, .notFound], "Which packages of others are kept.", PackageImportRoutes.list),
        .get(
            "/api/case/packages/{id}", "showImportedPackage", for: .staff(.readDocuments),
            gives: .ok(ImportedPackageBody.self),
            "One package of another publisher.", PackageImportRoutes.show),
        .get(
            "/api/case/packages/{id}/content", "exportImportedPackage", for: .staff(.readDocuments),
            query: [
                .may(
                    "form", .choice(["original", "published"]),
                    "Its own bytes, or as CASE 1.1 lets it be published; its own when not given.")
            ], gives: .other("application/json"), "The package itself.", PackageImportRoutes.content),
    ]

    private static func collection(_ collection: CASEIndex.Collection, _ name: String, _ says: String) -> Route {
        .get(
            "/ims/case/v1p1/\(collection.rawValue)/{id}", name, for: .anyone, gives: .other("application/json"),
            also: [.init(status: .notModified, body: .nothing)], says, CASERoutes.show(collection))
    }
}

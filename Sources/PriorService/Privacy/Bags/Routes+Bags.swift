import Assessment
import HTTPTypes

extension Routes {
    static let bags: [Route] = [
        .get(
            "/api/portfolios/{id}/bag", "exportPortfolio", for: .person,
            query: [
                .may("format", .choice(["zip", "tar"]), "As what; by `Accept`, or else ZIP, when not given."),
                .may("submission", .integer(1...10_000), "As it was handed in; as it is now when not given."),
            ], gives: .other("application/zip"), also: [.other("application/x-tar")], problems: [.conflict],
            "A portfolio with all its files and records, as a BagIt bag (RFC 8493).", BagRoutes.export),
        .post(
            "/api/portfolios/{id}/imports", "importBag", for: .person, takes: .bytes,
            gives: .created(BagImportBody.self),
            also: [.ok(BagImportBody.self)],
            "Brings a bag, a ZIP or tar file, into a portfolio: all of it, or nothing.", BagImportRoutes.create),
        .list(
            "/api/portfolios/{id}/imports", "listImports", for: .person, of: BagImportBody.self,
            "Which bags were brought into a portfolio.", BagRoutes.list),
        .post(
            "/api/imports/{id}/confirmations", "confirmImport", for: .staff(.admit),
            takes: .json(NewConfirmationBody.self), gives: .created(BagImportBody.self),
            "Says that the institution found out where a bag comes from: what others said in it counts from then on.",
            BagRoutes.confirm),
        .get(
            "/api/evidence/{id}/origin", "showOrigin", for: .person, gives: .ok(EvidenceOriginBody.self),
            "Where an item comes from that came in a bag.", BagRoutes.origin),
        .get(
            "/api/bag-key", "showBagKey", for: .anyone, gives: .ok(BagKeyBody.self),
            "The public key that bags from this service are signed by.", BagRoutes.key),
    ]
}

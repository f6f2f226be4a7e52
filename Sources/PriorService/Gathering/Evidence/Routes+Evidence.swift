import HTTPTypes

extension Routes {
    static let evidence: [Route] = [
        .post(
            "/api/portfolios/{id}/evidence", "addEvidence", for: .person, takes: .bytes, query: EvidenceForm.fields,
            gives: .created(EvidenceBody.self), problems: [.init(code: 507, reasonPhrase: "Insufficient Storage")],
            "Adds a file, streamed: the bytes are the body, of any Content-Type; what they are is found in them.",
            EvidenceRoutes.add),
        .list(
            "/api/portfolios/{id}/evidence", "listEvidence", for: .person, of: EvidenceBody.self,
            "What is in a portfolio.", EvidenceRoutes.list),
        .get(
            "/api/evidence/{id}", "showEvidence", for: .person, gives: .ok(EvidenceBody.self),
            "One item of evidence. Its ETag is that of its portfolio.", EvidenceRoutes.show),
        .patch(
            "/api/evidence/{id}", "changeEvidence", for: .person, takes: .json(EvidenceChangeBody.self),
            gives: .ok(EvidenceBody.self), "Says anew what an item is; If-Match takes the portfolio's ETag.",
            EvidenceRoutes.change),
        .delete(
            "/api/evidence/{id}", "removeEvidence", for: .person,
            "Takes an item out of the portfolio; submissions that hold it keep it.", EvidenceRoutes.remove),
        .get(
            "/api/evidence/{id}/content", "downloadEvidence", for: .person, gives: .other("*/*"),
            also: [
                .other("*/*", .partialContent), .init(status: .notModified, body: .nothing),
                .init(status: .temporaryRedirect, body: .nothing),
            ],
            problems: [.rangeNotSatisfiable, .conflict],
            "The file's bytes, for saving; takes Range, If-Range and If-None-Match.", EvidenceContent.show),
        .post(
            "/api/evidence/{id}/links", "linkEvidence", for: .person, takes: .json(NewEvidenceLinkBody.self),
            gives: .created(EvidenceLinkBody.self), "Says which criterion a part of an item shows.",
            EvidenceLinkRoutes.create),
        .put(
            "/api/evidence/{id}/pages", "arrangePages", for: .person, takes: .json(PagesBody.self),
            gives: .ok(EvidenceBody.self), versioned: true,
            "Puts photos in order as the following pages of a document; If-Match takes the portfolio's ETag.",
            PageRoutes.arrange),
        .delete("/api/links/{id}", "unlinkEvidence", for: .person, "Takes a link away.", EvidenceLinkRoutes.remove),
    ]
}

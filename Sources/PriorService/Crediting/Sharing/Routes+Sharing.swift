import Assessment
import HTTPTypes

extension Routes {
    /// Credit that a learner shows by a link.
    static let sharing: [Route] = [
        .post(
            "/api/shares", "shareCredits", for: .person, takes: .json(NewShareBody.self),
            gives: .created(ShareWithLinkBody.self), handsOutSecret: true,
            "Makes a link, also as a QR code, that shows some of my credits for so long and so often.",
            ShareRoutes.create),
        .list("/api/shares", "listShares", for: .person, of: ShareBody.self, "My links.", ShareRoutes.list),
        .delete("/api/shares/{id}", "endShare", for: .person, "Takes a link back.", ShareRoutes.end),
        .list(
            "/api/shares/{id}/looks", "listShareLooks", for: .person, of: ShareLookBody.self,
            "Who looked, as they said themselves.", ShareRoutes.looks),
        .post(
            "/api/shared-records", "openShare", for: .link, takes: .json(LookerBody.self),
            gives: .ok(SharedRecordBody.self), problems: [.notFound],
            "What a link shows; the last part of the link is the bearer token. It counts as a look.", ShareRoutes.open),
        .get(
            "/shared/{token}", "showSharePage", for: .anyone, gives: .other("text/html"),
            "A page that asks who looks; nothing is counted.", ShareRoutes.page),
        .post(
            "/shared/{token}", "openSharePage", for: .anyone,
            takes: .form([
                .may("name", .anyText(200), "Who you are."), .may("organisation", .anyText(200), "For whom you look."),
            ]), gives: .other("text/html"), "The page with the credits. It counts as a look.", ShareRoutes.pageOpened),
    ]
}

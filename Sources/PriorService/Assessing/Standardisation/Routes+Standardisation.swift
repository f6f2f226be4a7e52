import Assessment
import HTTPTypes

extension Routes {
    static let standardisation: [Route] = [
        .post(
            "/api/institutions/{id}/anchors", "makeAnchor", for: .staff(.assign), takes: .json(NewAnchorBody.self),
            gives: .created(AnchorBody.self), "Makes an assessed claim an anchor, with the marks agreed on.",
            AnchorRoutes.create),
        .list(
            "/api/institutions/{id}/anchors", "listAnchors", for: .person, of: AnchorBody.self,
            "The anchors of an institution; with the agreed marks for coordinators.", AnchorRoutes.list),
        .get(
            "/api/anchors/{id}", "showAnchor", for: .person, gives: .ok(AnchorBody.self), "One anchor.",
            AnchorRoutes.show),
        .post(
            "/api/anchors/{id}/retirements", "retireAnchor", for: .staff(.assign), gives: .created(AnchorBody.self),
            "Takes an anchor out of use.", AnchorRoutes.retire),
        .post(
            "/api/anchors/{id}/attempts", "beginAttempt", for: .staff(.assess), takes: .json(NewAttemptBody.self),
            gives: .created(AttemptBody.self), "Begins to measure oneself by an anchor; its case is shown blind.",
            AttemptRoutes.begin),
        .post(
            "/api/anchor-attempts/{id}/marks", "markAttempt", for: .person, takes: .json(AttemptMarksBody.self),
            gives: .created(AttemptBody.self), "Gives marks, and reads how they stand beside the agreed ones.",
            AttemptRoutes.mark),
        .get(
            "/api/anchor-attempts/{id}", "showAttempt", for: .person, gives: .ok(AttemptBody.self),
            "One of my attempts, with its feedback.", AttemptRoutes.show),
        .list(
            "/api/anchor-attempts", "listAttempts", for: .person, of: AttemptBody.self, "My attempts, newest first.",
            AttemptRoutes.own),
        .list(
            "/api/institutions/{id}/certifications", "listCertifications", for: .staff(.readPortfolios),
            of: CertificationBody.self, "Which assessors are certified for which unit.", AnchorRoutes.certifications),
    ]
}

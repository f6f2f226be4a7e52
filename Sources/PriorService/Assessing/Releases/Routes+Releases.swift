import Assessment

extension Routes {
    static let releases: [Route] = [
        .post(
            "/api/submissions/{id}/releases", "release", for: .staff(.recommend),
            gives: .created(ResultReleaseBody.self),
            "Lets the learner see what was decided on a submission.", ResultReleaseRoutes.create),
        .get(
            "/api/submissions/{id}/release", "showRelease", for: .person, gives: .ok(ResultReleaseBody.self),
            "What came of a submission, why, what next, and how to appeal.", ResultReleaseRoutes.show),
        .post(
            "/api/institutions/{id}/releases", "releaseBatch", for: .staff(.recommend),
            takes: .json(BatchReleaseBody.self), gives: .ok(BatchReleasedBody.self),
            "Releases several submissions; each that cannot be says why.", ResultReleaseRoutes.createBatch),
        .list(
            "/api/institutions/{id}/pending-releases", "listPendingReleases", for: .staff(.recommend),
            of: PendingReleaseBody.self, "Submissions on which everything is decided and nothing is released.",
            ResultReleaseRoutes.pending),
    ]
}

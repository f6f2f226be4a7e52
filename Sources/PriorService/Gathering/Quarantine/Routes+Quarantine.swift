import HTTPTypes

extension Routes {
    static let quarantine: [Route] = [
        .post(
            "/api/evidence/{id}/releases", "releaseEvidence", for: .person, takes: .json(ReleaseBody.self),
            gives: .ok(EvidenceBody.self),
            "Releases a file that the policy holds in quarantine, with a reason; never what a scanner found.",
            ReleaseRoutes.create)
    ]
}

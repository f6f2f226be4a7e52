import Assessment
import HTTPTypes

extension Routes {
    static let jobs: [Route] = [
        .list(
            "/api/jobs", "listJobs", for: .operator,
            query: [.may("state", .choice(of: JobBody.State.self), "Which; `failed` when not given.")],
            of: JobBody.self, "What the service does by itself: what waits, is due, failed or is done.", JobRoutes.list),
        .post(
            "/api/jobs/{id}/retries", "retryJob", for: .operator, gives: .noContent,
            "Tries a job again that was given up.", JobRoutes.retry),
    ]
}

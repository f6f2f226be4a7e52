import Assessment
import Foundation
import Postgres
import Reliability
import Rubrics

extension Change {
    /// Works out anew, at most once a day, whether the assessors of a claim drift: whether the last quarter's marks lie
    /// higher or lower beside the others' than those of before, with an interval that leaves no doubt. From fewer than
    /// thirty shared items nothing is concluded.
    func refreshDrift(of claim: ID<Claim>, in submission: SubmissionRecord) async throws {
        let stale = try await connection.query(
            """
            select distinct a.assessor_id from assignment a join scorecard k on k.assignment_id = a.id
                left join assessor_drift d on d.assessor_id = a.assessor_id and d.institution_id = a.institution_id
            where a.submission_id = \(submission.id) and k.claim_id = \(claim) and k.submitted_at is not null
                and (d.worked_out_at is null or d.worked_out_at < \(call.now.addingTimeInterval(-86_400)))
            order by a.assessor_id
            """)
        for row in stale {
            let assessor: ID<Person> = try row["assessor_id"]
            let filter = RatingFilter(
                institution: submission.institution, assessor: assessor,
                from: call.now.addingTimeInterval(-366 * 86_400), to: call.now)
            let ratings = try await connection.ratings(filter, call.resources.rubrics)
            let severity = ReliabilityReport.severity(of: assessor.description, in: ratings, resamples: 200)
            try await connection.execute(
                """
                insert into assessor_drift (institution_id, assessor_id, worked_out_at, is_drifting)
                values (\(submission.institution), \(assessor), \(call.now), \(severity.isDrifting))
                on conflict (institution_id, assessor_id) do update
                    set worked_out_at = excluded.worked_out_at, is_drifting = excluded.is_drifting
                """)
        }
    }
}

extension Severity {
    /// Whether the marks moved, beyond what chance would do.
    fileprivate var isDrifting: Bool {
        guard few == nil, let interval = drift?.interval else { return false }
        return interval.low > 0 || interval.high < 0
    }
}

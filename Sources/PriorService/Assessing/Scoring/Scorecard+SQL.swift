import Assessment
import Foundation
import Postgres
import Rubrics

/// The scores of a scorecard `k` as JSON, in the order of the criteria's ids.
private let scoreLines: SQL = """
    coalesce((select jsonb_agg(jsonb_build_object('criterion', x.criterion_id, 'level', x.level_id, 'comment', x.comment,
            'scoredAt', to_char(x.scored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by x.criterion_id)
        from score x where x.scorecard_id = k.id), '[]') as scores
    """

extension Row {
    fileprivate func scores() throws -> [ScoreLineBody] {
        let text: JSONText = try self["scores"]
        let array = try StrictJSON.parse(Array(text.rawValue.utf8)).array ?? []
        return array.map { score in
            ScoreLineBody(
                criterion: score["criterion"]?.string ?? "", level: score["level"]?.string ?? "",
                comment: score["comment"]?.string ?? "",
                scoredAt: score["scoredAt"]?.string.flatMap(RFC3339.date) ?? .distantPast)
        }
    }
}

extension Database {
    /// An assessor's scorecards, one for each claim that is theirs to score, opened or not.
    func scorecards(
        of record: AssignmentRecord, _ page: Page, _ rubrics: RubricsLibrary
    ) async throws -> [ScorecardBody] {
        try await query(
            """
            select c.claim_id, c.unit_id, c.unit_version, coalesce(k.version, 0) as version, k.submitted_at, k.outcome,
                k.result ->> 'words' as words, \(scoreLines)
            from submission_claim c left join scorecard k on k.claim_id = c.claim_id and k.assignment_id = \(record.id)
                and k.superseded_at is null
            where c.submission_id = \(record.submission) and c.claim_id > \(page.afterID ?? .zero)
                and (k.id is not null or not exists (select from claim_outcome o
                    where o.submission_id = c.submission_id and o.claim_id = c.claim_id))
            order by c.claim_id limit \(page.rows)
            """
        ).map { row in
            let unit = try DocumentKey(row, "unit_id", "unit_version")
            let scores = try row.scores()
            let document = try rubrics.unit(unit).value
            return ScorecardBody(
                claim: try row["claim_id"], unit: unit, title: document.title, version: try row["version"],
                submittedAt: try row["submitted_at"], outcome: try row["outcome"], words: try row["words"],
                scores: scores,
                unscored: document.rubric.criteria.map(\.id).filter { id in !scores.contains { $0.criterion == id } })
        }
    }

    /// Every submitted scorecard of a submission, by claim and seat, without its rulings; what was marked again included.
    func submittedScorecards(
        of submission: ID<Submission>, _ page: Page, namingAssessors: Bool
    ) async throws -> [(ID<Assignment>, SubmittedScorecardBody)] {
        let after: SQL =
            if let values = page.after, let claim = ID<Claim>(values[0]), let id = ID<Scorecard>(values[2]) {
                "and (k.claim_id, a.seat, k.id) > (\(claim), \(values[1]), \(id))"
            } else { "" }
        return try await query(
            """
            \(SubmittedScorecardBody.query) where a.submission_id = \(submission) and k.submitted_at is not null \(after)
            order by k.claim_id, a.seat, k.id limit \(page.rows)
            """
        ).map { (try $0["assignment_id"], try SubmittedScorecardBody($0, namingAssessors: namingAssessors)) }
    }
}

extension Connection {
    /// Every submitted scorecard of one claim, by seat, oldest first, without its rulings.
    func submittedScorecards(
        of submission: ID<Submission>, _ claim: ID<Claim>, namingAssessors: Bool
    ) async throws -> [(ID<Assignment>, SubmittedScorecardBody)] {
        try await query(
            """
            \(SubmittedScorecardBody.query) where a.submission_id = \(submission) and k.claim_id = \(claim)
                and k.submitted_at is not null order by a.seat, k.id
            """
        ).map { (try $0["assignment_id"], try SubmittedScorecardBody($0, namingAssessors: namingAssessors)) }
    }
}

extension SubmittedScorecardBody {
    fileprivate static let query: SQL = """
        select k.id, k.claim_id, k.unit_id, k.unit_version, a.id as assignment_id, a.seat, a.assessor_id, k.outcome,
            k.result ->> 'words' as words, k.submitted_at, k.superseded_at, \(scoreLines)
        from assignment a join scorecard k on k.assignment_id = a.id
        """

    fileprivate init(_ row: Row, namingAssessors: Bool) throws {
        self.init(
            id: try row["id"], claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            seat: try row["seat"], assessor: namingAssessors ? try row["assessor_id"] : nil,
            outcome: try row["outcome"], words: try row["words"], submittedAt: try row["submitted_at"],
            supersededAt: try row["superseded_at"], scores: try row.scores(), rulings: [])
    }
}

public import Assessment
public import Postgres

// The words of submissions, assignments, scorecards and moderations, as check constraints name them.

extension Submission.State: PostgresEncodable, PostgresDecodable {}
extension Assignment.Seat: PostgresEncodable, PostgresDecodable {}
extension ConflictDeclaration.Relation: PostgresEncodable, PostgresDecodable {}
extension Ruling.Finding: PostgresEncodable, PostgresDecodable {}
extension RubricResult.Outcome: PostgresEncodable, PostgresDecodable {}
extension ClaimStanding.Settled: PostgresEncodable, PostgresDecodable {}
extension OriginalSighting.Seen: PostgresEncodable, PostgresDecodable {}
extension Moderation.State: PostgresEncodable, PostgresDecodable {}
extension Moderation.Verdict: PostgresEncodable, PostgresDecodable {}

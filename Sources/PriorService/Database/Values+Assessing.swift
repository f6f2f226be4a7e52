public import Assessment
public import Postgres

// The words of submissions, assignments and scorecards, as check constraints name them.

extension Submission.State: PostgresEncodable, PostgresDecodable {}
extension Assignment.Seat: PostgresEncodable, PostgresDecodable {}
extension ConflictDeclaration.Relation: PostgresEncodable, PostgresDecodable {}
extension Ruling.Finding: PostgresEncodable, PostgresDecodable {}
extension RubricResult.Outcome: PostgresEncodable, PostgresDecodable {}
extension ClaimStanding.Settled: PostgresEncodable, PostgresDecodable {}
extension OriginalSighting.Seen: PostgresEncodable, PostgresDecodable {}

public import Assessment
public import Postgres

// How kinds and verdicts stand in PostgreSQL's columns: by their names.

extension Recommendation.Kind: PostgresEncodable, PostgresDecodable {}
extension Decision.Verdict: PostgresEncodable, PostgresDecodable {}
extension Receipt.Verdict: PostgresEncodable, PostgresDecodable {}
extension Appeal.Verdict: PostgresEncodable, PostgresDecodable {}
extension Appeal.Remedy: PostgresEncodable, PostgresDecodable {}

public import Assessment
public import Postgres

// The words of encounters, as check constraints name them.

extension Encounter.Kind: PostgresEncodable, PostgresDecodable {}
extension UnitQuestion.Form: PostgresEncodable, PostgresDecodable {}
extension LearnersDevice: PostgresEncodable, PostgresDecodable {}

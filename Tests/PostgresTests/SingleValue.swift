import Postgres

extension Connection {
    /// The only value of the only row.
    func value<Value: PostgresDecodable>(_ sql: SQL) async throws -> Value {
        try await one(sql)[0]
    }
}

extension Database {
    /// The only value of the only row.
    func value<Value: PostgresDecodable>(_ sql: SQL) async throws -> Value {
        try await one(sql)[0]
    }
}

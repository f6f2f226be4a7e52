import Foundation
public import Logging
import Postgres
import Seal

/// The check of the whole event log from outside the service: `prior audit verify`.
public enum PriorAudit {
    /// Verifies every chain of a database and says one line of each.
    /// - Parameters:
    ///   - conninfo: where the database is, as libpq takes it.
    ///   - say: is given each line, `ok …` or `BROKEN …`, with the chain, its events and its head or its fault.
    /// - Returns: whether every chain is whole.
    /// - Throws: `PostgresError` when the database cannot be read.
    public static func verify(conninfo: String, logger: Logger, say: (String) -> Void) async throws -> Bool {
        let database = Database(
            DatabaseConfiguration(conninfo: conninfo, maximumConnections: 1, onConnect: ["set role prior_service"]),
            logger: logger)
        do {
            let isWhole = try await verify(database, say)
            await database.close()
            return isWhole
        } catch {
            await database.close()
            throw error
        }
    }

    private static func verify(_ database: Database, _ say: (String) -> Void) async throws -> Bool {
        var isWhole = true
        for chain in try await database.chains() {
            let outcome = try await database.verifyChain(chain)
            let slug = try await database.first("select slug from institution where id = \(chain)")
            let name = if let slug { try slug["slug"] as String } else { "the service" }
            if let fault = outcome.fault {
                isWhole = false
                say("BROKEN  \(name)  at event \(fault.position): \(fault.words)")
            } else {
                say("ok      \(name)  \(outcome.events) events, head \(outcome.head.hex)")
            }
        }
        return isWhole
    }
}

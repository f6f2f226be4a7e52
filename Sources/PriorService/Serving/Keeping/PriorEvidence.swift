import EvidenceStore
import Foundation
public import Logging
import Postgres
import Seal

/// What is done with the kept files from outside the service, while it runs or not: `prior evidence verify`, `sweep` and
/// `move`.
public struct PriorEvidence: Sendable {
    let store: any EvidenceStore
    let settings: Settings
    let database: Database
    let logger: Logger

    /// Lends the evidence store and the database of these settings.
    /// - Throws: `PostgresError`, `EvidenceStoreError`.
    public static func open<Value>(
        _ settings: Settings, conninfo: String, logger: Logger, _ body: (PriorEvidence) async throws -> Value
    ) async throws -> Value {
        let database = Database(
            DatabaseConfiguration(
                conninfo: conninfo, maximumConnections: 2, statementTimeout: .seconds(600),
                onConnect: ["set role prior_service"]),
            logger: logger)
        do {
            let evidence = PriorEvidence(
                store: try settings.openStore(), settings: settings, database: database, logger: logger)
            let value = try await body(evidence)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Clears away what nobody will ever ask for.
    /// - Parameter grace: how long it has to stand there, in seconds; nil for what is set.
    /// - Returns: one line that says what was cleared away.
    public func sweep(grace: Int?) async throws -> String {
        let grace = grace.map { Duration.seconds($0) } ?? settings.store.grace
        let sweep = try await Sweeper(store: store, database: database, grace: grace).sweep(at: Date())
        return "swept: \(sweep.orphans) orphans, \(sweep.strays) strays, \(sweep.temporary) temporary"
    }
}

import Assessment
public import Foundation
public import Logging
import Postgres

/// What policies say of how long files are kept, from outside the service: `prior retention plan` and `run`.
public struct PriorRetention: Sendable {
    private let run: RetentionRun
    private let database: Database

    /// Lends the rules and the database of these settings.
    /// - Throws: `PostgresError`, and what is wrong with a policy.
    public static func open<Value>(
        _ settings: Settings, conninfo: String, logger: Logger, _ body: (PriorRetention) async throws -> Value
    ) async throws -> Value {
        let database = Database(
            DatabaseConfiguration(
                conninfo: conninfo, maximumConnections: 2, statementTimeout: .seconds(600),
                onConnect: ["set role prior_service"]),
            logger: logger)
        do {
            let shelf = try await RubricsShelf.open(settings.rubricsDirectory, database, at: Date())
            let run = RetentionRun(database: database, rubrics: shelf.current, world: World())
            let value = try await body(PriorRetention(run: run, database: database))
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Says what is due until a moment, a line a portfolio, and the sum; nothing is changed.
    public func plan(until moment: Date, say: (String) -> Void) async throws {
        let plan = try await run.plan(until: moment)
        for retired in plan { say(retired.words) }
        let due = plan.filter { !$0.isHeld }
        let held = plan.count - due.count
        say(
            "\(due.count) portfolios, \(due.reduce(0) { $0 + $1.files }) files, \(due.reduce(0) { $0 + $1.bytes }) bytes"
                + (held > 0 ? "; \(held) more are kept by a legal hold" : ""))
    }

    /// Carries out what is due now, as the service does by itself every ten minutes.
    public func carryOut(say: (String) -> Void) async throws {
        let done = try await run.carryOut(at: Date())
        for retired in done { say(retired.words) }
        say("\(done.count) portfolios; the sweeper takes the bytes out of the store.")
    }
}

extension RetiredFiles {
    fileprivate var words: String {
        let fate = isHeld ? "kept by a legal hold" : fate == .digest ? "a salted digest stays" : "nothing stays"
        return "\(CalendarDate(dueAt))  portfolio \(portfolio)  \(files) files, \(bytes) bytes  \(rule): \(fate)"
    }
}

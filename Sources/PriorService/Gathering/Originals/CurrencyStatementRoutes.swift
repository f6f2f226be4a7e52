import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Statements of currency: that an old skill is still there.
enum CurrencyStatementRoutes {
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let body = try call.body(NewCurrencyStatementBody.self)
        return try await call.change { change in
            let (_, portfolio) = try await change.connection.evidence(id, changedBy: person)
            try await change.requireItems(body.items, in: portfolio.id)
            if let place = body.items.firstIndex(of: id) {
                throw Problem.invalid("/items/\(place)", "itself", "Name newer items, not the old one itself.")
            }
            let statement = Manifest.CurrencyStatement(says: body.says, items: body.items)
            try await change.connection.save(statement, of: id, in: portfolio, by: person.id, at: call.now)
            let version = try await change.connection.touch(portfolio)
            change.record("evidence.currencyStated", of: id, at: portfolio.institution)
            return try .ok(statement).version(version)
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let statement = try await call.resources.database.withConnection { connection in
            let (_, sight, _) = try await connection.evidence(id, seenBy: person)
            // Assessors have what was submitted: it stands in the submission.
            return sight == .portfolio ? try await connection.currencyStatement(of: id) : nil
        }
        guard let statement else { throw Problem.notFound("statement of currency") }
        return try .ok(statement)
    }

    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            let (_, portfolio) = try await change.connection.evidence(id, changedBy: person)
            guard try await change.connection.deleteCurrencyStatement(of: id) else {
                throw Problem.notFound("statement of currency")
            }
            try await change.connection.touch(portfolio)
            change.record("evidence.currencyStatementRemoved", of: id, at: portfolio.institution)
            return .noContent
        }
    }
}

/// How a skill was kept up, and what shows it.
struct NewCurrencyStatementBody: RequestBody {
    var says: String
    var items: [ID<Evidence>]

    static let schema = Schema.object([
        .must("says", .text(4000), "How you have used the skill since, in your own words."),
        .must("items", .list(of: .id, 1...50), "Newer items of the portfolio that show it."),
    ])
}

extension Connection {
    fileprivate func save(
        _ statement: Manifest.CurrencyStatement, of evidence: ID<Evidence>, in portfolio: PortfolioRecord,
        by person: ID<Person>, at moment: Date
    ) async throws {
        try await execute(
            """
            insert into currency_statement (evidence_id, institution_id, says, evidence_ids, made_by, made_at)
            values (\(evidence), \(portfolio.institution), \(statement.says), \(statement.items), \(person), \(moment))
            on conflict (evidence_id) do update set says = excluded.says, evidence_ids = excluded.evidence_ids,
                made_by = excluded.made_by, made_at = excluded.made_at
            """)
    }

    fileprivate func currencyStatement(of evidence: ID<Evidence>) async throws -> Manifest.CurrencyStatement? {
        try await first("select says, evidence_ids from currency_statement where evidence_id = \(evidence)").map {
            Manifest.CurrencyStatement(says: try $0["says"], items: try $0["evidence_ids"])
        }
    }

    /// - Returns: whether there was one.
    fileprivate func deleteCurrencyStatement(of evidence: ID<Evidence>) async throws -> Bool {
        try await execute("delete from currency_statement where evidence_id = \(evidence)") > 0
    }
}

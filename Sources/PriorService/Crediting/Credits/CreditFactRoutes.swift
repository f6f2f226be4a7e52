import Assessment
import Foundation
import Postgres

/// What becomes of a credit later. Nothing of it is ever edited.
enum CreditFactRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Credit.self)
        let body = try call.body(NewCreditFactBody.self)
        let credits = body.credits.flatMap { Decimal(string: $0, locale: nil) }
        return try await call.change { change in
            guard let credit = try await change.connection.credit(id) else { throw Problem.notFound("credit") }
            try person.require(.decide, at: credit.institution.id, of: "credit")
            try CaseParties(learner: credit.learner.id, assessors: []).requireIndependent(person.id)
            var standing = id
            switch body.kind {
            case .suspended: try await change.suspend(id, because: body.reason)
            case .reinstated: try await change.reinstate(id, because: body.reason)
            case .revoked: try await change.revoke(id, because: body.reason)
            case .corrected:
                try credit.requireCorrection(to: credits)
                standing = try await change.correct(id, to: credits, because: body.reason)
            }
            guard let fact = try await change.connection.facts(of: standing).last else { throw Problem.unexpected }
            return try .created(fact, at: "/api/credits/\(standing)/facts")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Credit.self)
        let page = try call.page(keys: 1)
        let facts = try await call.resources.database.withConnection { connection in
            _ = try await connection.credit(id, seenBy: person)
            return try await connection.facts(of: id, page)
        }
        return try call.list(facts, page) { [String($0.number)] }
    }
}

extension CreditBody {
    /// A correction says another number, and only where there is one.
    fileprivate func requireCorrection(to corrected: Decimal?) throws {
        guard let posted = credits.flatMap({ Decimal(string: $0, locale: nil) }) else {
            throw Problem.invalid("/kind", "choice", "The credit carries no number to correct: revoke it.")
        }
        guard let corrected, corrected > 0, corrected != posted else {
            throw Problem.invalid("/credits", "range", "Send more than 0, and another number than \(posted).")
        }
    }
}

extension Connection {
    /// What happened to a credit, in order.
    func facts(of credit: ID<Credit>, _ page: Page? = nil) async throws -> [CreditFactBody] {
        try await query(
            """
            select id, credit_id, number, kind, replaces, reason, made_by, made_at from credit_fact
            where credit_id = \(credit) and number > \(page?.after?.first.flatMap { Int32($0) }.map { Int($0) } ?? 0)
            order by number limit \(page?.rows ?? "all")
            """
        ).map(CreditFactBody.init(row:))
    }
}

extension CreditFactBody {
    /// Reads the columns of `credit_fact`.
    init(row: Row) throws {
        self.init(
            id: try row["id"], credit: try row["credit_id"], number: try row["number"], kind: try row["kind"],
            replaces: try row["replaces"], reason: try row["reason"], madeBy: try row["made_by"],
            madeAt: try row["made_at"])
    }
}

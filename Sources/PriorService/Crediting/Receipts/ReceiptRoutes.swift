import Assessment
import Foundation
import Postgres

/// What receivers did with credits.
enum ReceiptRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let id = try call.id(of: Credit.self)
        let body = try call.body(NewReceiptBody.self)
        return try await call.change { change in
            guard let credit = try await change.connection.fedCredit(id, to: client.institution) else {
                throw Problem.notFound("credit")
            }
            let receipt = try Receipt(body, on: credit)
            let receiptID: ID<Receipt> = call.newID()
            let number = try await change.connection.insert(receipt, receiptID, on: id, by: client, at: call.now)
            let name = try await change.connection.name(of: client.institution)
            for chain in Set([client.institution, credit.institution.id]) {
                change.record("receipt.given", of: receiptID, at: chain, to: receipt.verdict.rawValue)
            }
            let answer = ReceiptBody(
                id: receiptID, credit: id, institution: NamedBody(id: client.institution, name: name ?? ""),
                number: number,
                counts: true, verdict: receipt.verdict, credits: receipt.credits?.description,
                courseCode: receipt.courseCode, reason: receipt.reason, answeredAt: call.now)
            return try .created(answer, at: "/api/credits/\(id)/receipts")
        }
    }

    static func statistics(_ call: Call) async throws -> Answer {
        try .ok(try await call.resources.database.receiptStatistics())
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Credit.self)
        let page = try call.page(keys: 1)
        let receipts = try await call.resources.database.withConnection { connection in
            _ = try await connection.credit(id, seenBy: person)
            return try await connection.receipts(on: id, page)
        }
        return try call.list(receipts, page) { [$0.id.description] }
    }
}

extension Receipt {
    fileprivate init(_ body: NewReceiptBody, on credit: CreditBody) throws(ReceiptError) {
        try self.init(
            body.verdict, credits: body.credits.flatMap { Decimal(string: $0, locale: nil) },
            courseCode: body.courseCode,
            reason: body.reason ?? "", posted: credit.credits.flatMap { Decimal(string: $0, locale: nil) })
    }
}

extension ReceiptError: RuleError {
    var problem: Problem {
        switch self {
        case .noReason:
            Problem.invalid("/reason", "missing", "Say why it does not count in full; the learner reads it.")
        case .acceptedIsWhole(let whole):
            Problem.invalid(
                "/credits", "range",
                "`accepted` is the whole of it\(whole.map { ", \($0)" } ?? ""); leave `credits` out, or send `partly`.")
        case .partIsLess(let whole):
            Problem.invalid(
                "/credits", "range",
                whole.map { "`partly` is more than 0 and less than \($0)." }
                    ?? "The credit carries no number: leave `credits` out.")
        case .refusedHasNoCredits:
            Problem.invalid("/credits", "unknown", "`refused` counts none: leave `credits` out.")
        }
    }
}

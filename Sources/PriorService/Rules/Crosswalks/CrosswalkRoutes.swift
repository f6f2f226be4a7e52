import Assessment
import Foundation
import Postgres
import Rubrics

/// How frameworks stand beside each other, and what a credit comes to on another one.
enum CrosswalkRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let (from, to) = (try call.query("from"), try call.query("to"))
        return try RubricsRoutes.list(call, call.resources.rubrics.crosswalks) { crosswalk in
            (from.map { crosswalk.from.id == $0 } ?? true) && (to.map { crosswalk.to.id == $0 } ?? true)
        } body: { document in
            CrosswalkSummaryBody(document)
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        try RubricsRoutes.show(call, call.resources.rubrics.crosswalks, "crosswalk")
    }

    /// Over every published crosswalk that begins at the credit's framework. The credit itself stays what counts.
    static func carry(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Credit.self)
        let credit = try await call.resources.database.withConnection { connection in
            try await connection.credit(id, seenBy: person)
        }
        return try .ok(
            CarriedCreditBody(credit, over: call.resources.rubrics.carriers(from: credit.framework)) {
                call.resources.rubrics.carry(credit, over: $0)
            })
    }
}

extension RubricsLibrary {
    /// The published crosswalks from a framework, in whatever version it is named, in the order of their keys.
    func carriers(from framework: DocumentKey) -> [Document<Crosswalk>] {
        crosswalks.values.filter { $0.status == .published && $0.value.from.id == framework.id }
            .sorted { $0.key < $1.key }
    }

    fileprivate func carry(_ credit: CreditBody, over crosswalk: Crosswalk) -> Carried {
        let unit = DocumentKey(id: credit.unit.id, version: credit.unit.version).flatMap { units[$0]?.value }
        return crosswalk.carry(
            level: credit.level, credits: credit.credits.flatMap { Decimal(string: $0, locale: nil) },
            notionalHours: credit.credits == unit?.credits?.description ? unit?.notionalHours : nil,
            system: frameworks[crosswalk.from]?.value.creditSystem, other: frameworks[crosswalk.to]?.value.creditSystem)
    }
}

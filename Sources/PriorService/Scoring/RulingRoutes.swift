import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Valid, sufficient, authentic, current: an assessor's rulings on the items of a case.
enum RulingRoutes {
    /// Rules on an item, or rules again. The same answers again change nothing.
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let claim = try call.id("claim", of: Claim.self)
        let evidence = try call.id("evidence", of: Evidence.self)
        let body = try call.body(NewRulingBody.self)
        let ruling = try Ruling(body)
        return try await call.change { change in
            // Held, so that two tabs take turns, and none of them writes while the assignment is being completed.
            let record = try await change.connection.assignment(id, ownedBy: person, forUpdate: true)
            try record.assignment.requireAtWork(at: call.now)
            guard try await change.connection.isToRule(evidence, for: claim, in: record.submission) else {
                throw Problem.notFound("item of this claim in the submission")
            }
            let before = try await change.connection.ruling(of: id, on: evidence, for: claim)
            if let before, before.says(ruling) { return try .ok(before) }
            let made = RulingBody(ruling, on: evidence, for: claim, revision: (before?.revision ?? 0) + 1, at: call.now)
            let ruled = call.newID(of: Ruling.self)
            try await change.connection.insert(made, ruled, of: record)
            change.record("ruling.made", of: ruled, at: record.institution)
            return try .ok(made)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let page = try call.page(keys: 2)
        _ = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        let rulings = try await call.resources.database.rulings(of: id, page)
        return try call.list(rulings, page) { [$0.claim.description, $0.evidence.description] }
    }
}

extension Ruling {
    fileprivate init(_ body: NewRulingBody) throws {
        try self.init(
            valid: body.valid, sufficient: body.sufficient, authentic: body.authentic, current: body.current,
            reason: body.reason ?? "")
    }
}

extension RulingBody {
    fileprivate init(
        _ ruling: Ruling, on evidence: ID<Evidence>, for claim: ID<Claim>, revision: Int, at moment: Date
    ) {
        self.init(
            claim: claim, evidence: evidence, revision: revision, valid: ruling.valid, sufficient: ruling.sufficient,
            authentic: ruling.authentic, current: ruling.current, reason: ruling.reason, ruledAt: moment)
    }
}

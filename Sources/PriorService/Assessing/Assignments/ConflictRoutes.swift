import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Ties that keep assessors and learners apart. Declared by the person themself or by a coordinator; enforced whenever a
/// submission is given out or taken on.
enum ConflictRoutes {
    static func declare(_ call: Call) async throws -> Answer {
        let me = try call.person()
        let body = try call.body(NewConflictBody.self)
        let person = body.person ?? me.id
        guard me.holds(.assign, at: body.institution) || person == me.id else {
            throw Problem.forbidden("Declare a tie of your own; a coordinator declares another's.")
        }
        return try await call.change { change in
            try await change.connection.holdSeats(at: body.institution)
            guard try await change.connection.worksThere(person, body.institution) else {
                throw Problem.invalid(
                    "/person", "not_staff", "Only ties of people who work at the institution are kept.")
            }
            let conflict = ConflictBody(
                id: call.newID(), institution: body.institution, person: person, learner: body.learner,
                relation: body.relation, lastOn: body.lastOn, note: body.note ?? "", declaredBy: me.id,
                declaredAt: call.now)
            try await change.connection.insert(conflict)
            change.record(
                "conflictDeclaration.made", of: conflict.id, at: body.institution, to: body.relation.rawValue,
                why: body.note)
            return try .created(conflict, at: "/api/conflicts?institution=\(body.institution)")
        }
    }

    /// All that stand for a coordinator, their own for anyone else.
    static func list(_ call: Call) async throws -> Answer {
        let me = try call.person()
        guard let text = try call.query("institution"), let institution = ID<Institution>(text) else {
            throw Problem.invalidQuery("institution", "Send the institution's id.")
        }
        let page = try call.page(keys: 1)
        let whose = me.holds(.assign, at: institution) ? nil : me.id
        let conflicts = try await call.resources.database.conflicts(at: institution, of: whose, page)
        return try call.list(conflicts, page) { [$0.id.description] }
    }

    static func end(_ call: Call) async throws -> Answer {
        let me = try call.person()
        let id = try call.id(of: ConflictDeclaration.self)
        return try await call.change { change in
            guard let conflict = try await change.connection.conflict(id),
                me.holds(.assign, at: conflict.institution) || conflict.person == me.id
            else { throw Problem.notFound("declaration") }
            guard me.holds(.assign, at: conflict.institution) || conflict.declaredBy == me.id else {
                throw Problem.forbidden("A coordinator declared it; only a coordinator ends it.")
            }
            try await change.connection.endConflict(id, at: call.now)
            change.record(
                "conflictDeclaration.ended", of: id, at: conflict.institution, from: conflict.relation.rawValue)
            return .noContent
        }
    }
}

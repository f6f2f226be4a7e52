import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Orders that nothing of a learner is deleted: set by one of the staff, lifted by another.
enum LegalHoldRoutes {
    static func set(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.keepRecords, at: institution, of: "institution")
        let body = try call.body(NewLegalHoldBody.self)
        return try await call.change { change in
            try await change.connection.requireLearner(body.learner, of: institution)
            let hold = LegalHoldBody(
                id: call.newID(), institution: institution, learner: body.learner, reason: body.reason,
                setBy: person.id, setAt: call.now)
            try await change.connection.insert(hold)
            change.record("legalHold.set", of: hold.id, at: institution, to: "set", why: body.reason)
            return try .created(hold, at: "/api/institutions/\(institution)/legal-holds")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let institution = try call.id(of: Institution.self)
        try call.person().require(.keepRecords, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let holds = try await call.resources.database.withConnection { try await $0.legalHolds(at: institution, page) }
        return try call.list(holds, page) { [$0.id.description] }
    }

    static func lift(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: LegalHold.self)
        let body = try call.body(LiftBody.self)
        return try await call.change { change in
            guard var hold = try await change.connection.legalHold(id) else { throw Problem.notFound("hold") }
            try person.require(.keepRecords, at: hold.institution, of: "hold")
            guard hold.liftedAt == nil else {
                throw Problem.conflict("hold-lifted", "It is lifted already", "It no longer keeps anything.")
                    .with("state", "lifted").with("allowed", [])
            }
            guard hold.setBy != person.id else {
                throw Problem.forbidden("Whoever set a hold does not lift it: four eyes see more than two.")
            }
            (hold.liftedBy, hold.liftedAt, hold.liftReason) = (person.id, call.now, body.reason)
            try await change.connection.lift(hold)
            change.record("legalHold.lifted", of: id, at: hold.institution, from: "set", to: "lifted", why: body.reason)
            return try .created(hold, at: "/api/institutions/\(hold.institution)/legal-holds")
        }
    }
}

extension Connection {
    fileprivate func insert(_ hold: LegalHoldBody) async throws {
        do {
            try await execute(
                """
                insert into legal_hold (id, institution_id, learner_id, reason, set_by, set_at)
                values (\(hold.id), \(hold.institution), \(hold.learner), \(hold.reason), \(hold.setBy), \(hold.setAt))
                """)
        } catch let error as PostgresError where error.constraint == "legal_hold_once" {
            throw Problem.conflict("hold-stands", "There is a hold already", "What is there of the learner is kept.")
                .with("state", "set").with("allowed", ["lift"])
        }
    }

    fileprivate func lift(_ hold: LegalHoldBody) async throws {
        try await execute(
            """
            update legal_hold set lifted_by = \(hold.liftedBy), lifted_at = \(hold.liftedAt),
                lift_reason = \(hold.liftReason)
            where id = \(hold.id)
            """)
    }

    /// Held until the transaction ends.
    fileprivate func legalHold(_ id: ID<LegalHold>) async throws -> LegalHoldBody? {
        try await first("\(LegalHoldBody.select) where id = \(id) for update").map(LegalHoldBody.init(row:))
    }

    fileprivate func legalHolds(at institution: ID<Institution>, _ page: Page) async throws -> [LegalHoldBody] {
        try await query(
            """
            \(LegalHoldBody.select) where institution_id = \(institution) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map(LegalHoldBody.init(row:))
    }
}

extension LegalHoldBody {
    fileprivate static let select: SQL = """
        select id, institution_id, learner_id, reason, set_by, set_at, lifted_by, lifted_at, lift_reason from legal_hold
        """

    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], learner: try row["learner_id"],
            reason: try row["reason"], setBy: try row["set_by"], setAt: try row["set_at"],
            liftedBy: try row["lifted_by"], liftedAt: try row["lifted_at"], liftReason: try row["lift_reason"])
    }
}

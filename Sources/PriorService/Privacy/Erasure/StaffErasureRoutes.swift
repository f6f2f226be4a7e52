import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Erasure on a learner's written request: one of the staff asks with the reason, another confirms.
enum StaffErasureRoutes {
    static func ask(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.keepRecords, at: institution, of: "institution")
        let body = try call.body(ErasureRequestBody.self)
        return try await call.change { change in
            try await change.connection.requireLearner(body.learner, of: institution)
            try await change.connection.requireNowhereElse(body.learner, than: institution)
            let erasure = try await change.erasure(of: body.learner, askedAt: institution, reason: body.reason)
            try await change.connection.insert(erasure)
            change.record("erasure.asked", of: erasure.id, at: institution, to: "unconfirmed", why: body.reason)
            let told = try await change.connection.body(of: erasure, call.resources.rubrics, at: call.now)
            return try .created(told, at: "/api/institutions/\(institution)/erasures")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let institution = try call.id(of: Institution.self)
        try call.person().require(.keepRecords, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let erasures = try await call.resources.database.withConnection { connection in
            var bodies: [ErasureBody] = []
            for erasure in try await connection.erasures(at: institution, page) {
                bodies.append(try await connection.body(of: erasure, call.resources.rubrics, at: call.now))
            }
            return bodies
        }
        return try call.list(erasures, page) { [$0.id.description] }
    }

    static func confirm(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.change { change in
            let (erasure, institution) = try await change.openErasure()
            guard erasure.askedBy != person.id else {
                throw Problem.forbidden("Whoever asked for it does not confirm it: four eyes see more than two.")
            }
            guard erasure.confirmedAt == nil else {
                throw Problem.conflict(
                    "erasure-confirmed", "It is confirmed already", "It is done when its time comes."
                ).with("state", "waiting").with("allowed", ["withdraw"])
            }
            try await change.connection.confirm(erasure.id, by: person.id, at: call.now)
            change.record("erasure.confirmed", of: erasure.id, at: institution, from: "unconfirmed", to: "waiting")
            guard let confirmed = try await change.connection.erasure(erasure.id) else { throw Problem.unexpected }
            let told = try await change.connection.body(of: confirmed, call.resources.rubrics, at: call.now)
            return try .created(told, at: "/api/institutions/\(institution)/erasures")
        }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (erasure, institution) = try await change.openErasure()
            try await change.connection.withdraw(erasure.id, at: call.now)
            change.record("erasure.withdrawn", of: erasure.id, at: institution, to: "withdrawn")
            return .noContent
        }
    }
}

extension Change {
    /// The erasure in the path, which the person's institution asked for and which is not done; held.
    fileprivate func openErasure() async throws -> (ErasureRecord, ID<Institution>) {
        guard let erasure = try await connection.erasure(try call.id(of: Erasure.self), forUpdate: true),
            let institution = erasure.institution
        else { throw Problem.notFound("erasure") }
        try call.person().require(.keepRecords, at: institution, of: "erasure")
        guard erasure.withdrawnAt == nil, erasure.erasedAt == nil else {
            throw Problem.conflict(
                "erasure-over", "It is over", "It was taken back, or it is done; neither can be changed."
            ).with("state", erasure.erasedAt == nil ? "withdrawn" : "erased").with("allowed", [])
        }
        return (erasure, institution)
    }
}

extension Connection {
    /// That the learner lodged a portfolio with the institution.
    func requireLearner(_ learner: ID<Person>, of institution: ID<Institution>) async throws {
        let row = try await one(
            """
            select exists (select from portfolio where learner_id = \(learner) and institution_id = \(institution)) as known
            """)
        guard try row["known"] else {
            throw Problem.invalid("/learner", "unknown", "No such learner has a portfolio at the institution.")
        }
    }

    /// An institution answers for what was lodged with it, and not for what others have.
    fileprivate func requireNowhereElse(_ learner: ID<Person>, than institution: ID<Institution>) async throws {
        let row = try await one(
            """
            select exists (select from portfolio where learner_id = \(learner) and institution_id <> \(institution))
                as elsewhere
            """)
        guard try !row["elsewhere"] else {
            throw Problem.conflict(
                "erasure-elsewhere", "They have portfolios elsewhere too",
                "An account is erased as a whole. The learner can ask for it themself, at POST /api/me/erasure.")
        }
    }
}

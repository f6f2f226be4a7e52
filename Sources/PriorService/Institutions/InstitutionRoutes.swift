import Assessment
import Foundation
import Postgres
import Rubrics

/// Institutions: anyone may see which there are; only the operator adds one.
enum InstitutionRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let institutions = try await call.resources.database.institutions(page)
        return try call.list(institutions, page) { [$0.slug] }
    }

    static func show(_ call: Call) async throws -> Answer {
        guard let found = try await call.resources.database.institution(try call.id(of: Institution.self)) else {
            throw Problem.notFound("institution")
        }
        return try .ok(found)
    }

    static func create(_ call: Call) async throws -> Answer {
        let body = try call.body(NewInstitutionBody.self)
        guard let policy = DocumentKey(body.policy), call.resources.rubrics.policies[policy] != nil else {
            let known = call.resources.rubrics.policies.keys.map(\.description).sorted().joined(separator: ", ")
            throw Problem.invalid("/policy", "unknown", "There is no such policy. Known: \(known).")
        }
        return try await call.change { change in
            let institution = InstitutionBody(
                id: call.newID(), slug: body.slug, name: body.name, country: body.country.uppercased(),
                policy: policy.description)
            try await change.connection.insert(institution, policy: policy, at: call.now)
            change.record("institution.added", of: institution.id, at: institution.id)
            try await change.invite(body.administrator, as: .administrator, to: institution, by: nil)
            return try .created(institution, at: "/api/institutions/\(institution.id)")
        }
    }
}

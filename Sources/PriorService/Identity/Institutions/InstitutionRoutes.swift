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
        let policy = try call.policy(named: body.policy).key
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

    /// Moves to another policy, as to the next version of its own. Portfolios keep the one they were opened under.
    static func follow(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.administer, at: id, of: "institution")
        let policy = try call.policy(named: try call.body(InstitutionPolicyBody.self).policy)
        return try await call.change { change in
            guard var institution = try await change.connection.institution(id, forUpdate: true) else {
                throw Problem.notFound("institution")
            }
            guard institution.policy != policy.key.description else { return try .ok(institution) }
            try await change.connection.follow(policy.key, at: id)
            change.record(
                "institution.policyChanged", of: id, at: id, from: institution.policy, to: policy.key.description)
            institution.policy = policy.key.description
            return try .ok(institution)
        }
    }
}

extension Call {
    /// The policy that a body names, for an institution to follow from now on.
    /// - Throws: 422 at `/policy` where there is none, or it is not in force.
    fileprivate func policy(named name: String) throws -> Policy {
        guard let key = DocumentKey(name), let policy = resources.rubrics.policies[key]?.value else {
            let published = resources.rubrics.policies.values.filter { $0.status == .published }
            let known = published.map(\.key.description).sorted().joined(separator: ", ")
            throw Problem.invalid("/policy", "unknown", "There is no such policy. Known: \(known).")
        }
        guard policy.status == .published else {
            throw Problem.invalid(
                "/policy", "not_published", "This version is `\(policy.status.rawValue)`; follow a published one.")
        }
        return policy
    }
}

/// The policy an institution is to follow.
struct InstitutionPolicyBody: RequestBody {
    var policy: String

    static let schema = Schema.object([.must("policy", .text(120), "A published policy, as `lesotho@3`.")])
}

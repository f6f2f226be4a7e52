import Assessment
import Postgres

/// Which institutions a learner lets have their credits.
enum ConsentRoutes {
    /// What the learner holds already goes to the receiver at once, each credit once.
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewConsentBody.self)
        return try await call.change { change in
            guard let name = try await change.connection.name(of: body.institution) else {
                throw Problem.invalid(
                    "/institution", "unknown", "There is no such institution; see GET /api/institutions.")
            }
            // Held first, so that a credit posted meanwhile goes there by the one way or the other.
            try await change.connection.holdCreditRecord(of: person.id)
            let consent = ConsentBody(
                id: call.newID(), institution: NamedBody(id: body.institution, name: name), givenAt: call.now)
            try await change.connection.insert(consent, by: person.id)
            change.record("consent.given", of: consent.id, at: body.institution, to: "given")
            for credit in try await change.connection.credits(of: person.id) where credit.state == .posted {
                try await change.tell(body.institution, of: credit)
            }
            return try .created(consent, at: "/api/consents")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let consents = try await call.resources.database.consents(of: person.id, page)
        return try call.list(consents, page) { [$0.id.description] }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Consent.self)
        return try await call.change { change in
            try await change.connection.holdCreditRecord(of: person.id)
            guard let receiver = try await change.connection.withdrawConsent(id, of: person.id, at: call.now) else {
                throw Problem.notFound("consent")
            }
            change.record("consent.withdrawn", of: id, at: receiver, from: "given", to: "withdrawn")
            return .noContent
        }
    }
}

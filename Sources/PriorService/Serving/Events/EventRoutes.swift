import Assessment
import Foundation
import Postgres

/// The event log as those see it who may read everything of an institution and change nothing.
enum EventRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let institution = try audited(call)
        let page = try call.page(keys: 1)
        guard page.after == nil || page.afterNumber != nil else {
            throw Problem.invalidQuery("after", "Send the cursor exactly as it stood in the `next` link.")
        }
        let events = try await call.resources.database.events(at: institution, about: try subject(call), page)
        return try call.list(events, page) { [String($0.position)] }
    }

    static func verify(_ call: Call) async throws -> Answer {
        let institution = try audited(call)
        let verification = try await call.resources.database.verifyChain(institution.uuid)
        return try .ok(EventVerificationBody(verification))
    }

    private static func subject(_ call: Call) throws -> UUID? {
        guard let text = try call.query("subject") else { return nil }
        guard let subject = UUID(uuidString: text) else {
            throw Problem.invalidQuery("subject", "Send an id as it was given to you (a UUID).")
        }
        return subject
    }

    /// The institution in the path, whose log the caller must be allowed to read.
    private static func audited(_ call: Call) throws -> ID<Institution> {
        let institution = try call.id(of: Institution.self)
        try call.person().require(.audit, at: institution, of: "institution")
        return institution
    }
}

extension Page {
    /// For lists whose cursor is a position.
    var afterNumber: Int? { after?.first.flatMap { Int($0) } }
}

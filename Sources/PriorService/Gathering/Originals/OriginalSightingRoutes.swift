import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Originals of papers: who of the institution saw them, when and where.
enum OriginalSightingRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let body = try call.body(NewOriginalSightingBody.self)
        guard OriginalSighting.isWhole(body.seen, certifiedBy: body.certifiedBy ?? "") else {
            throw Problem.invalid(
                "/certifiedBy", "certified", "Say who certified a copy, and leave it out for an original.")
        }
        try body.seenOn.requirePast(call.now) { Problem.invalid("/seenOn", "future", $0) }
        return try await call.change { change in
            let portfolio = try await change.portfolio(of: id, whosePapersAreSeenBy: person)
            let sighting = OriginalSightingBody(
                id: call.newID(), evidence: id, seen: body.seen, certifiedBy: body.certifiedBy, seenOn: body.seenOn,
                place: body.place, note: body.note, seenBy: person.id, recordedAt: call.now)
            try await change.connection.insert(sighting, at: portfolio.institution)
            try await change.connection.touch(portfolio)
            change.record("evidence.originalSeen", of: id, at: portfolio.institution, to: body.seen.rawValue)
            return try .created(sighting, at: "/api/evidence/\(id)/original-sightings")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let page = try call.page(keys: 1)
        let (_, sight, _) = try await call.resources.database.withConnection { connection in
            try await connection.evidence(id, seenBy: person)
        }
        let found = try await call.resources.database.originalSightings(of: id, page)
        return try call.list(sight == .assessor ? found.map(\.blind) : found, page) { [$0.id.description] }
    }

    /// By whoever recorded it, or a coordinator.
    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: OriginalSighting.self)
        let reason = try call.body(NewWithdrawalBody.self).reason
        return try await call.change { change in
            // The same answer as for one whose item the person may not know of.
            guard var sighting = try await change.connection.originalSighting(id) else {
                throw Problem.notFound("evidence")
            }
            let portfolio = try await change.portfolio(of: sighting.evidence, whosePapersAreSeenBy: person)
            guard sighting.seenBy == person.id || person.holds(.admit, at: portfolio.institution) else {
                throw Problem.forbidden("Only who recorded it, or a coordinator, takes it back.")
            }
            guard sighting.withdrawnAt == nil else {
                throw Problem.conflict("sighting-withdrawn", "It was taken back already", "Nothing to do.")
                    .with("state", "withdrawn").with("allowed", [])
            }
            sighting.withdrawnAt = call.now
            try await change.connection.withdraw(sighting, because: reason, by: person.id, at: call.now)
            try await change.connection.touch(portfolio)
            change.record(
                "evidence.originalSightingWithdrawn", of: sighting.evidence, at: portfolio.institution, why: reason)
            return try .created(sighting, at: "/api/evidence/\(sighting.evidence)/original-sightings")
        }
    }
}

extension Change {
    /// The portfolio of an item, held, whose papers the person may vouch for: not their own, and not where they are to
    /// assess without knowing whose case it is.
    fileprivate func portfolio(
        of id: ID<Evidence>, whosePapersAreSeenBy person: Caller.SignedIn
    ) async throws -> PortfolioRecord {
        let (evidence, sight, found) = try await connection.evidence(id, seenBy: person)
        guard let portfolio = try await connection.portfolio(found.id, forUpdate: true) else {
            throw Problem.notFound("evidence")
        }
        let assesses = try await connection.isAssessing(person.id, evidence)
        guard sight == .portfolio, portfolio.learner != person.id, !assesses,
            person.holds(.seeOriginals, at: portfolio.institution)
        else {
            throw Problem.forbidden(
                "Originals are seen by a coordinator, a registrar or the learner's adviser, never by the learner or by "
                    + "who assesses the case.")
        }
        return portfolio
    }
}

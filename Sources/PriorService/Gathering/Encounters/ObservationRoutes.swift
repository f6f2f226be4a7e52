import Assessment
import Foundation
import Postgres

/// Observations without an appointment: reported and signed at once, marked as such.
enum ObservationRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let body = try call.body(NewObservationBody.self)
        return try await call.change { change in
            let portfolio = try await change.observedPortfolio()
            let unit = try await call.unit(of: body.claim, in: portfolio, change.connection)
            let person = try call.person()
            try await change.requireConductor(person.id, of: .observation, portfolio)
            var encounter = Encounter(.observation)
            encounter.startedAt = body.startedAt
            let record = EncounterRecord(
                id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, claim: body.claim,
                unit: unit.key, learner: portfolio.learner,
                learnerName: try await change.connection.name(of: portfolio.learner), conductor: person.id,
                conductorName: person.name, proposedBy: person.id, proposedAt: call.now, isScheduled: false,
                startsAt: body.startedAt, timeZone: "UTC", minutes: body.durationMinutes, place: body.place,
                criteria: [], encounter: encounter)
            try await change.connection.insert(record)
            return try await change.sign(body.report, of: record, portfolio, as: body.signature)
        }
    }
}

extension Change {
    /// The portfolio in the path, held, of a learner whom the caller may observe. Observers do not otherwise see portfolios;
    /// the learner gives them its id.
    fileprivate func observedPortfolio() async throws -> PortfolioRecord {
        let person = try call.person()
        let found = try await connection.portfolio(try call.id(of: Portfolio.self), forUpdate: true)
        guard let found else { throw Problem.notFound("portfolio") }
        try person.require(.observe, at: found.institution, of: "portfolio")
        try found.state.requireOpen()
        return found
    }
}

/// What an observer saw, and their signature.
struct NewObservationBody: RequestBody {
    var claim: ID<Claim>
    var place: String
    var startedAt: Date
    var durationMinutes: Int
    var seen: [EncounterReport.Seen]
    var signature: String

    static let schema = Schema.object([
        .must("claim", .id, "The claim whose work was watched."),
        .must("place", .text(300), "Where, as `building site, Kingsway, Maseru`."),
        .must("startedAt", .dateTime, "When it began."),
        .must("durationMinutes", .integer(1...1440), "For how many minutes; it must have ended."),
        .must("seen", .list(of: EncounterReport.Seen.schema, 1...200), "What was looked for, criterion by criterion."),
        .must("signature", .text(200), "The observer's name, typed as a signature."),
    ])

    /// The same as a report.
    fileprivate var report: EncounterReport {
        EncounterReport(startedAt: startedAt, durationMinutes: durationMinutes, place: place, seen: seen)
    }
}

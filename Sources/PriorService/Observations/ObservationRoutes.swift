import Assessment
import Foundation
import Postgres

/// Observations: signed by whoever watched, countersigned by whoever worked.
enum ObservationRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let body = try call.body(NewObservationBody.self)
        return try await call.change { change in
            let portfolio = try await change.observedPortfolio()
            let unit = try await call.unit(of: body.claim, in: portfolio, change.connection)
            let faults = body.observation.faults(for: unit, at: call.now)
            guard faults.isEmpty else { throw Problem.invalid(faults.map { Fault($0) }) }
            let (record, statement) = try ObservationBody.signed(
                body, id: call.newID(), of: portfolio, unit, by: try call.person(), at: call.now)
            try await change.add(record.evidence(body.observation.shown), to: portfolio)
            try await change.connection.insert(record, statement)
            change.record("evidence.added", of: record.id, at: portfolio.institution, to: "observation")
            return try .created(record, at: "/api/observations/\(record.id)")
        }
    }

    /// Read by those who see the portfolio, by the assessors of a submission that holds it, and by its observer.
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            guard let found = try await connection.observation(id) else { throw Problem.notFound("observation") }
            let reader = try await connection.reader(of: id, in: found.portfolio, person)
            guard reader != nil || found.observer == person.id else { throw Problem.notFound("observation") }
            return try .ok(reader == .assessor && found.observer != person.id ? found.withoutLearner : found)
        }
    }

    static func countersign(_ call: Call) async throws -> Answer {
        let signature = try call.body(CountersignatureBody.self).signature
        return try await call.change { change in
            var (record, portfolio) = try await change.observationToCountersign()
            record.learnerSignature = signature
            record.learnerSignedAt = call.now
            record.counts = true
            try await change.connection.countersign(record.id, signature, at: call.now)
            try await change.connection.touch(portfolio)
            change.record("observation.countersigned", of: record.id, at: portfolio.institution)
            return try .created(record, at: "/api/observations/\(record.id)")
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
        guard found.learner != person.id else { throw Problem.forbidden("Nobody observes their own work.") }
        try found.state.requireOpen()
        return found
    }

    /// The observation in the path and its portfolio, both held, for its learner.
    fileprivate func observationToCountersign() async throws -> (ObservationBody, PortfolioRecord) {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let missing = Problem.notFound("observation")
        guard let seen = try await connection.observation(id) else { throw missing }
        guard let portfolio = try await connection.portfolio(seen.portfolio, forUpdate: true) else { throw missing }
        guard portfolio.learner == person.id else {
            let reader = try await connection.reader(of: id, in: portfolio.id, person)
            guard reader != nil || seen.observer == person.id else { throw missing }
            throw Problem.forbidden("Only the learner countersigns an observation.")
        }
        try portfolio.state.requireOpen()
        guard let record = try await connection.observation(id, forUpdate: true), !record.counts else {
            throw Problem.conflict(
                "already-countersigned", "It is countersigned already", "Nothing to do: the observation counts."
            ).with("state", "countersigned").with("allowed", [])
        }
        return (record, portfolio)
    }
}

extension Fault {
    /// What a client is told of a fault in an observation.
    fileprivate init(_ fault: ObservationFault) {
        switch fault {
        case .startsLater:
            self.init(pointer: "/startedAt", code: "future", detail: "Send a time that has passed.")
        case .endsLater:
            self.init(pointer: "/durationMinutes", code: "future", detail: "Sign when it has ended.")
        case .criterionUnknown(let index):
            self.init(
                pointer: "/seen/\(index)/criterion", code: "unknown",
                detail: "Send the id of a criterion of the claimed unit.")
        case .criterionTwice(let index):
            self.init(pointer: "/seen/\(index)/criterion", code: "twice", detail: "Name each criterion once.")
        }
    }
}

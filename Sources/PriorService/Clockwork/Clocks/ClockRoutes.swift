import Assessment
import Foundation
import Postgres
import Rubrics

/// Whose turn it is, since when and until when: nobody has to ask.
enum ClockRoutes {
    static func ofSubmission(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Submission.self)
        return try await show(call, as: "submission") { try await $0.portfolio(ofSubmission: id)?.id }
    }

    static func ofPortfolio(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Portfolio.self)
        return try await show(call, as: "portfolio") { _ in id }
    }

    /// The cases of an institution that wait; what changed a moment ago is worked out first.
    static func ofInstitution(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: id, of: "institution")
        let page = try call.page(keys: 2)
        let after = try page.after.map { try Self.end(of: $0) }
        let kind = try call.query("kind").flatMap(CaseClock.init(rawValue:))
        let holder = try call.query("holder").flatMap(CaseStep.Holder.init(rawValue:))
        let lateAt = try call.query("late") == "true" ? call.now : nil
        let rubrics = call.resources.rubrics
        let bodies = try await call.resources.database.transaction { connection in
            while try await call.resources.workOutStaleClocks(of: id, atMost: 200, connection, at: call.now) == 200 {}
            var bodies: [CaseClockBody] = []
            var times: [DocumentKey: WorkingTime] = [:]
            let records = try await connection.caseClocks(
                at: id, holder: holder, kind: kind, lateAt: lateAt, after: after, page)
            for record in records {
                guard let portfolio = try await connection.portfolio(record.portfolio) else { continue }
                let known = times[portfolio.policy]
                let time = if let known { known } else { try await connection.clocks(of: portfolio, rubrics).time }
                times[portfolio.policy] = time
                bodies.append(
                    CaseClockBody(
                        record.portfolio, record.clock, record.holder, since: record.since, dueAt: record.dueAt, time,
                        at: call.now))
            }
            return bodies
        }
        return try call.list(bodies, page) {
            [$0.dueAt.map { String($0.timeIntervalSince1970) } ?? "", $0.portfolio.description]
        }
    }

    private static func end(of values: [String]) throws -> (dueAt: Date?, portfolio: ID<Portfolio>) {
        guard let portfolio = ID<Portfolio>(values[1]), values[0].isEmpty || Double(values[0])?.isFinite == true else {
            throw Problem.invalidQuery("after", "Send the cursor exactly as it stood in the `next` link.")
        }
        return (Double(values[0]).map { Date(timeIntervalSince1970: $0) }, portfolio)
    }

    private static func show(
        _ call: Call, as what: String, _ find: (Connection) async throws -> ID<Portfolio>?
    ) async throws -> Answer {
        let person = try call.person()
        return try await call.resources.database.withConnection { connection in
            guard let id = try await find(connection) else { throw Problem.notFound(what) }
            let (portfolio, _) = try await connection.portfolio(id, seenBy: person, as: what)
            let (policy, time) = try await connection.clocks(of: portfolio, call.resources.rubrics)
            let facts = try await connection.caseFacts(of: portfolio, isHeld: policy.isHeld)
            let step = policy.step(of: facts, in: time)
            return try .ok(
                CaseClockBody(
                    id, step.clock, step.holder, since: step.since, dueAt: step.due, words: step.words, time,
                    at: call.now))
        }
    }
}

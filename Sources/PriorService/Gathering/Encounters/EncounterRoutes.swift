import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// Encounters proposed and looked up.
enum EncounterRoutes {
    /// By who is to conduct it, a coordinator, the learner, or who advises them.
    static func propose(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewEncounterBody.self)
        return try await call.change { change in
            let (portfolio, side) = try await change.portfolioToMeet(body.kind)
            let unit = try await call.unit(of: body.claim, in: portfolio, change.connection)
            let faults = body.faults(for: unit, at: call.now)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            let conductor = body.conductor ?? person.id
            try await change.requireConductor(conductor, of: body.kind, portfolio)
            var record = try await change.record(of: body, portfolio, unit, conductedBy: conductor)
            if side == .learner {
                record.encounter.learnerAgreedAt = call.now
                record.allowsRecording = body.recordingAllowed ?? false
            }
            if conductor == person.id { record.encounter.conductorAgreedAt = call.now }
            try await change.connection.insert(record)
            change.record(
                "encounter.proposed", of: record.id, at: record.institution, to: record.kind.rawValue)
            try await change.tellOthers(of: record, unit, .proposed)
            return try await change.answer(record, unit)
        }
    }

    static func listOfPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        let bodies = try await call.resources.database.withConnection { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            return try await connection.encounters(of: portfolio.id, page).map { record in
                let mine: EncounterSight =
                    switch sight {
                    case .learner: .learner
                    case .adviser: .adviser
                    case .staff: .staff
                    }
                return try call.body(of: record, as: record.conductor == person.id ? .conductor : mine)
            }
        }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let since = try call.query("from").flatMap(RFC3339.date)
        let bodies = try await call.resources.database.withConnection { connection in
            try await connection.encounters(with: person.id, from: since, page).map { record in
                let sight: EncounterSight =
                    record.conductor == person.id ? .conductor : record.learner == person.id ? .learner : .adviser
                return try call.body(of: record, as: sight)
            }
        }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Encounter.self)
        let (record, sight) = try await call.resources.database.withConnection { connection in
            try await connection.encounter(id, seenBy: person)
        }
        return try .ok(try call.body(of: record, as: sight)).version(record.version)
    }
}

extension Call {
    /// An encounter as somebody sees it.
    fileprivate func body(of record: EncounterRecord, as sight: EncounterSight) throws -> EncounterBody {
        EncounterBody(record, try resources.rubrics.unit(record.unit).value, as: sight)
    }
}

extension Change {
    /// What the caller is answered who changed an appointment.
    func answer(_ record: EncounterRecord, _ unit: Assessment.Unit) async throws -> Answer {
        let sight = try await connection.sight(of: record, for: try call.person())
        // Who proposes for others need not see portfolios: they see what they made.
        return try .created(
            EncounterBody(record, unit, as: sight ?? .staff), at: "/api/encounters/\(record.id)"
        ).version(record.version)
    }

    /// The portfolio in the path, held and open, for somebody who may propose such an encounter; and which of the two they
    /// speak for, the learner where they are.
    fileprivate func portfolioToMeet(
        _ kind: Encounter.Kind
    ) async throws -> (PortfolioRecord, Encounter.Side?) {
        let person = try call.person()
        let found = try await connection.portfolio(try call.id(of: Portfolio.self), forUpdate: true)
        guard let found else { throw Problem.notFound("portfolio") }
        let isLearner = found.learner == person.id
        let isAdviser = try await connection.isAdviser(person.id, of: found.id)
        if !isLearner, !isAdviser, !person.holds(.assign, at: found.institution) {
            try person.require(kind.permission, at: found.institution, of: "portfolio")
        }
        try found.state.requireOpen()
        let open = try await connection.openEncounters(of: found.id)
        guard open < Encounter.maximumOpen else {
            throw Problem.conflict(
                "too-many-encounters-open", "Many encounters are open already",
                "\(open) are still to take place or to be reported. Cancel one before proposing another."
            ).with("allowed", ["cancel"])
        }
        return (found, isLearner ? .learner : nil)
    }

    /// Refuses who may not conduct such an encounter with this learner.
    func requireConductor(
        _ conductor: ID<Person>, of kind: Encounter.Kind, _ portfolio: PortfolioRecord
    ) async throws {
        let isCaller = conductor == (try call.person().id)
        guard conductor != portfolio.learner else {
            guard !isCaller else { throw Problem.forbidden("Nobody observes, interviews or tests themself.") }
            throw Problem.invalid("/conductor", "learner", "Send somebody else: nobody observes or tests themself.")
        }
        guard try await connection.holds(kind.permission, conductor, at: portfolio.institution) else {
            throw Problem.invalid(
                "/conductor", "not_permitted",
                "Send one of the institution's staff who may conduct this: a role with `\(kind.permission.rawValue)`.")
        }
        guard try await !connection.areClose(conductor, portfolio.learner) else {
            throw Problem.conflict(
                "conductor-not-independent", "A close tie keeps the two apart",
                "A family or close tie between them is declared, so that the report would carry no weight. Let somebody "
                    + "else conduct it."
            ).with("allowed", [])
        }
    }

    fileprivate func record(
        of body: NewEncounterBody, _ portfolio: PortfolioRecord, _ unit: Assessment.Unit,
        conductedBy conductor: ID<Person>
    ) async throws -> EncounterRecord {
        var record = EncounterRecord(
            id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, claim: body.claim,
            unit: unit.key, learner: portfolio.learner,
            learnerName: try await connection.name(of: portfolio.learner), conductor: conductor,
            conductorName: try await connection.name(of: conductor), proposedBy: try call.person().id,
            proposedAt: call.now, isScheduled: true, startsAt: body.startsAt, timeZone: body.timeZone,
            minutes: body.durationMinutes, place: body.place, message: body.message ?? "", criteria: body.criteria,
            form: body.form, aids: body.aids ?? "", encounter: Encounter(body.kind))
        if body.kind.asksQuestions {
            record.perOutcome = body.questionsPerOutcome ?? 2
            record.seed = call.resources.world.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
            try record.draw(from: unit)
        }
        return record
    }
}

extension NewEncounterBody {
    /// What cannot be as it is said.
    fileprivate func faults(for unit: Assessment.Unit, at now: Date) -> [Fault] {
        var faults = Fault.ofAppointment(startsAt, timeZone, criteria, for: unit, at: now)
        if (form != nil) != (kind == .challengeTest) {
            faults.append(
                Fault(
                    pointer: "/form", code: form == nil ? "missing" : "other_kind",
                    detail: form == nil
                        ? "Say how the test is sat: written, oral or performance." : "Leave it out: this is no test."))
        }
        if questionsPerOutcome != nil, !kind.asksQuestions {
            faults.append(
                Fault(pointer: "/questionsPerOutcome", code: "other_kind", detail: "Leave it out: nothing is drawn."))
        }
        return faults
    }
}

extension Fault {
    /// What is wrong with time, zone and criteria of an appointment; what is nil stays as it is.
    static func ofAppointment(
        _ startsAt: Date?, _ timeZone: String?, _ criteria: [String]?, for unit: Assessment.Unit, at now: Date
    ) -> [Fault] {
        var faults: [Fault] = []
        if let startsAt, startsAt < now.addingTimeInterval(-60) {
            faults.append(Fault(pointer: "/startsAt", code: "past", detail: "Send a time that is still to come."))
        }
        if let startsAt, startsAt > now.addingTimeInterval(366 * 86_400) {
            faults.append(Fault(pointer: "/startsAt", code: "far", detail: "Send a time within a year from now."))
        }
        if let timeZone, TimeZone(identifier: timeZone) == nil {
            faults.append(
                Fault(pointer: "/timeZone", code: "unknown", detail: "Send a zone as the IANA names it, Africa/Maseru.")
            )
        }
        for (index, criterion) in (criteria ?? []).enumerated() {
            if unit.rubric.criterion(criterion) == nil {
                faults.append(
                    Fault(
                        pointer: "/criteria/\(index)", code: "unknown", detail: "Send a criterion of the claimed unit.")
                )
            }
            if criteria?[..<index].contains(criterion) == true {
                faults.append(
                    Fault(pointer: "/criteria/\(index)", code: "twice", detail: "Name each criterion once."))
            }
        }
        return faults
    }
}

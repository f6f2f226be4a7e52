import Assessment
import Foundation
import Postgres
import Rubrics

/// Reports: signed by who conducted the encounter, countersigned or refused by the learner, read.
enum SigningRoutes {
    static func sign(_ call: Call) async throws -> Answer {
        let signature = try call.body(ReportSignatureBody.self).signature
        let expected = try call.expectedVersion()
        return try await call.change { change in
            let (record, portfolio) = try await change.encounterToConduct(.sign)
            let draft = try await change.connection.draft(of: record.id)
            guard draft.version == expected else {
                throw Problem.versionMismatch(present: "\"\(draft.version)\"")
            }
            var report = draft.report
            report.startedAt = report.startedAt ?? record.encounter.startedAt
            return try await change.sign(report, of: record, portfolio, as: signature)
        }
    }

    /// The learner is shown the code; everybody else has it mailed to the learner.
    static func makeCode(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (record, _, sight) = try await change.encounter()
            guard sight != .adviser, sight != .staff else { throw Problem.notConductor }
            guard [.agreed, .underWay, .signed].contains(record.encounter.state), record.kind.needsCountersignature
            else {
                throw EncounterError.notNow(
                    record.encounter.state, allowed: record.encounter.allowed(to: sight.side ?? .learner))
            }
            let code = try await change.makeCode(for: record)
            change.record("encounter.codeMade", of: record.id, at: record.institution, to: sight.side?.rawValue)
            if sight == .conductor { try await change.mail(code, for: record) }
            let body = LearnerCodeBody(
                code: sight == .learner ? code.shown : nil, expiresAt: code.expiresAt, isMailed: sight == .conductor)
            return try .created(body, at: "/api/encounters/\(record.id)")
        }
    }

    static func countersign(_ call: Call) async throws -> Answer {
        let body = try call.body(CountersignatureBody.self)
        return try await call.change { change in
            let (record, portfolio, sight) = try await change.encounter()
            try record.encounter.requireLearners(.countersign, sight)
            let device: LearnersDevice
            switch try await change.learner(of: record, as: sight, body.code) {
            case .refused(let problem): return problem.answer(requestID: call.requestID)
            case .on(let place): device = place
            }
            try await change.connection.countersign(record.id, body.signature, on: device, at: call.now)
            try await change.connection.touch(portfolio)
            change.record("encounter.countersigned", of: record.id, at: record.institution, to: device.rawValue)
            return try await change.answerReport(of: record, portfolio)
        }
    }

    static func refuse(_ call: Call) async throws -> Answer {
        let body = try call.body(RefusalBody.self)
        return try await call.change { change in
            let (record, portfolio, sight) = try await change.encounter()
            try record.encounter.requireLearners(.refuse, sight)
            if case .refused(let problem) = try await change.learner(of: record, as: sight, body.code) {
                return problem.answer(requestID: call.requestID)
            }
            try await change.connection.refuse(record.id, because: body.reason, at: call.now)
            try await change.connection.touch(portfolio)
            change.record("encounter.refused", of: record.id, at: record.institution, why: body.reason)
            return try await change.answerReport(of: record, portfolio)
        }
    }

    /// Read by those who see the portfolio, by the assessors of a submission that holds it, and by who conducted it.
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            guard let found = try await connection.report(id, call.resources.rubrics) else {
                throw Problem.notFound("report")
            }
            if found.conductor == person.id { return try .ok(found) }
            guard let portfolio = found.portfolio else { throw Problem.unexpected }
            switch try await connection.reader(of: id, in: portfolio, person) {
            case .insider:
                let record = try await connection.portfolio(portfolio)
                return try .ok(record?.learner == person.id ? found.withoutExpectations : found)
            case .assessor: return try .ok(found.withoutLearner)
            case nil: throw Problem.notFound("report")
            }
        }
    }
}

extension Encounter {
    /// Refuses what the learner cannot do now; whoever else is there needs the learner's code for it.
    fileprivate func requireLearners(_ act: Act, _ sight: EncounterSight) throws {
        guard sight == .learner || sight == .conductor else {
            throw Problem.forbidden("Only the learner signs, or refuses to.")
        }
        guard allowed(to: .learner).contains(act) else {
            throw EncounterError.notNow(state, allowed: sight.side.map { allowed(to: $0) } ?? [])
        }
    }
}

extension Change {
    /// Makes the report of an encounter that is held an item of evidence, signed by the caller.
    func sign(
        _ report: EncounterReport, of record: EncounterRecord, _ portfolio: PortfolioRecord, as signature: String
    ) async throws -> Answer {
        let unit = try call.resources.rubrics.unit(record.unit).value
        let file = try await connection.file(of: record.id)
        let plan = record.plan(hasFile: file != nil)
        let faults = report.faults(for: unit, plan, at: call.now)
        guard faults.isEmpty else {
            throw Problem.invalid(faults.map { Fault(pointer: $0.pointer, code: $0.code, detail: $0.words) })
        }
        let id = call.newID(of: Evidence.self)
        let signed = SignedReport(report, of: record, file: file?.digest, as: signature, at: call.now)
        try await add(signed.evidence(id, shown: report.shown(for: unit, plan)), to: portfolio)
        if let file {
            let form = ItemForm.proposed(for: file.acceptedType, as: record.kind.evidence)
            try await connection.moveFile(of: record.id, to: id, as: form)
            if call.resources.settings.scanner != nil {
                try await connection.awaitScan(of: file.digest, at: call.now)
            }
        }
        try await connection.insert(signed, as: id, try signed.statement())
        change(signed, became: id)
        try await tellOthers(of: record, unit, .signed)
        return try await answerReport(of: record, portfolio)
    }

    private func change(_ signed: SignedReport, became id: ID<Evidence>) {
        let institution = signed.record.institution
        record("encounter.signed", of: signed.record.id, at: institution, to: signed.record.kind.rawValue)
        record("evidence.added", of: id, at: institution, to: signed.record.kind.rawValue)
    }

    /// The report as it is now.
    fileprivate func answerReport(of record: EncounterRecord, _ portfolio: PortfolioRecord) async throws -> Answer {
        let now = try await connection.encounter(record.id)
        guard let id = now?.report, let report = try await connection.report(id, call.resources.rubrics) else {
            throw Problem.unexpected
        }
        let isLearner = portfolio.learner == (try call.person().id)
        return try .created(
            isLearner ? report.withoutExpectations : report, at: "/api/encounter-reports/\(id)")
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics

/// What becomes of an appointment until it takes place: agreed to, moved, called off, begun.
enum AppointmentRoutes {
    static func agree(_ call: Call) async throws -> Answer {
        let body = try call.body(AgreementBody.self)
        let expected = try call.expectedVersion()
        guard body.criteriaDiscussed else {
            throw Problem.invalid(
                "/criteriaDiscussed", "criteriaDiscussed", "Read the criteria first, ask about them, then send true.")
        }
        return try await call.change { change in
            var (record, _, sight) = try await change.encounter()
            try record.require(.agree, by: sight, version: expected)
            if sight == .learner {
                record.encounter.learnerAgreedAt = call.now
                record.allowsRecording = body.recordingAllowed ?? false
            }
            if sight == .conductor { record.encounter.conductorAgreedAt = call.now }
            try await change.connection.update(&record)
            change.record("encounter.agreed", of: record.id, at: record.institution, to: sight.side?.rawValue)
            let unit = try call.resources.rubrics.unit(record.unit).value
            if record.encounter.state == .agreed { try await change.tellOthers(of: record, unit, .agreed) }
            return try await change.answer(record, unit)
        }
    }

    static func move(_ call: Call) async throws -> Answer {
        let body = try call.body(MoveBody.self)
        let expected = try call.expectedVersion()
        return try await call.change { change in
            var (record, _, sight) = try await change.encounter()
            try record.require(.move, by: sight, version: expected)
            let unit = try call.resources.rubrics.unit(record.unit).value
            let faults = Fault.ofAppointment(body.startsAt, body.timeZone, body.criteria, for: unit, at: call.now)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            let from = RFC3339.string(record.startsAt)
            record.apply(body)
            if body.criteria != nil { try record.draw(from: unit) }
            record.encounter.move(by: sight.side, to: body.startsAt != nil, at: call.now)
            try await change.connection.update(&record)
            change.record(
                "encounter.moved", of: record.id, at: record.institution, from: from,
                to: body.startsAt.map(RFC3339.string), why: body.reason)
            try await change.tellOthers(of: record, unit, body.startsAt == nil ? .askedForAnotherTime : .moved)
            return try await change.answer(record, unit)
        }
    }

    /// By either of the two, who advises the learner, or a coordinator.
    static func cancel(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(CancellationBody.self)
        return try await call.change { change in
            var (record, portfolio, sight) = try await change.encounter(needsOpenPortfolio: false)
            if sight == .staff, !person.holds(.assign, at: record.institution) {
                throw Problem.forbidden("Only the two, who advises the learner, or a coordinator call it off.")
            }
            try record.encounter.require(.cancel, by: sight.side ?? .conductor)
            let state = record.encounter.state
            record.encounter.cancelledAt = call.now
            record.lastReason = body.reason
            try await change.connection.update(&record)
            try await change.connection.dropFile(of: record.id, in: portfolio)
            change.record(
                "encounter.cancelled", of: record.id, at: record.institution, from: state.rawValue,
                to: record.encounter.state.rawValue, why: body.reason)
            let unit = try call.resources.rubrics.unit(record.unit).value
            try await change.tellOthers(of: record, unit, .cancelled)
            return try await change.answer(record, unit)
        }
    }

    /// By the learner, until the report is signed. What was recorded without it does not stay.
    static func allowRecording(_ call: Call) async throws -> Answer {
        let isAllowed = try call.body(RecordingPermissionBody.self).recordingAllowed
        return try await call.change { change in
            var (record, portfolio, sight) = try await change.encounter(needsOpenPortfolio: false)
            guard sight == .learner else { throw Problem.forbidden("Only the learner says whether they are recorded.") }
            guard [.proposed, .agreed, .underWay].contains(record.encounter.state) else {
                throw EncounterError.notNow(record.encounter.state, allowed: record.encounter.allowed(to: .learner))
            }
            record.allowsRecording = isAllowed
            try await change.connection.update(&record)
            if !isAllowed, try await change.connection.file(of: record.id)?.isRecording == true {
                try await change.connection.dropFile(of: record.id, in: portfolio)
            }
            change.record(
                "encounter.recordingAllowed", of: record.id, at: record.institution, to: isAllowed ? "yes" : "no")
            let unit = try call.resources.rubrics.unit(record.unit).value
            return try .ok(EncounterBody(record, unit, as: sight)).version(record.version)
        }
    }

    static func start(_ call: Call) async throws -> Answer {
        try await call.change { change in
            var (record, _) = try await change.encounterToConduct(.start)
            try await change.drawAnewWhereRenewed(&record)
            record.encounter.startedAt = call.now
            try await change.connection.update(&record)
            change.record(
                "encounter.started", of: record.id, at: record.institution, from: Encounter.State.agreed.rawValue,
                to: record.encounter.state.rawValue)
            return try await change.answer(record, try call.resources.rubrics.unit(record.unit).value)
        }
    }
}

extension Change {
    /// Draws the questions of a test again where those of its unit were renewed since, so that one that became known is not
    /// put. Where something was captured already, the test was sat without the service, with what was drawn before.
    fileprivate func drawAnewWhereRenewed(_ record: inout EncounterRecord) async throws {
        guard record.kind == .challengeTest else { return }
        var drawn = record
        try drawn.draw(from: call.resources.rubrics.unit(record.unit).value)
        guard drawn.poolDigest != record.poolDigest, try await connection.draft(of: record.id).version == 0 else {
            return
        }
        record = drawn
        self.record("encounter.drawnAnew", of: record.id, at: record.institution)
    }
}

extension EncounterRecord {
    /// Refuses what the reader may not do, cannot do now, or would do to something that changed since they read it.
    fileprivate func require(_ act: Encounter.Act, by sight: EncounterSight, version expected: Int) throws {
        guard let side = sight.side else {
            throw Problem.forbidden("Only the learner and who conducts the encounter agree on it.")
        }
        guard version == expected else { throw Problem.versionMismatch(present: "\"\(version)\"") }
        try encounter.require(act, by: side)
    }

    /// Takes what a move says anew.
    fileprivate mutating func apply(_ body: MoveBody) {
        lastReason = body.reason
        if let startsAt = body.startsAt { self.startsAt = startsAt }
        if let timeZone = body.timeZone { self.timeZone = timeZone }
        if let minutes = body.durationMinutes { self.minutes = minutes }
        if let place = body.place { self.place = place }
        if let criteria = body.criteria { self.criteria = criteria }
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal

/// A look at what came of a claim, by somebody who did not mark it.
enum ModerationRoutes {
    static func queue(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let records = try await call.resources.database.moderationQueue(
            of: person.id, at: person.institutions(where: .moderate), call.now, page)
        let bodies = try records.map { try ModerationBody($0, call.resources.rubrics, forStaff: false) }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func ofInstitution(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let state = try call.query("state").map { text in
            guard let state = Moderation.State(rawValue: text) else {
                let known = Moderation.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.invalidQuery("state", "Send one of: \(known).")
            }
            return state
        }
        let submission = try call.query("submission").map { text in
            guard let id = ID<Submission>(text) else { throw Problem.invalidQuery("submission", "Send an id.") }
            return id
        }
        let records = try await call.resources.database.moderations(at: institution, state, submission, page)
        let bodies = try records.map { try ModerationBody($0, call.resources.rubrics, forStaff: true) }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    /// With every mark, for staff and whoever took it.
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Moderation.self)
        return try await call.resources.database.withConnection { connection in
            let (record, isStaff) = try await connection.moderation(id, seenBy: person, call)
            var body = try ModerationBody(record, call.resources.rubrics, forStaff: isStaff)
            guard isStaff || record.moderator == person.id else { return try .ok(body) }
            body.moderator = record.moderator
            body.note = record.note
            body.words = try await connection.words(of: record)
            body.scorecards = try await connection.everyScorecard(of: record, namingAssessors: isStaff)
            return try .ok(body)
        }
    }

    static func take(_ call: Call) async throws -> Answer {
        let independent = try call.body(AssignmentAcceptanceBody.self).independence
        return try await call.change { change in
            var (record, _, _, person) = try await change.ownModeration()
            guard independent else { throw AssignmentError.independenceNotAffirmed }
            try record.moderation.require(.open)
            record.moderator = person.id
            record.takenAt = call.now
            try await change.connection.save(record)
            change.record(
                "moderation.taken", of: record.id, at: record.institution, from: Moderation.State.open.rawValue,
                to: Moderation.State.taken.rawValue)
            let body = try ModerationBody(record, call.resources.rubrics, forStaff: false)
            return try .created(body, at: "/api/moderations/\(record.id)")
        }
    }

    /// A moderator gives it back; a coordinator takes it from one who does not get to it.
    static func giveBack(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Moderation.self)
        return try await call.change { change in
            guard var record = try await change.connection.moderation(id, forUpdate: true),
                record.moderator == person.id || person.holds(.assign, at: record.institution)
            else { throw Problem.notFound("moderation") }
            try record.moderation.require(.taken)
            (record.moderator, record.takenAt, record.offeredAt) = (nil, nil, call.now)
            try await change.connection.save(record)
            change.record(
                "moderation.givenBack", of: id, at: record.institution, from: Moderation.State.taken.rawValue,
                to: Moderation.State.open.rawValue)
            return .noContent
        }
    }

    static func decide(_ call: Call) async throws -> Answer {
        let body = try call.body(NewModerationVerdictBody.self)
        return try await call.change { change in
            var (record, _, portfolio, person) = try await change.ownModeration()
            guard record.moderator == person.id else { throw Problem.notFound("moderation") }
            try record.moderation.require(.taken)
            let reasons = (body.reasons ?? []).map(\.reason)
            try Moderation.check(
                body.verdict, reasons, on: try call.resources.rubrics.unit(record.unit).value.rubric)
            (record.verdict, record.reasons, record.note) = (body.verdict, reasons, body.note ?? "")
            record.decidedAt = call.now
            try await change.connection.save(record)
            change.record(
                "moderation.decided", of: record.id, at: record.institution, from: Moderation.State.taken.rawValue,
                to: body.verdict.rawValue)
            if body.verdict == .sentBack {
                try await change.reopen(record, portfolio)
            } else {
                try await change.notify(
                    every: .coordinator, .moderationClosed, of: record.id, at: record.institution)
            }
            let answer = try ModerationBody(record, call.resources.rubrics, forStaff: false)
            return try .created(answer, at: "/api/moderations/\(record.id)")
        }
    }

    /// Why a case came back to its assessor.
    static func sendBacks(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let page = try call.page(keys: 1)
        let found = try await call.resources.database.withConnection { connection in
            let record = try await connection.assignment(id, ownedBy: person)
            try record.assignment.requireTaken(at: call.now)
            return try await connection.sendBacks(of: record.submission, to: id)
        }
        return try call.list(found, page) { [$0.claim.description] }
    }
}

extension Change {
    /// A moderation that the caller may take or has taken, held, with its case, held before it.
    /// - Throws: 404 where they may not know of it; 409 where they are not independent of the case.
    fileprivate func ownModeration() async throws -> (
        ModerationRecord, SubmissionRecord, PortfolioRecord, Caller.SignedIn
    ) {
        let person = try call.person()
        let id = try call.id(of: Moderation.self)
        guard let found = try await connection.moderation(id), person.holds(.moderate, at: found.institution),
            let submission = try await connection.submission(found.submission)
        else { throw Problem.notFound("moderation") }
        let (current, portfolio) = try await connection.hold(submission)
        guard let record = try await connection.moderation(id, forUpdate: true) else {
            throw Problem.notFound("moderation")
        }
        guard portfolio.state == .inAssessment || portfolio.state == .assessed else {
            throw SubmissionError.notInAssessment(portfolio.state)
        }
        let facts = try await connection.independenceFacts(of: person.id, on: current, at: call.now)
        try call.resources.rubrics.policy(portfolio.policy).requireIndependence(facts, overrideReason: nil)
        return (record, current, portfolio, person)
    }
}

extension Connection {
    /// A moderation that the person may see, and whether as staff. Whoever holds a seat on the case or is its learner does
    /// not know of it.
    fileprivate func moderation(
        _ id: ID<Moderation>, seenBy person: Caller.SignedIn, _ call: Call
    ) async throws -> (ModerationRecord, isStaff: Bool) {
        guard let record = try await moderation(id), let submission = try await submission(record.submission) else {
            throw Problem.notFound("moderation")
        }
        let facts = try await independenceFacts(of: person.id, on: submission, at: call.now)
        let isTied = try !call.resources.rubrics.policy(record.policy).independenceFindings(facts).isEmpty
        if record.moderator == person.id { return (record, false) }
        if !facts.isLearner, !facts.holdsAnotherSeat, person.holds(.readPortfolios, at: record.institution) {
            return (record, true)
        }
        let isTheirs = record.moderation.state == .open && !isTied && person.holds(.moderate, at: record.institution)
        guard isTheirs else { throw Problem.notFound("moderation") }
        return (record, false)
    }

    /// Why the outcome looked at is what it is.
    fileprivate func words(of record: ModerationRecord) async throws -> String? {
        try await first("select result ->> 'words' as words from scorecard where id = \(record.scorecard)")?["words"]
    }
}

extension ModerationBody {
    init(_ record: ModerationRecord, _ rubrics: RubricsLibrary, forStaff: Bool) throws {
        self.init(
            id: record.id, institution: record.institution, submission: record.submission,
            pseudonym: SubmissionRecord.pseudonym(of: record.submission), claim: record.claim, unit: record.unit,
            title: try rubrics.unit(record.unit).value.title, state: record.moderation.state, outcome: record.outcome,
            settledAt: record.settledAt, grounds: record.grounds,
            draw: forStaff
                ? ModerationDrawBody(
                    drawn: record.isDrawn, round: record.round, seed: record.seed?.hex, digest: record.digest?.hex)
                : nil,
            moderator: forStaff ? record.moderator : nil, takenAt: record.takenAt,
            reasons: record.reasons.map(ModerationReasonBody.init), note: forStaff ? record.note : nil,
            decidedAt: record.decidedAt)
    }
}

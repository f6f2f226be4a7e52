import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// What the holder of a link can do: read what is asked, and answer it or decline, once.
enum WitnessRoutes {
    /// Mail scanners open links before people do: reading changes nothing.
    static func show(_ call: Call) async throws -> Answer {
        let link = try call.link()
        return try await call.resources.database.withConnection { connection in
            let (record, portfolio) = try await connection.asked(by: link, at: call.now)
            let names = try await connection.names(of: portfolio)
            let draft = try await connection.draft(of: record.id)
            var body = try WitnessRequestBody(record, names, try call.unit(record.unit))
            body.draft = draft.body
            body.recording = try await connection.recording(of: record.id).map { EvidenceFileBody($0, named: $0.name) }
            body.recordings = RecordingRuleBody(try call.resources.recordingLimits(of: portfolio))
            return try .ok(body).version(draft.version)
        }
    }

    static func sign(_ call: Call) async throws -> Answer {
        let body = try call.body(NewTestimonialBody.self)
        try await refuseRelative(call, body)
        return try await call.change { change in
            var (record, portfolio) = try await change.askedByLink()
            let unit = try call.unit(record.unit)
            let recording = try await change.connection.recording(of: record.id)
            let mail = try await change.mail(about: record, of: portfolio)
            let faults = body.faults(for: unit, on: call.now, isRecorded: recording != nil, mail.names)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            let testimonial = try Testimonial(
                body, id: call.newID(), answering: record, mail.names, unit, recording: recording, at: call.now)
            try await change.add(testimonial.evidence, to: portfolio)
            try await change.connection.insert(testimonial)
            if let recording {
                try await change.connection.settleRecording(
                    recording, of: record.id, as: testimonial.id, in: portfolio,
                    isScanned: call.resources.settings.scanner != nil, at: call.now)
            }
            record.request.answeredAt = call.now
            record.request.nextReminderAt = nil
            try await change.connection.update(record)
            try await change.connection.forgetUnsigned(record.id, in: portfolio.id, at: portfolio.institution)
            change.record(
                "testimonialRequest.answered", of: record.id, at: record.institution, from: "awaited", to: "answered")
            change.record("evidence.added", of: testimonial.id, at: record.institution, to: "testimonial")
            try await change.thank(testimonial, mail)
            return try .created(SignedTestimonialBody(testimonial), at: "/api/testimonials/\(testimonial.id)")
        }
    }

    static func decline(_ call: Call) async throws -> Answer {
        let body = try call.body(DeclineBody.self)
        return try await call.change { change in
            var (record, portfolio) = try await change.askedByLink()
            record.request.declinedAt = call.now
            record.request.nextReminderAt = nil
            try await change.connection.update(record)
            try await change.connection.forgetUnsigned(record.id, in: portfolio.id, at: portfolio.institution)
            change.record(
                "testimonialRequest.declined", of: record.id, at: record.institution, from: "awaited", to: "declined",
                why: body.reason)
            try await change.send(try await change.mail(about: record, of: portfolio).declined)
            return .noContent
        }
    }

    /// A relative is refused, but not in silence: that it was tried stands in the log, for whoever judges what the same
    /// link signs later.
    private static func refuseRelative(_ call: Call, _ body: NewTestimonialBody) async throws {
        do {
            try body.testimony().requireUnrelated()
        } catch {
            let link = try call.link()
            try await call.resources.database.transaction { connection in
                let (record, _) = try await connection.asked(by: link, at: call.now)
                let change = Change(connection: connection, call: call)
                change.record("testimonialRequest.relativeRefused", of: record.id, at: record.institution)
                try await change.finish()
            }
            throw error
        }
    }
}

extension Call {
    /// A unit that a claim stands on.
    func unit(_ key: DocumentKey) throws -> Assessment.Unit {
        guard let unit = resources.rubrics.units[key]?.value else { throw Problem.unexpected }
        return unit
    }
}

extension Connection {
    /// The request that a link opens now, and its portfolio. A testimonial is taken until the institution decides: it goes
    /// to the live portfolio, and what was submitted before stays as it was.
    func asked(by link: Digest, at moment: Date) async throws -> (TestimonialRequestRecord, PortfolioRecord) {
        guard let record = try await testimonialRequest(link: link) else { throw Problem.linkNotOpen }
        try record.request.requireAwaited(at: moment)
        let portfolio = try await portfolio(record.portfolio)
        guard let portfolio, portfolio.state.isBeforeDecision else { throw Problem.linkNotOpen }
        return (record, portfolio)
    }
}

extension Change {
    /// The request under the caller's link and its portfolio, both held, the portfolio first.
    func askedByLink() async throws -> (TestimonialRequestRecord, PortfolioRecord) {
        let link = try call.link()
        guard let seen = try await connection.testimonialRequest(link: link) else { throw Problem.linkNotOpen }
        let portfolio = try await connection.portfolio(seen.portfolio, forUpdate: true)
        guard let portfolio, portfolio.state.isBeforeDecision else { throw Problem.linkNotOpen }
        guard let record = try await connection.testimonialRequest(link: link, forUpdate: true) else {
            throw Problem.linkNotOpen
        }
        try record.request.requireAwaited(at: call.now)
        return (record, portfolio)
    }

    /// Tells the learner that there is an answer; and the witness, where their mailbox is known to be theirs, with a link
    /// of their own in place of those before, so that only they can take it back.
    fileprivate func thank(_ testimonial: Testimonial, _ mail: TestimonialMail) async throws {
        try await send(mail.answered)
        guard let confirmation = testimonial.confirmation else { return }
        let link = SecretToken.make(prefix: Credential.linkPrefix)
        try await connection.replaceLink(of: testimonial.request, with: link.digest, .mail)
        try await send(mail.thanks(link, to: confirmation.contact))
    }
}

extension NewTestimonialBody {
    /// What the rules speak about.
    func testimony(isRecorded: Bool = false) -> Testimony {
        Testimony(
            relatedByFamily: relatedByFamily, knownFrom: knownFrom, knownUntil: knownUntil,
            prompts: answers.map(\.prompt), criteria: criteria, isRecorded: isRecorded)
    }

    /// What cannot be as it is said.
    fileprivate func faults(
        for unit: Assessment.Unit, on now: Date, isRecorded: Bool, _ names: PortfolioNames
    ) -> [Fault] {
        var faults = testimony(isRecorded: isRecorded).faults(for: unit, on: CalendarDate(now)).map { Fault($0) }
        if Contact.isSame(contact, names.learnerEmail) {
            faults.append(
                Fault(pointer: "/contact", code: "own", detail: "This is the learner's address. Send your own."))
        }
        return faults
    }
}

extension SignedTestimonialBody {
    fileprivate init(_ testimonial: Testimonial) {
        self.init(
            id: testimonial.id, signedAt: testimonial.signedAt, statement: testimonial.statement.text,
            statementDigest: testimonial.statement.digest)
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// Reading a testimonial: the learner, their adviser, staff, and the assessors of a submission that holds it.
enum TestimonialRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            let found = try await connection.testimonial(where: "t.evidence_id = \(id)")
            guard let found else { throw Problem.notFound("testimonial") }
            let reader = try await connection.reader(of: id, in: found.portfolio, person)
            guard let reader else { throw Problem.notFound("testimonial") }
            // The statement names the learner, whom assessors do not know.
            let body = call.resources.complete(found)
            return try .ok(reader == .assessor ? body.withoutStatement : body)
        }
    }
}

extension Resources {
    /// A testimonial with what it lacks, by the policy of its portfolio too.
    func complete(_ record: TestimonialRecord) -> TestimonialBody {
        var facts = record.facts
        let never = rubrics.policies[record.policy]?.value.evidence.kindsThatNeverStandAlone.value
        facts.neverStandsAlone = never?.contains(.testimonial) ?? false
        var body = record.body
        body.lacks = facts.lacks.map { TestimonialBody.LackBody(code: $0, words: $0.words) }
        return body
    }
}

/// What a witness sees and can do of what they signed, by the link they were mailed after it, or, where no mailbox is known
/// to be theirs, the one they signed by.
enum SignedTestimonialRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let link = try call.link()
        return try await call.resources.database.withConnection { connection in
            let (record, portfolio) = try await connection.signed(by: link, at: call.now)
            let found = try await connection.testimonial(where: "r.id = \(record.id)")
            guard let found else { throw Problem.linkNotOpen }
            let names = try await connection.names(of: portfolio)
            return try .ok(
                OwnTestimonialBody(
                    learner: names.learner, institution: names.institution, unit: try call.unit(record.unit).title,
                    signedAt: found.body.signedAt, statement: found.body.statement ?? "",
                    statementDigest: found.body.statementDigest, recording: found.body.recording,
                    withdrawnAt: found.body.withdrawnAt, withdrawalReason: found.body.withdrawalReason,
                    canBeTakenBackUntil: record.takingBackEnds))
        }
    }

    /// A testimonial that is taken back leaves the live portfolio. Its row stays, with the reason: whoever assesses a
    /// submission that holds it sees that it was taken back, and when.
    static func takeBack(_ call: Call) async throws -> Answer {
        let body = try call.body(TakingBackBody.self)
        return try await call.change { change in
            let link = try call.link()
            let (seen, _) = try await change.connection.signed(by: link, at: call.now)
            let portfolio = try await change.connection.portfolio(seen.portfolio, forUpdate: true)
            let (record, _) = try await change.connection.signed(by: link, at: call.now)
            guard let portfolio, let id = record.testimonial else { throw Problem.linkNotOpen }
            guard record.takenBackAt == nil else { throw Problem.takenBack }
            try await change.connection.takeBack(id, because: body.reason, at: call.now)
            try await change.removeTakenBack(id, from: portfolio)
            change.record(
                "testimonial.takenBack", of: id, at: record.institution, from: "signed", to: "withdrawn",
                why: body.reason)
            try await change.send(try await change.mail(about: record, of: portfolio).takenBack)
            return .noContent
        }
    }
}

/// Why a witness takes back what they signed.
struct TakingBackBody: RequestBody {
    var reason: String

    static let schema = Schema.object([
        .must(
            "reason", .string(.init(length: 1...1000)),
            "Why, in a sentence: the learner and those who assess read it.")
    ])
}

/// What a witness signed, as they see it.
struct OwnTestimonialBody: AnswerBody {
    var learner: String
    var institution: String
    var unit: String
    var signedAt: Date
    var statement: String
    var statementDigest: Digest
    var recording: TestimonialBody.RecordingBody?
    var withdrawnAt: Date?
    var withdrawalReason: String?
    var canBeTakenBackUntil: Date

    static let schema = Schema.object([
        .must("learner", .text(200), "For whom."),
        .must("institution", .text(200), "Who reads it."),
        .must("unit", .anyText(300), "What it is about."),
        .must("signedAt", .dateTime, "When it was signed."),
        .must("statement", .anyText(1_000_000), "What was signed, word for word."),
        .must("statementDigest", .sha256, "SHA-256 of the statement."),
        .may("recording", .named(TestimonialBody.RecordingBody.self), "The recording, where there is one."),
        .may("withdrawnAt", .dateTime, "When it was taken back."),
        .may("withdrawalReason", .anyText(1000), "Why."),
        .must("canBeTakenBackUntil", .dateTime, "Until when this link takes it back."),
    ])
}

extension TestimonialRequestRecord {
    fileprivate var takingBackEnds: Date {
        (request.answeredAt ?? requestedAt).addingTimeInterval(TestimonialRequest.canBeTakenBackFor)
    }
}

extension Connection {
    /// The request that a link answered, for as long as the answer can be taken back, and its portfolio.
    fileprivate func signed(
        by link: Digest, at moment: Date
    ) async throws -> (TestimonialRequestRecord, PortfolioRecord) {
        let record = try await testimonialRequest(link: link, standing: false)
        guard let record, record.request.answeredAt != nil, moment < record.takingBackEnds else {
            throw Problem.linkNotOpen
        }
        guard let portfolio = try await portfolio(record.portfolio) else { throw Problem.linkNotOpen }
        return (record, portfolio)
    }

    fileprivate func takeBack(_ id: ID<Evidence>, because reason: String, at moment: Date) async throws {
        try await execute(
            """
            update testimonial set withdrawn_at = \(moment), withdrawal_reason = \(reason)
            where evidence_id = \(id) and withdrawn_at is null
            """)
    }
}

extension Change {
    /// Takes a testimonial out of its live portfolio, as its learner could.
    fileprivate func removeTakenBack(_ id: ID<Evidence>, from portfolio: PortfolioRecord) async throws {
        guard let evidence = try await connection.evidence(id), evidence.removedAt == nil else { return }
        try await connection.remove(id, at: call.now)
        if let file = evidence.file, try await !connection.wasSubmitted(evidence) {
            try await connection.release(kept: file.size, of: portfolio.id, at: portfolio.institution)
        }
        try await connection.touch(portfolio)
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// What the policy makes of a case, for whoever rules on it.
enum FindingsRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let rubrics = call.resources.rubrics
        let body = try await call.resources.database.withConnection { connection in
            let record = try await connection.assignment(id, ownedBy: person)
            try record.assignment.requireTaken(at: call.now)
            let manifest = try await connection.manifest(of: record.submission)
            return FindingsBody(
                submission: record.submission, policy: manifest.policy.description,
                try await connection.sufficiency(of: record.submission), rubrics,
                originals: try await connection.originalSightings(of: manifest.evidence.map(\.id)),
                returnReasons: manifest.answered ?? [])
        }
        return try .ok(body)
    }
}

/// What the policy found of a submission when it was made, and what happened since that bears on it. Nothing of it names the
/// learner.
struct FindingsBody: AnswerBody {
    var submission: ID<Submission>
    var policy: String
    var day: CalendarDate?
    var findings: [FindingBody]
    var claims: [ClaimCompletenessBody]
    var originals: [OriginalSightingBody]
    var returnReasons: [ReturnReasonBody]

    static let schema = Schema.object([
        .must("submission", .id, "The submission."),
        .must("policy", .text(120), "The policy, `id@version`."),
        .may(
            "day", .date,
            "The day it was worked out for, in the policy's calendar; absent for submissions older than this record."),
        .must("findings", .list(of: .named(FindingBody.self)), "What the policy says of the portfolio as a whole."),
        .must("claims", .list(of: .named(ClaimCompletenessBody.self)), "What it says of each claim."),
        .must(
            "originals", .list(of: .named(OriginalSightingBody.self)),
            "Papers whose original was seen, up to now; without who saw them."),
        .must(
            "returnReasons", .list(of: .named(ReturnReasonBody.self)),
            "Why it came back before, each reason with the learner's answer where there is one."),
    ])

    fileprivate init(
        submission: ID<Submission>, policy: String, _ found: Sufficiency?, _ rubrics: RubricsLibrary,
        originals: [OriginalSightingBody], returnReasons: [Manifest.AnsweredReason]
    ) {
        self.submission = submission
        self.policy = policy
        day = found?.day
        findings = found?.findings.map(FindingBody.init) ?? []
        claims = found?.claims.map { ClaimCompletenessBody($0, unit: rubrics.units[$0.unit]?.value) } ?? []
        self.originals = originals.map(\.blind)
        self.returnReasons = returnReasons.map(ReturnReasonBody.init)
    }
}

import Assessment
import Foundation
import Postgres
import Seal

/// Reading a testimonial: the learner, their adviser, staff, and the assessors of a submission that holds it.
enum TestimonialRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            guard let found = try await connection.testimonial(id) else { throw Problem.notFound("testimonial") }
            let reader = try await connection.reader(of: id, in: found.portfolio, person)
            guard let reader else { throw Problem.notFound("testimonial") }
            // The statement names the learner, whom assessors do not know.
            return try .ok(reader == .assessor ? found.body.withoutStatement : found.body)
        }
    }
}

/// A testimonial as it was signed.
struct TestimonialBody: AnswerBody {
    var id: ID<Evidence>
    var claim: ID<Claim>
    var witnessName: String
    var witnessRole: String
    var organisation: String
    var contact: String
    var relationship: String
    var firstHand: Bool
    var relatedByFamily: Bool
    var knownFrom: CalendarDate
    var knownUntil: CalendarDate?
    var answers: [TestimonialAnswer]
    var signature: String
    var signedAt: Date
    var statement: String?
    var statementDigest: Digest

    var withoutStatement: TestimonialBody {
        var copy = self
        copy.statement = nil
        return copy
    }

    static let schema = Schema.object(
        [.must("id", .id, "The testimonial, an item of evidence."), .must("claim", .id, "The claim vouched for.")]
            + NewTestimonialBody.fields.filter { $0.name != "criteria" } + [
                .must("signedAt", .dateTime, "When it was signed."),
                .may(
                    "statement", .anyText(1_000_000),
                    "What was signed, word for word; not shown to assessors, because it names the learner."),
                .must("statementDigest", .sha256, "SHA-256 of the statement."),
            ])
}

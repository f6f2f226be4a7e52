import Assessment
import Foundation
import Postgres

/// A call to a witness by somebody of the institution. Identified by `ID<ContactCheck>`.
enum ContactCheck {
    /// What came of it.
    enum Outcome: String, Codable, Sendable, CaseIterable {
        /// The witness says that they gave it.
        case confirmed
        /// Nobody answered, or somebody else.
        case notReached
        /// The person says that they did not give it.
        case denied
    }
}

/// What came of a call.
struct NewContactCheckBody: RequestBody {
    var outcome: ContactCheck.Outcome
    var contact: String?
    var note: String?

    static let schema = Schema.object([
        .must("outcome", .choice(of: ContactCheck.Outcome.self), "What came of the call."),
        .may("contact", .text(200), "The number called, or the address; the one in the testimonial when left out."),
        .may("note", .anyText(1000), "What else there is to say; staff and auditors read it."),
    ])
}

/// A call, as staff see it.
struct ContactCheckBody: AnswerBody {
    var id: ID<ContactCheck>
    var testimonial: ID<Evidence>
    var outcome: ContactCheck.Outcome
    var note: String
    var checkedBy: ID<Person>
    var checkedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The call."),
        .must("testimonial", .id, "The testimonial."),
        .must("outcome", .choice(of: ContactCheck.Outcome.self), "What came of it."),
        .must("note", .anyText(1000), "What else there is to say."),
        .must("checkedBy", .id, "Who called."),
        .must("checkedAt", .dateTime, "When."),
    ])
}

/// Staff confirm a witness by calling them: a telephone needs no gateway, and many witnesses have nothing else.
enum ContactCheckRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let body = try call.body(NewContactCheckBody.self)
        return try await call.change { change in
            let person = try call.person()
            let found = try await change.testimonialToCheck()
            let check = ContactCheckBody(
                id: call.newID(), testimonial: found.body.id, outcome: body.outcome, note: body.note ?? "",
                checkedBy: person.id, checkedAt: call.now)
            try await change.connection.insert(check, at: found.institution)
            try await change.connection.apply(check, contact: body.contact ?? found.body.contact)
            change.record(
                "testimonial.contactChecked", of: found.body.id, at: found.institution, to: body.outcome.rawValue,
                why: body.note)
            return try .created(check, at: "/api/testimonials/\(found.body.id)/contact-checks")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let page = try call.page(keys: 1)
        let checks = try await call.resources.database.withConnection { connection in
            guard let found = try await connection.testimonial(where: "t.evidence_id = \(id)") else {
                throw Problem.notFound("testimonial")
            }
            try person.require(.readPortfolios, at: found.institution, of: "testimonial")
            return try await connection.contactChecks(of: id, page)
        }
        return try call.list(checks, page) { [$0.id.description] }
    }
}

extension Change {
    /// The testimonial in the path, its row held; for staff who admit submissions, and never its learner.
    fileprivate func testimonialToCheck() async throws -> TestimonialRecord {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        _ = try await connection.first("select 1 as held from testimonial where evidence_id = \(id) for update")
        guard let found = try await connection.testimonial(where: "t.evidence_id = \(id)") else {
            throw Problem.notFound("testimonial")
        }
        guard let portfolio = try await connection.portfolio(found.portfolio) else {
            throw Problem.notFound("testimonial")
        }
        if portfolio.learner == person.id { throw Problem.forbidden("Nobody confirms their own witness.") }
        try person.require(.admit, at: found.institution, of: "testimonial")
        guard found.body.withdrawnAt == nil else { throw Problem.takenBack }
        return found
    }
}

extension Connection {
    fileprivate func insert(_ check: ContactCheckBody, at institution: ID<Institution>) async throws {
        try await execute(
            """
            insert into contact_check (id, institution_id, evidence_id, outcome, note, checked_by, checked_at)
            values (\(check.id), \(institution), \(check.testimonial), \(check.outcome.rawValue), \(check.note),
                \(check.checkedBy), \(check.checkedAt))
            """)
    }

    /// What a call makes of the testimonial; one in vain changes nothing.
    fileprivate func apply(_ check: ContactCheckBody, contact: String) async throws {
        switch check.outcome {
        case .notReached:
            return
        case .confirmed:
            try await execute(
                """
                update testimonial set confirmed_contact = \(contact), contact_confirmed_at = \(check.checkedAt),
                    contact_confirmed_by = 'call', contact_denied_at = null
                where evidence_id = \(check.testimonial)
                """)
        case .denied:
            try await execute(
                """
                update testimonial set confirmed_contact = null, contact_confirmed_at = null,
                    contact_confirmed_by = null, contact_denied_at = \(check.checkedAt)
                where evidence_id = \(check.testimonial)
                """)
        }
    }

    fileprivate func contactChecks(of testimonial: ID<Evidence>, _ page: Page) async throws -> [ContactCheckBody] {
        try await query(
            """
            select id, evidence_id, outcome, note, checked_by, checked_at from contact_check
            where evidence_id = \(testimonial) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map { row in
            let outcome: String = try row["outcome"]
            return ContactCheckBody(
                id: try row["id"], testimonial: try row["evidence_id"],
                outcome: ContactCheck.Outcome(rawValue: outcome) ?? .notReached, note: try row["note"],
                checkedBy: try row["checked_by"], checkedAt: try row["checked_at"])
        }
    }
}

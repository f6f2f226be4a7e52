import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

// What the service does of itself about witnesses who are awaited. Each step is one transaction that holds one request, so
// that however many processes do it at once, a witness gets one mail.
extension Resources {
    /// Reminds witnesses who are due, tells learners of links that ran out, and clears away what was not signed.
    func remindWitnesses(at moment: Date) async throws {
        while try await remindOne(at: moment) {}
        while try await tellOfOneExpiry(at: moment) {}
        while try await forgetOneUnsigned(at: moment) {}
        try await database.execute(
            "delete from handed_code where expires_at < \(moment.addingTimeInterval(-7 * 86_400))")
    }

    /// Mails the witness who is due first a link of their own. Those they have go on working: a form may be open.
    /// - Returns: whether there was one.
    private func remindOne(at moment: Date) async throws -> Bool {
        try await database.transaction { connection in
            let due = try await connection.awaited(
                """
                r.next_reminder_at <= \(moment) and r.expires_at > \(moment) and c.withdrawn_at is null
                    and p.state in ('draft', 'returned')
                """)
            guard var record = due, let portfolio = try await connection.portfolio(record.portfolio) else {
                return false
            }
            let next = rubrics.policies[portfolio.policy]?.value
                .deadline(for: .testimonialReminder, from: moment, timeZone: .gmt)
            let recipient = record.witnessEmail ?? (record.contact?.confirmedAt == nil ? nil : record.contact?.email)
            guard let recipient else {
                record.request.nextReminderAt = nil
                try await connection.update(record)
                return true
            }
            record.request = record.request.reminded(nextAt: next)
            try await connection.update(record)
            let link = SecretToken.make(prefix: Credential.linkPrefix)
            try await connection.addLink(to: record.id, link.digest, .mail, at: moment)
            let mail = try await mail(about: record, of: portfolio, connection)
            try await connection.owe(
                mail.link(.reminding, link, to: recipient), as: world.id(at: moment), at: moment)
            try await note("testimonialRequest.reminded", of: record, "awaited", at: moment, connection)
            return true
        }
    }

    private func tellOfOneExpiry(at moment: Date) async throws -> Bool {
        try await database.transaction { connection in
            let due = try await connection.awaited(
                """
                r.expires_at <= \(moment) and r.expiry_told_at is null and c.withdrawn_at is null
                    and p.state in ('draft', 'returned')
                """)
            guard let record = due, let portfolio = try await connection.portfolio(record.portfolio) else {
                return false
            }
            try await connection.execute(
                "update testimonial_request set expiry_told_at = \(moment), next_reminder_at = null where id = \(record.id)"
            )
            let mail = try await mail(about: record, of: portfolio, connection)
            try await connection.owe(mail.expired, as: world.id(at: moment), at: moment)
            try await note("testimonialRequest.expired", of: record, "expired", at: moment, connection)
            return true
        }
    }

    /// What a witness wrote or recorded is kept for two weeks after their link ran out, in case another is sent.
    private func forgetOneUnsigned(at moment: Date) async throws -> Bool {
        try await database.transaction { connection in
            let due = try await connection.first(
                """
                select r.id, r.portfolio_id, r.institution_id from testimonial_request r
                where r.expires_at < \(moment.addingTimeInterval(-14 * 86_400))
                    and (exists (select from testimonial_draft d where d.request_id = r.id)
                        or exists (select from testimonial_recording d where d.request_id = r.id)
                        or exists (select from witness_contact d where d.request_id = r.id))
                limit 1 for update of r skip locked
                """)
            guard let due else { return false }
            try await connection.forgetUnsigned(
                try due["id"], in: try due["portfolio_id"], at: try due["institution_id"])
            return true
        }
    }

    private func note(
        _ kind: String, of record: TestimonialRequestRecord, _ state: String, at moment: Date, _ connection: Connection
    ) async throws {
        let event = Event(institution: record.institution, kind: kind, subject: .init(record.id), to: state)
        try await connection.append(event, by: .nobody, at: moment, world: world)
    }
}

extension Connection {
    /// One request without an answer, held; nil where there is none that nobody else holds.
    /// - Parameter condition: on the rows `r`, `c` (its claim) and `p` (its portfolio).
    fileprivate func awaited(_ condition: SQL) async throws -> TestimonialRequestRecord? {
        try await first(
            """
            \(TestimonialRequestRecord.selection()) join portfolio p on p.id = r.portfolio_id
            where r.answered_at is null and r.declined_at is null and r.withdrawn_at is null and \(condition)
            order by r.id limit 1 for update of r skip locked
            """
        ).map(TestimonialRequestRecord.init(row:))
    }
}

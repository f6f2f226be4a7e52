import Assessment
import Foundation
import Postgres

extension Change {
    /// Tells a person something: in their list, and by mail in their language, at once or in their next digest. It is told
    /// exactly if the change is made. Who is disabled or erased is told nothing.
    ///
    /// `until`, `since` and `step` are given where the kind has such a blank (`NoticeKind.blanks`).
    func notify(
        _ person: ID<Person>, _ kind: NoticeKind, of subject: ID<some Any>, at institution: ID<Institution>?,
        until: CalendarDate? = nil, since: CalendarDate? = nil, step: CaseClock? = nil
    ) async throws {
        let notice = Notice(
            kind: kind, about: .init(subject), institution: institution, until: until, since: since, step: step)
        try await call.resources.tell(person, notice, connection, at: call.now)
    }

    /// Tells everyone who holds a role at an institution.
    /// - Parameter except: whoever caused it, who knows.
    func notify(
        every role: Role, _ kind: NoticeKind, of subject: ID<some Any>, at institution: ID<Institution>,
        except: ID<Person>? = nil, until: CalendarDate? = nil, since: CalendarDate? = nil, step: CaseClock? = nil
    ) async throws {
        for person in try await connection.holders(of: role, at: institution) where person != except {
            try await notify(person, kind, of: subject, at: institution, until: until, since: since, step: step)
        }
    }
}

extension Resources {
    /// Mails to one person are this far apart at the least, unless they are urgent; what comes in between comes together.
    static let mailSpacing: TimeInterval = 600
    /// The same thing is mailed again after this long, while it is unread.
    static let noticeQuiet: TimeInterval = 20 * 3_600

    /// Tells a person something in a transaction of the caller's, for what happens without a request.
    func tell(_ person: ID<Person>, _ notice: Notice, _ connection: Connection, at moment: Date) async throws {
        guard let recipient = try await connection.recipient(person) else { return }
        let kept = try await connection.keep(
            notice, to: person, as: world.id(at: moment), at: moment, quiet: Self.noticeQuiet)
        guard kept.isToBeMailed else { return }
        let due = notice.kind.isUrgent ? moment : Self.mailDue(for: recipient, at: moment)
        guard due <= moment else { return try await connection.postpone(kept.id, to: due) }
        let name = try await institutionName(notice.institution, connection)
        try await mail([(kept.id, notice, name)], to: recipient, connection, at: moment)
    }

    private static func mailDue(for recipient: NoticeRecipient, at moment: Date) -> Date {
        switch recipient.preference.mail {
        case .digest: recipient.preference.nextDigest(after: moment)
        case .immediate: max(moment, recipient.lastMailedAt?.addingTimeInterval(mailSpacing) ?? moment)
        }
    }

    /// Housekeeping: what waited for its time goes out, all that a person is owed in one mail. Several processes may do it at
    /// once: a person is in one's hand, and the mail is written in the transaction that marks what it brings.
    func mailNotifications(at moment: Date) async throws {
        while try await mailOnePerson(at: moment) {}
    }

    private func mailOnePerson(at moment: Date) async throws -> Bool {
        try await database.transaction { connection in
            guard let person = try await connection.personOwedMail(at: moment) else { return false }
            let owed = try await connection.notificationsOwed(to: person, at: moment)
            if let recipient = try await connection.recipient(person) {
                try await mail(
                    owed.map { ($0.id, $0.notice, $0.institutionName) }, to: recipient, connection, at: moment)
            } else {
                try await connection.markMailed(owed.map(\.id), at: moment)
            }
            return true
        }
    }

    private func mail(
        _ notices: [(id: ID<Notification>, notice: Notice, institution: String)], to recipient: NoticeRecipient,
        _ connection: Connection, at moment: Date
    ) async throws {
        let texts = notices.map { catalogues.text(of: $0.notice, at: $0.institution, in: recipient.language) }
        let letter = catalogues.mail(
            texts, to: recipient.email, in: recipient.language, at: settings.publicURL)
        try await connection.owe(letter, as: world.id(at: moment), at: moment)
        try await connection.markMailed(notices.map(\.id), at: moment)
    }

    private func institutionName(_ id: ID<Institution>?, _ connection: Connection) async throws -> String {
        guard let id else { return "Prior" }
        return try await connection.name(of: id) ?? "Prior"
    }
}

extension Connection {
    /// Who holds a role at an institution now, in the order of their ids, so that two who tell them never wait for each other.
    func holders(of role: Role, at institution: ID<Institution>) async throws -> [ID<Person>] {
        try await query(
            """
            select person_id from membership
            where institution_id = \(institution) and role = \(role) and ended_at is null order by person_id
            """
        ).map { try $0["person_id"] }
    }
}

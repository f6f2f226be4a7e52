import Assessment
import Foundation
import Postgres

/// How a person wants to be written to.
struct NotificationPreference: Sendable, Equatable {
    enum Mail: String, Codable, Sendable, CaseIterable {
        /// A mail for each thing, a few minutes apart at the least.
        case immediate
        /// One mail a day.
        case digest
    }

    var mail = Mail.immediate
    /// At which hour a digest comes.
    var hour = 6
    /// The zone of that hour, by IANA's name.
    var timeZone = "UTC"

    /// The next time at which a digest is sent.
    func nextDigest(after moment: Date) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return calendar.nextDate(
            after: moment, matching: DateComponents(hour: hour, minute: 0), matchingPolicy: .nextTime)
            ?? moment.addingTimeInterval(86_400)
    }
}

/// Someone who can be told something.
struct NoticeRecipient: Sendable {
    var id: ID<Person>
    var email: String
    var language: String
    var preference: NotificationPreference
    /// When a mail of this kind last went to them.
    var lastMailedAt: Date?
}

extension Connection {
    /// Nil for who is not there, is disabled or erased: nobody is written to after that.
    func recipient(_ person: ID<Person>) async throws -> NoticeRecipient? {
        let row = try await first(
            """
            select p.id, p.email, p.language, q.mail, q.hour, q.time_zone,
                (select max(n.mailed_at) from notification n where n.person_id = p.id) as mailed_at
            from person p left join notification_preference q on q.person_id = p.id
            where p.id = \(person) and p.disabled_at is null
            """)
        return try row.map { row in
            NoticeRecipient(
                id: try row["id"], email: try row["email"], language: try row["language"],
                preference: try NotificationPreference(row: row), lastMailedAt: try row["mailed_at"])
        }
    }

    func preference(of person: ID<Person>) async throws -> NotificationPreference {
        let row = try await first(
            "select mail, hour, time_zone from notification_preference where person_id = \(person)")
        return try row.map { try NotificationPreference(row: $0) } ?? NotificationPreference()
    }

    func save(_ preference: NotificationPreference, of person: ID<Person>, at moment: Date) async throws {
        try await execute(
            """
            insert into notification_preference (person_id, mail, hour, time_zone, changed_at)
            values (\(person), \(preference.mail.rawValue), \(preference.hour), \(preference.timeZone), \(moment))
            on conflict (person_id) do update set mail = excluded.mail, hour = excluded.hour,
                time_zone = excluded.time_zone, changed_at = excluded.changed_at
            """)
    }

    /// Keeps a notice. The same thing said again while it is unread counts up the first, and is mailed anew only when its last
    /// mail is `quiet` seconds old.
    /// - Returns: its id, and whether it is to be mailed.
    func keep(
        _ notice: Notice, to person: ID<Person>, as id: ID<Notification>, at moment: Date, quiet: TimeInterval
    ) async throws -> (id: ID<Notification>, isToBeMailed: Bool) {
        let row = try await one(
            """
            insert into notification (
                id, person_id, kind, about_kind, about_id, institution_id, until, since, step, created_at, last_at)
            values (\(id), \(person), \(notice.kind.rawValue), \(notice.about.kind), \(notice.about.id),
                \(notice.institution), \(notice.until), \(notice.since), \(notice.step?.rawValue), \(moment), \(moment))
            on conflict (person_id, kind, about_id) where read_at is null do update
                set times = notification.times + 1, last_at = excluded.last_at, until = excluded.until,
                    since = excluded.since, step = excluded.step
            returning id, mail_due_at is null
                and (mailed_at is null or mailed_at <= \(moment.addingTimeInterval(-quiet))) as mail
            """)
        return (try row["id"], try row["mail"])
    }

    func postpone(_ id: ID<Notification>, to moment: Date) async throws {
        try await execute("update notification set mail_due_at = \(moment) where id = \(id)")
    }

    func markMailed(_ ids: [ID<Notification>], at moment: Date) async throws {
        try await execute(
            "update notification set mailed_at = \(moment), mail_due_at = null where id = any(\(ids))")
    }

    /// Takes one person to whom something is owed by now, until the transaction ends; whoever another process has in hand is
    /// passed over.
    func personOwedMail(at moment: Date) async throws -> ID<Person>? {
        try await first(
            """
            select p.id from person p
            where exists (select from notification n where n.person_id = p.id and n.mail_due_at <= \(moment))
            order by p.id limit 1 for no key update of p skip locked
            """
        ).map { try $0["id"] }
    }

    func notificationsOwed(to person: ID<Person>, at moment: Date) async throws -> [NotificationRecord] {
        try await query(
            """
            \(NotificationRecord.select)
            where n.person_id = \(person) and n.mail_due_at <= \(moment) order by n.id
            """
        ).map(NotificationRecord.init(row:))
    }

    /// The notifications of a person, newest first.
    func notifications(of person: ID<Person>, unread: Bool, _ page: Page) async throws -> [NotificationRecord] {
        let which: SQL = unread ? "and n.read_at is null" : ""
        return try await query(
            """
            \(NotificationRecord.select)
            where n.person_id = \(person) and (\(page.afterID)::uuid is null or n.id < \(page.afterID)) \(which)
            order by n.id desc limit \(page.rows)
            """
        ).map(NotificationRecord.init(row:))
    }

    /// Marks everything up to one as read; what was still to be mailed of it no longer is.
    func markRead(upTo id: ID<Notification>, of person: ID<Person>, at moment: Date) async throws {
        try await execute(
            """
            update notification set read_at = \(moment), mail_due_at = null
            where person_id = \(person) and id <= \(id) and read_at is null
            """)
    }
}

extension NotificationPreference {
    fileprivate init(row: Row) throws {
        self.init()
        if let mail: String = try row["mail"] { self.mail = Mail(rawValue: mail) ?? .immediate }
        if let hour: Int = try row["hour"] { self.hour = hour }
        if let timeZone: String = try row["time_zone"] { self.timeZone = timeZone }
    }
}

import Assessment
import Foundation
import Postgres

/// What a person was told, and how they want to be told. Phones without mail read it here.
enum NotificationRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let unread = try call.query("unread") == "true"
        let (records, language) = try await call.resources.database.withConnection { connection in
            (
                try await connection.notifications(of: person.id, unread: unread, page),
                try await connection.language(of: person.id)
            )
        }
        let catalogues = call.resources.catalogues
        return try call.list(records.map { $0.body(catalogues, language) }, page) { [$0.id.description] }
    }

    static func read(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(ReadingBody.self)
        return try await call.change { change in
            try await change.connection.markRead(upTo: body.upTo, of: person.id, at: call.now)
            return .noContent
        }
    }

    static func preference(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.resources.database.withConnection { connection in
            let preference = try await connection.preference(of: person.id)
            return try .ok(preference.body(try await connection.language(of: person.id)))
        }
    }

    static func prefer(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NotificationPreferenceBody.self)
        let preference = try body.preference(knowing: call.resources.catalogues.languages)
        return try await call.change { change in
            try await change.connection.save(preference, of: person.id, at: call.now)
            if let language = body.language {
                try await change.connection.execute(
                    "update person set language = \(language) where id = \(person.id)")
            }
            return try .ok(preference.body(try await change.connection.language(of: person.id)))
        }
    }
}

extension NotificationRecord {
    fileprivate func body(_ catalogues: Catalogues, _ language: String) -> NotificationBody {
        let text = catalogues.text(of: notice, at: institutionName, in: language)
        return NotificationBody(
            id: id, kind: notice.kind, about: .init(kind: notice.about.kind, id: notice.about.id),
            institution: notice.institution, until: notice.until, subject: text.subject, text: text.body,
            createdAt: createdAt, lastAt: lastAt, times: times, readAt: readAt)
    }
}

extension NotificationPreference {
    fileprivate func body(_ language: String) -> NotificationPreferenceBody {
        NotificationPreferenceBody(mail: mail, hour: hour, timeZone: timeZone, language: language)
    }
}

extension NotificationPreferenceBody {
    fileprivate func preference(knowing languages: [String]) throws -> NotificationPreference {
        var preference = NotificationPreference(mail: mail)
        if let hour { preference.hour = hour }
        if let timeZone {
            guard TimeZone(identifier: timeZone) != nil else {
                throw Problem.invalid(
                    "/timeZone", "unknown", "Send a zone as the IANA names it, Africa/Maseru.")
            }
            preference.timeZone = timeZone
        }
        if let language, !languages.contains(language) {
            throw Problem.invalid(
                "/language", "unknown", "Send one of: \(languages.joined(separator: ", ")).")
        }
        return preference
    }
}

extension Connection {
    fileprivate func language(of person: ID<Person>) async throws -> String {
        try await one("select language from person where id = \(person)")["language"]
    }
}

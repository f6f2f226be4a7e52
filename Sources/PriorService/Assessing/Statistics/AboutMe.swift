import Assessment
import Foundation
import Postgres

/// What a person tells of themselves for statistics. All of it is voluntary; it is counted, never shown of one person to anybody
/// else, and gone when they take it back or are erased.
struct AboutMeBody: RequestBody, Encodable {
    var sex: String?
    var region: String?
    var sector: String?
    var disability: String?

    static let schema = Schema.object([
        .may("sex", .choice(["female", "male", "other"]), "Your sex."),
        .may("region", .text(6), "Where you live, by ISO 3166-2: `LS-A` is Maseru."),
        .may("sector", .text(1), "What you work in: a section of ISIC revision 4, `A` to `U`; `F` is construction."),
        .may("disability", .choice(["yes", "no"]), "Whether you live with a disability."),
    ])
}

enum AboutMeRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let row = try await call.resources.database.first(
            "select sex, region, sector, disability from person_about where person_id = \(person.id)")
        guard let row else { return try .ok(AboutMeBody()) }
        return try .ok(
            AboutMeBody(
                sex: try row["sex"], region: try row["region"], sector: try row["sector"],
                disability: try row["disability"]))
    }

    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(AboutMeBody.self)
        if let region = body.region, region.wholeMatch(of: /[A-Z]{2}-[A-Z0-9]{1,3}/) == nil {
            throw Problem.invalid("/region", "region", "Send a subdivision by ISO 3166-2, as LS-A.")
        }
        if let sector = body.sector, sector.wholeMatch(of: /[A-U]/) == nil {
            throw Problem.invalid("/sector", "sector", "Send a section of ISIC revision 4, A to U.")
        }
        return try await call.change { change in
            try await change.connection.execute(
                """
                insert into person_about (person_id, sex, region, sector, disability, given_at)
                values (\(person.id), \(body.sex), \(body.region), \(body.sector), \(body.disability), \(call.now))
                on conflict (person_id) do update set sex = excluded.sex, region = excluded.region,
                    sector = excluded.sector, disability = excluded.disability, given_at = excluded.given_at
                """)
            change.record("person.aboutChanged", of: person.id, at: nil)
            return try .ok(body)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.change { change in
            let gone = try await change.connection.execute("delete from person_about where person_id = \(person.id)")
            if gone > 0 { change.record("person.aboutRemoved", of: person.id, at: nil) }
            return .noContent
        }
    }
}

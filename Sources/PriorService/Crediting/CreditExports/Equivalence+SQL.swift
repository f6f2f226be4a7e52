import Assessment
import Foundation
import Postgres

/// What counts as the same, as others recommend it. Identified by `ID<Equivalence>`.
enum Equivalence {
    /// How many one document may hold.
    static let most = 500
}

/// Recommendations to be taken.
struct NewEquivalencesBody: RequestBody {
    var document: JSONValue

    static let schema = Schema.object([
        .must(
            "document", .any,
            "A CTDL document with transfer value profiles: JSON-LD with `@graph`, or as the Registry Assistant API has it."
        )
    ])
}

/// A known equivalence.
struct EquivalenceBody: AnswerBody {
    var id: ID<Equivalence>
    var ctid: String?
    var name: String
    var recommendedBy: String
    var learnedFrom: String
    var learnedAt: String
    var amounts: [TransferValue.Amount]
    var startsOn: String?
    var endsOn: String?
    var webpage: String?
    var importedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The equivalence."),
        .may("ctid", .text(200), "Its identity in the Credential Registry."),
        .must("name", .anyText(1_000), "What it is called."),
        .must("recommendedBy", .anyText(1_000), "Who recommends it: a body, or its address."),
        .must("learnedFrom", .anyText(1_000), "From which course, examination or occupation."),
        .must("learnedAt", .anyText(1_000), "Whose that is."),
        .must(
            "amounts",
            .list(
                of: .object([
                    .may("amount", .anyText(40), "How many."), .may("unitType", .anyText(200), "Of what."),
                    .may("levelType", .anyText(200), "At which level."),
                    .must("subjects", .list(of: .anyText(1_000)), "Under which subjects, alternatives of one value."),
                ])), "What it is worth, by level."),
        .may("startsOn", .anyText(40), "From when, as its document writes it."),
        .may("endsOn", .anyText(40), "Until when."),
        .may("webpage", .anyText(2_000), "Where to read more."),
        .must("importedAt", .dateTime, "When it was taken."),
    ])
}

/// What was taken of a document.
struct EquivalencesBody: AnswerBody {
    var taken: [EquivalenceBody]

    static let schema = Schema.object([
        .must("taken", .list(of: .named(EquivalenceBody.self)), "Each recommendation; one known before is replaced.")
    ])
}

/// Recommendations of others as known equivalences. What they are worth here a registrar decides, case by case.
enum EquivalenceRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        guard try await call.resources.database.institution(institution) != nil else {
            throw Problem.notFound("institution")
        }
        try person.require(.decide, at: institution, of: "institution")
        let document = try call.body(NewEquivalencesBody.self).document
        let found = TransferValue.all(in: document)
        guard (1...Equivalence.most).contains(found.count) else {
            throw Problem.invalid(
                "/document", "empty",
                "Send a document with 1 to \(Equivalence.most) profiles of type `ceterms:TransferValueProfile`.")
        }
        return try await call.change { change in
            let taken = found.map { EquivalenceBody($0, id: call.newID(), at: call.now) }
            for one in taken { try await change.connection.replace(one, document, at: institution, by: person.id) }
            change.record("equivalences.imported", of: institution, at: institution, to: String(taken.count))
            return try .created(
                EquivalencesBody(taken: taken), at: "/api/institutions/\(institution)/equivalences")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let items = try await call.resources.database.equivalences(of: try call.id(), page)
        return try call.list(items, page) { [$0.id.description] }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let institutions = try call.person().institutions(where: .decide)
        let id = try call.id(of: Equivalence.self)
        return try await call.change { change in
            let row = try await change.connection.first(
                """
                update equivalence set removed_at = \(call.now)
                where id = \(id) and institution_id = any(\(institutions)) and removed_at is null
                returning institution_id
                """)
            guard let row else { throw Problem.notFound("equivalence") }
            let institution: ID<Institution> = try row["institution_id"]
            change.record("equivalence.removed", of: id, at: institution)
            return .noContent
        }
    }
}

extension EquivalenceBody {
    fileprivate init(_ value: TransferValue, id: ID<Equivalence>, at moment: Date) {
        self.init(
            id: id, ctid: value.ctid, name: String(value.name.prefix(1_000)),
            recommendedBy: String(value.recommendedBy.prefix(1_000)),
            learnedFrom: String(value.learnedFrom.prefix(1_000)),
            learnedAt: String(value.learnedAt.prefix(1_000)), amounts: value.amounts, startsOn: value.startsOn,
            endsOn: value.endsOn, webpage: value.webpage, importedAt: moment)
    }

    fileprivate init(row: Row) throws {
        let amounts: JSONText = try row["amounts"]
        self.init(
            id: try row["id"], ctid: try row["registry_id"], name: try row["name"],
            recommendedBy: try row["recommended_by"],
            learnedFrom: try row["learned_from"], learnedAt: try row["learned_at"], amounts: try amounts.decode(),
            startsOn: try row["starts_on"], endsOn: try row["ends_on"], webpage: try row["webpage"],
            importedAt: try row["imported_at"])
    }
}

extension Connection {
    fileprivate func replace(
        _ one: EquivalenceBody, _ document: JSONValue, at institution: ID<Institution>, by person: ID<Person>
    ) async throws {
        try await execute(
            """
            update equivalence set removed_at = \(one.importedAt)
            where institution_id = \(institution) and registry_id = \(one.ctid) and removed_at is null
            """)
        let amounts = String(decoding: try JSONEncoder.wire().encode(one.amounts), as: UTF8.self)
        try await execute(
            """
            insert into equivalence (
                id, institution_id, registry_id, name, recommended_by, learned_from, learned_at, amounts, starts_on, ends_on,
                webpage, document, imported_by, imported_at)
            values (\(one.id), \(institution), \(one.ctid), \(one.name), \(one.recommendedBy), \(one.learnedFrom),
                \(one.learnedAt), \(JSONText(amounts)), \(one.startsOn), \(one.endsOn), \(one.webpage),
                \(JSONText(document.text)), \(person), \(one.importedAt))
            """)
    }
}

extension Database {
    fileprivate func equivalences(of institution: ID<Institution>, _ page: Page) async throws -> [EquivalenceBody] {
        try await query(
            """
            select id, registry_id, name, recommended_by, learned_from, learned_at, amounts, starts_on, ends_on, webpage,
                imported_at
            from equivalence where institution_id = \(institution) and removed_at is null
                and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map(EquivalenceBody.init(row:))
    }
}

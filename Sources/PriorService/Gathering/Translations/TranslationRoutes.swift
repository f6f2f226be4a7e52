import Assessment
import Foundation
import Postgres

/// Translations: beside the original, never in its place.
enum TranslationRoutes {
    static func add(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewTranslationBody.self)
        let id = try call.id(of: Evidence.self)
        let language = try EvidenceRecord.tag(body.language, at: "/language")
        guard (body.text == nil) != (body.item == nil) else {
            throw Problem.invalid("", "text-or-item", "Send either `text` or `item`.")
        }
        return try await call.change { change in
            let (original, portfolio) = try await change.connection.evidence(id, changedBy: person)
            guard original.translationOf == nil else {
                throw Problem.conflict(
                    "evidence-is-translation", "It is the translation of another item", "Translate the original.")
            }
            if let item = body.item { try await change.connection.requireFile(item, of: original) }
            let translation = TranslationBody(
                id: call.newID(), evidence: id, language: language, text: body.text, item: body.item,
                translatorName: body.translatorName, relation: body.relation, declaredBy: person.id,
                declaredAt: call.now)
            try await change.connection.insert(translation, at: portfolio.institution)
            let version = try await change.connection.touch(portfolio)
            change.record("translation.added", of: translation.id, at: portfolio.institution)
            return try .created(translation, at: "/api/evidence/\(id)/translations").version(version)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let page = try call.page(keys: 1)
        let translations = try await call.resources.database.withConnection { connection in
            let (evidence, sight, _) = try await connection.evidence(id, seenBlindBy: person)
            let found = try await connection.translations(of: [id] + evidence.pages, page)
            return sight == .assessor ? found.map(\.withoutLearner) : found
        }
        return try call.list(translations, page) { [$0.id.description] }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Translation.self)
        return try await call.change { change in
            guard let original = try await change.connection.original(of: id),
                let evidence = try await change.connection.evidence(original)
            else { throw Problem.notFound("translation") }
            let portfolio = try await change.connection.portfolio(
                evidence.portfolio, changedBy: person, as: "translation")
            try await change.connection.remove(id, at: call.now)
            try await change.connection.touch(portfolio)
            change.record("translation.removed", of: id, at: portfolio.institution)
            return .noContent
        }
    }
}

extension Connection {
    /// The file of a translation is an item that came in like any other, and is nothing else.
    fileprivate func requireFile(_ id: ID<Evidence>, of original: EvidenceRecord) async throws {
        guard let item = try await evidence(id), item.portfolio == original.portfolio, item.removedAt == nil,
            item.file != nil, id != original.id
        else {
            throw Problem.invalid("/item", "unknown", "Send the id of another item of the same portfolio, with a file.")
        }
        let isLinked = try await isLinked(id)
        let hasOwn = try await !translations(of: [id]).isEmpty
        guard !isLinked, !hasOwn, item.page == nil, item.pages.isEmpty, item.translationOf == nil else {
            throw Problem.invalid(
                "/item", "taken",
                "Send an item without links, pages and translations of its own, that translates nothing else.")
        }
    }
}

import Assessment
import Foundation
import Postgres

extension Connection {
    /// What stands beside items in other languages, in the order it was added: all of it, or one page.
    func translations(of evidence: [ID<Evidence>], _ page: Page? = nil) async throws -> [TranslationBody] {
        let part: SQL =
            if let page { "and id > \(page.afterID ?? .zero) order by id limit \(page.rows)" } else { "order by id" }
        return try await query(
            """
            select id, evidence_id, language, text, item_id, translator_name, relation, declared_by, declared_at
            from translation where evidence_id = any(\(evidence)) and removed_at is null \(part)
            """
        ).map { row in
            TranslationBody(
                id: try row["id"], evidence: try row["evidence_id"], language: try row["language"],
                text: try row["text"], item: try row["item_id"], translatorName: try row["translator_name"],
                relation: try row["relation"], declaredBy: try row["declared_by"], declaredAt: try row["declared_at"])
        }
    }

    func insert(_ translation: TranslationBody, at institution: ID<Institution>) async throws {
        try await execute(
            """
            insert into translation (
                id, institution_id, evidence_id, language, text, item_id, translator_name, relation, declared_by,
                declared_at)
            values (\(translation.id), \(institution), \(translation.evidence), \(translation.language),
                \(translation.text), \(translation.item), \(translation.translatorName), \(translation.relation),
                \(translation.declaredBy), \(translation.declaredAt))
            """)
    }

    /// The item that a translation stands beside; nil where there is none.
    func original(of translation: ID<Translation>) async throws -> ID<Evidence>? {
        try await first("select evidence_id from translation where id = \(translation) and removed_at is null")?[
            "evidence_id"]
    }

    /// Takes a translation away. An item that was its file stays, as one of its own.
    func remove(_ translation: ID<Translation>, at moment: Date) async throws {
        try await execute(
            "update translation set removed_at = \(moment) where id = \(translation) and removed_at is null")
    }

    /// Takes away what stands beside an item, and what it stands beside.
    func removeTranslations(touching item: ID<Evidence>, at moment: Date) async throws {
        try await execute(
            """
            update translation set removed_at = \(moment)
            where (evidence_id = \(item) or item_id = \(item)) and removed_at is null
            """)
    }

    /// Whether anything links an item to a criterion of a claim.
    func isLinked(_ item: ID<Evidence>) async throws -> Bool {
        try await one("select exists (select from evidence_link where evidence_id = \(item)) as is_linked")["is_linked"]
    }
}

import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// Items of a manifest with what they are as things: form, words, pages, translations, credentials.
    func completed(_ items: [Manifest.Item]) async throws -> [Manifest.Item] {
        let ids = items.map(\.id)
        let rows = try await query(
            """
            select id, form, alternative_text, transcript, transcript_language, transcript_by, page_of, page
            from evidence where id = any(\(ids))
            """)
        let things = Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"] as ID<Evidence>, $0) })
        let translations = Dictionary(grouping: try await translations(of: ids), by: \.evidence)
        let credentials = try await credentials(of: ids)
        let origins = try await origins(of: ids)
        return try items.map { item in
            guard let row = things[item.id] else { return item }
            var copy = item
            copy.form = try row["form"]
            let alternativeText: String = try row["alternative_text"]
            copy.alternativeText = alternativeText.isEmpty ? nil : alternativeText
            copy.transcript = try Transcript(row: row)
            copy.pageOf = try row["page_of"]
            copy.page = try row["page"]
            copy.translations = translations[item.id]?.map(Manifest.Translated.init)
            if let credential = credentials[item.id] {
                copy.credential = credential.manifest
                copy.statementDigest = credential.record.statement.digest.hex
            }
            copy.origin = origins[item.id]
            return copy
        }
    }
}

extension Manifest.Translated {
    init(_ body: TranslationBody) {
        self.init(
            id: body.id, language: body.language, text: body.text, item: body.item,
            translatorName: body.translatorName ?? "", relation: body.relation)
    }
}

import Assessment
import Foundation
import Postgres
import Seal

/// What is kept of one person, read at one moment: every row that the map of personal data says is about them, with the
/// columns that are told, and which files go with it.
struct PersonalExport: Sendable {
    /// The rows of one table.
    struct Table: Sendable {
        var name: String
        /// What it holds, in words.
        var says: String
        /// Each a JSON object.
        var rows: [String]

        var path: String { "data/\(name).json" }
    }

    /// A file of theirs.
    struct File: Sendable {
        var evidence: String
        var digest: Digest
        var name: String
        var title: String
        var type: String
        /// Whether it is in quarantine, and given to nobody.
        var isHeld: Bool

        /// Plain characters only, whatever the file is called.
        var path: String {
            let ending = FileName(cleaning: name).fileExtension.map { ".\($0)" } ?? ""
            return "files/\(evidence)\(ending.allSatisfy { $0.isASCII } ? ending : "")"
        }
        /// Whether packing it would be in vain.
        var isCompressed: Bool { !type.hasPrefix("text/") }
    }

    var at: Date
    var name: String
    var tables: [Table]
    var files: [File]
}

extension Connection {
    /// Everything about a person, with the files' bytes still in the store.
    func personalExport(of person: ID<Person>, at now: Date) async throws -> PersonalExport {
        let known = try await query(
            "select relation, says from personal_relation where of_learner is not null order by place desc")
        var tables: [PersonalExport.Table] = []
        for table in known {
            let name: String = try table["relation"]
            let rows = try await query(
                "select row::text as row from personal_rows(personal_scope(\(person)), \(name)) as row")
            guard !rows.isEmpty else { continue }
            tables.append(.init(name: name, says: try table["says"], rows: try rows.map { try $0["row"] }))
        }
        let files = try await query(
            """
            select e.id::text as id, f.digest, f.file_name, e.title, f.accepted_type, not \(EvidenceFile.isFree) as is_held
            from evidence_file f join evidence e on e.id = f.evidence_id join portfolio p on p.id = e.portfolio_id
            where p.learner_id = \(person) order by e.id
            """
        ).map { row in
            PersonalExport.File(
                evidence: try row["id"], digest: try row["digest"], name: try row["file_name"],
                title: try row["title"], type: try row["accepted_type"], isHeld: try row["is_held"])
        }
        return PersonalExport(at: now, name: try await name(of: person), tables: tables, files: files)
    }
}

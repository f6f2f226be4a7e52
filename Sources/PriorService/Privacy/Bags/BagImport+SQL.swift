import Assessment
import Foundation
import Postgres
import Seal

extension BagImport {
    /// The columns that `init(row:)` reads, of the table under the name `b`.
    static let columns: SQL = """
        b.id, b.institution_id, b.portfolio_id, b.imported_by, b.imported_at, b.bag_digest, b.source,
        b.external_identifier, b.learner_name, b.origin, b.signed_by, b.signed_at, b.left_out, b.confirmed_at,
        b.confirmed_how, array(select g.evidence_id from evidence_origin g where g.import_id = b.id order by 1) as items
        """

    init(row: Row) throws {
        let leftOut: JSONText = try row["left_out"]
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            importedBy: try row["imported_by"], importedAt: try row["imported_at"], bag: try row["bag_digest"],
            source: try row["source"], externalIdentifier: try row["external_identifier"],
            learnerName: try row["learner_name"], origin: try row["origin"], signedBy: try row["signed_by"],
            signedAt: try row["signed_at"], leftOut: try leftOut.decode(), confirmedAt: try row["confirmed_at"],
            confirmedHow: try row["confirmed_how"], items: try row["items"])
    }
}

extension Connection {
    func bagImport(_ id: ID<BagImport>, forUpdate: Bool = false) async throws -> BagImport? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("select \(BagImport.columns) from bag_import b where b.id = \(id) \(held)")
            .map(BagImport.init(row:))
    }

    /// The import of one bag into one portfolio; nil where it was not made.
    func bagImport(of bag: Digest, into portfolio: ID<Portfolio>) async throws -> BagImport? {
        try await first(
            "select \(BagImport.columns) from bag_import b where b.portfolio_id = \(portfolio) and b.bag_digest = \(bag)"
        ).map(BagImport.init(row:))
    }

    /// What was brought into a portfolio, in that order.
    func bagImports(into portfolio: ID<Portfolio>, _ page: Page) async throws -> [BagImport] {
        try await query(
            """
            select \(BagImport.columns) from bag_import b
            where b.portfolio_id = \(portfolio) and b.id > \(page.afterID ?? .zero) order by b.id limit \(page.rows)
            """
        ).map(BagImport.init(row:))
    }

    func insert(_ record: BagImport) async throws {
        try await execute(
            """
            insert into bag_import (id, institution_id, portfolio_id, imported_by, imported_at, bag_digest, source,
                external_identifier, learner_name, origin, signed_by, signed_at, left_out)
            values (\(record.id), \(record.institution), \(record.portfolio), \(record.importedBy), \(record.importedAt),
                \(record.bag), \(record.source), \(record.externalIdentifier), \(record.learnerName),
                \(record.origin), \(record.signedBy), \(record.signedAt), \(try JSONText(encoding: record.leftOut)))
            """)
    }

    func keep(_ path: String, _ content: [UInt8], of record: ID<BagImport>) async throws {
        try await execute("insert into bag_record (import_id, path, content) values (\(record), \(path), \(content))")
    }

    func insert(_ item: BagContents.Item, as evidence: ID<Evidence>, from record: ID<BagImport>) async throws {
        try await execute(
            """
            insert into evidence_origin (evidence_id, import_id, original_id, institution, vouched, record)
            values (\(evidence), \(record), \(item.origin), \(item.institution), \(item.isVouched),
                \(JSONValue.object(item.record).canonical.text))
            """)
    }

    /// The items of a portfolio that came in bags and are there still, by their ids where they were first.
    func originals(in portfolio: ID<Portfolio>) async throws -> [ID<Evidence>: ID<Evidence>] {
        let rows = try await query(
            """
            select g.original_id, g.evidence_id from evidence_origin g join evidence e on e.id = g.evidence_id
            where e.portfolio_id = \(portfolio) and e.removed_at is null
            """)
        var found: [ID<Evidence>: ID<Evidence>] = [:]
        for row in rows { found[try row["original_id"]] = try row["evidence_id"] }
        return found
    }

    func confirm(_ id: ID<BagImport>, by person: ID<Person>, how: String, at moment: Date) async throws {
        try await execute(
            """
            update bag_import set confirmed_by = \(person), confirmed_at = \(moment), confirmed_how = \(how)
            where id = \(id)
            """)
    }
}

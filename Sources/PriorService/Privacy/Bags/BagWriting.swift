import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// Fills a bag with what the database says of a portfolio, in one transaction that sees one moment.
struct BagWriting {
    /// Which form of records is in a bag.
    static let form = "prior-bag-1"
    /// Tables that have one row for an item, beside `evidence_file`.
    static let kinds = ["testimonial", "encounter_report", "prior_credential", "currency_statement"]
    /// Tables that may have several.
    static let lists = ["translation", "credential_check", "credential_inquiry", "original_sighting"]

    let connection: Connection
    let portfolio: PortfolioRecord
    let sight: PortfolioSight
    /// Nil for the live portfolio.
    let submission: SubmissionRecord?
    let rubrics: RubricsLibrary
    var bag: BagExport
    /// What of the submission's manifest stands for what is in the tables now.
    private var submitted: JSONValue?
    var documents: Set<DocumentKey> = []
    var people: Set<String> = []

    init(
        _ connection: Connection, _ portfolio: PortfolioRecord, _ sight: PortfolioSight,
        submission: SubmissionRecord?, _ resources: Resources, at now: Date
    ) async throws {
        let institution = try await connection.one("select name from institution where id = \(portfolio.institution)")
        let number = submission.map { "-submission-\($0.number)" } ?? ""
        (self.connection, self.portfolio, self.sight, self.submission) = (connection, portfolio, sight, submission)
        rubrics = resources.rubrics
        bag = BagExport(
            base: "\(BagName.slug(portfolio.title))-\(portfolio.id.description.suffix(8))\(number)",
            source: try institution["name"],
            identifier: "urn:uuid:\(portfolio.id)\(submission.map { "?submission=\($0.number)" } ?? "")",
            title: portfolio.title,
            spool: try BagSpool(in: resources.settings.dataDirectory.appending(path: "bags")), madeAt: now)
    }

    /// Everything.
    mutating func fill() async throws {
        if let submission {
            let text = try await connection.manifestText(of: submission.id)
            submitted = try StrictJSON.parse(Array(text.utf8), limits: .ofRecords)
        }
        try await addPortfolio()
        try await addClaims()
        try await addItems()
        try await addSubmissions()
        try await addResults()
        try await addOrigins()
        try addDocuments()
        try await addPages()
    }

    mutating func add(_ path: String, _ record: JSONObject) throws {
        for member in record.members where member.key.hasSuffix("By") || ["observer", "assessor"].contains(member.key) {
            if let id = member.value.string { people.insert(id) }
        }
        try bag.spool.add("data/records/\(path).json", record.fileBytes)
    }

    private mutating func addPortfolio() async throws {
        let institution = try await connection.records(
            "select jsonb_build_object('id', id, 'slug', slug, 'name', name, 'country', country) as record from institution where id = \(portfolio.institution)"
        )
        let learner = try await connection.records(
            "select jsonb_build_object('id', id, 'name', name, 'language', language) as record from person where id = \(portfolio.learner)"
        )
        documents.insert(portfolio.policy)
        var record: JSONObject = [
            "form": .string(Self.form), "id": .string(portfolio.id.description), "title": .string(portfolio.title),
            "state": .string(portfolio.state.rawValue), "policy": .string(portfolio.policy.description),
            "createdAt": .string(RFC3339.string(portfolio.createdAt)), "institution": .object(institution[0]),
            "learner": .object(learner[0]), "madeAt": .string(RFC3339.string(bag.madeAt)),
        ]
        if let submission { record["submission"] = .number(String(submission.number)) }
        try add("portfolio", record)
    }

    private mutating func addClaims() async throws {
        var claims: [JSONObject]
        if let listed = submitted?["claims"]?.array {
            let links = submitted?["links"]?.array ?? []
            claims = listed.compactMap(\.object)
            for (place, claim) in claims.enumerated() {
                let own = links.filter { $0["claim"] == claim["id"] }.compactMap { $0.object?.without("claim") }
                claims[place]["links"] = .array(own.map(JSONValue.object))
            }
        } else {
            claims = try await connection.records(
                """
                select jsonb_build_object('id', c.id, 'unit', c.unit_id || '@' || c.unit_version, 'route', c.route,
                    'purpose', c.purpose, 'madeAt', c.made_at, 'links', coalesce((
                        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('evidence', l.evidence_id,
                            'criterion', l.criterion_id, 'note', l.note, 'page', l.page,
                            'timeCodeSeconds', l.time_code_seconds::text)) order by l.evidence_id, l.criterion_id)
                        from evidence_link l join evidence e on e.id = l.evidence_id
                        where l.claim_id = c.id and e.removed_at is null), '[]')) as record
                from claim c where c.portfolio_id = \(portfolio.id) and c.withdrawn_at is null order by c.id
                """)
        }
        for var claim in claims {
            guard let unit = DocumentKey(claim.text("unit")) else { continue }
            documents.insert(unit)
            if let document = rubrics.units[unit] {
                claim["fingerprint"] = .string(document.fingerprint.rawValue)
                claim["title"] = .string(document.value.title)
            }
            try add("claims/\(claim.text("id"))", claim)
        }
    }

    private mutating func addItems() async throws {
        let listed = submitted?["evidence"]?.array?.compactMap(\.object)
        let asSubmitted = Dictionary((listed ?? []).map { ($0.text("id"), $0) }) { first, _ in first }
        let which: SQL =
            if let listed { "e.id = any(\(listed.compactMap { ID<Evidence>($0.text("id")) }))" } else {
                "e.removed_at is null"
            }
        let tables =
            Self.kinds.map {
                SQL(unsafeSQL: "(select to_jsonb(x) from \($0) x where x.evidence_id = e.id) as \($0)")
            }
            + Self.lists.map {
                SQL(unsafeSQL: "(select jsonb_agg(to_jsonb(x)) from \($0) x where x.evidence_id = e.id) as \($0)")
            }
        var number = 0
        try await connection.stream(
            """
            select \(EvidenceRecord.columns), to_jsonb(e) as item, to_jsonb(f) as file_row,
                \(SQL.joined(tables, separator: ", ")),
                \(EvidenceOrigin.columns)
            from evidence e left join evidence_file f on f.evidence_id = e.id \(EvidenceOrigin.join)
            where e.portfolio_id = \(portfolio.id) and \(which) order by e.id
            """, batch: 100
        ) { row in
            number += 1
            let evidence = try EvidenceRecord(row: row)
            var record = try BagRow.record(try row["item"]).without("institution", "portfolio", "removedAt")
            for member in asSubmitted[evidence.id.description]?.members ?? []
            where ["title", "description", "language", "producedOn"].contains(member.key) {
                record[member.key] = member.value
            }
            for table in Self.kinds {
                let text: JSONText? = try row[table]
                if let text { record[BagRow.name(table)] = .object(try BagRow.record(text).without("evidence")) }
            }
            for table in Self.lists {
                let text: JSONText? = try row[table]
                if let text { record[BagRow.name(table) + "s"] = .array(try BagRow.records(text)) }
            }
            if let origin = try EvidenceOrigin(row: row) { record = try origin.completing(record) }
            if let file = evidence.file {
                record["file"] = .object(try add(file, number, try BagRow.record(try row["file_row"])))
            }
            try add("items/\(record.text("id"))", record)
        }
    }

    /// The file of an item: its record, and where its bytes are in the bag, unless it is held back.
    private mutating func add(_ file: EvidenceFile, _ number: Int, _ row: JSONObject) throws -> JSONObject {
        var record = row.without("evidence")
        if let hold = file.hold {
            record["withheld"] = .string(hold.code)
            return record
        }
        let path = BagName.file(file.name, number: number)
        record["path"] = .string(path)
        bag.stored.append(
            .init(
                path: path, digest: file.digest, size: file.size,
                isCompressed: BagName.isCompressed(file.detectedType)))
        return record
    }
}

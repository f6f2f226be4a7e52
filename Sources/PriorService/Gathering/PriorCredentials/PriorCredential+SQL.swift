import Assessment
import Foundation
import Postgres
import Seal

/// A certificate or badge as it stands in its table.
struct PriorCredentialRecord: Sendable {
    var id: ID<Evidence>
    var format: PriorCredential.Format
    /// In what a badge came; nil of a certificate.
    var carrier: PriorCredential.Carrier?
    var facts: PriorCredential.Facts
    var statedBy: ID<Person>?
    var statedAt: Date
    /// The badge word for word, or the facts typed.
    var statement: Statement

    /// The badge; nil of a certificate.
    var badge: Badge? {
        guard let carrier else { return nil }
        return try? Badge(BadgeText(carrier: carrier, text: statement.text))
    }
}

/// A credential with what was found out about it since.
struct KnownCredential: Sendable {
    var record: PriorCredentialRecord
    /// Newest first.
    var checks: [CredentialCheckBody]
    /// Newest first.
    var inquiries: [InquiryBody]

    /// Whether it counts as a piece of evidence: by what the awarding body said, else by what could be verified. The same as
    /// `PriorCredential.counts` in SQL.
    var counts: Bool {
        if let answer = inquiries.first(where: { $0.answer != .noAnswer })?.answer { return answer == .confirmed }
        return checks.first.map { !$0.checks.isRefuted } ?? true
    }

    var manifest: Manifest.Credential {
        Manifest.Credential(
            format: record.format, facts: record.facts, checkedAt: checks.first.map { RFC3339.string($0.checkedAt) },
            checks: checks.first?.checks ?? [])
    }
}

extension PriorCredential {
    /// Whether an item of the table `evidence` under the name `e` counts as a piece of evidence, as far as that hangs on what is
    /// known of it as a credential.
    static let counts: SQL = """
        coalesce(
            (select i.answer = 'confirmed' from credential_inquiry i
                where i.evidence_id = e.id and i.answer <> 'noAnswer' order by i.recorded_at desc, i.id desc limit 1),
            (select not k.is_refuted from credential_check k
                where k.evidence_id = e.id order by k.checked_at desc, k.id desc limit 1),
            true)
        """
}

extension Connection {
    /// What is known of items as credentials; nothing of those that are none.
    func credentials(of items: [ID<Evidence>]) async throws -> [ID<Evidence>: KnownCredential] {
        let records = try await query(
            """
            select evidence_id, format, carrier, title, awarding_body, awarded_on, expires_on, number, level, credit,
                holder_name, stated_by, stated_at, statement, statement_digest
            from prior_credential where evidence_id = any(\(items))
            """
        ).map(PriorCredentialRecord.init(row:))
        guard !records.isEmpty else { return [:] }
        let ids = records.map(\.id)
        let checks = Dictionary(grouping: try await checks(of: ids), by: \.evidence)
        let inquiries = Dictionary(grouping: try await inquiries(of: ids), by: \.evidence)
        return Dictionary(
            uniqueKeysWithValues: records.map { record in
                (
                    record.id,
                    KnownCredential(
                        record: record, checks: checks[record.id] ?? [], inquiries: inquiries[record.id] ?? [])
                )
            })
    }

    private func checks(of items: [ID<Evidence>]) async throws -> [CredentialCheckBody] {
        try await query(
            """
            select id, evidence_id, checked_at, results, checked_with from credential_check
            where evidence_id = any(\(items)) order by checked_at desc, id desc
            """
        ).map { row in
            let results: JSONText = try row["results"]
            return CredentialCheckBody(
                id: try row["id"], evidence: try row["evidence_id"], checkedAt: try row["checked_at"],
                checks: try results.decode(), checkedWith: try row["checked_with"])
        }
    }

    func inquiries(of items: [ID<Evidence>]) async throws -> [InquiryBody] {
        try await query(
            """
            select id, evidence_id, way, asked, asked_on, answer, note, recorded_by, recorded_at
            from credential_inquiry where evidence_id = any(\(items)) order by recorded_at desc, id desc
            """
        ).map { row in
            InquiryBody(
                id: try row["id"], evidence: try row["evidence_id"], way: try row["way"], asked: try row["asked"],
                askedOn: try row["asked_on"], answer: try row["answer"], note: try row["note"],
                recordedBy: try row["recorded_by"], recordedAt: try row["recorded_at"])
        }
    }

    /// Puts in what a credential says, or what a certificate is said to say anew.
    func upsert(_ record: PriorCredentialRecord) async throws {
        let facts = record.facts
        try await execute(
            """
            insert into prior_credential as c (
                evidence_id, format, carrier, title, awarding_body, awarded_on, expires_on, number, level, credit,
                holder_name, stated_by, stated_at, statement, statement_digest)
            values (\(record.id), \(record.format), \(record.carrier), \(facts.title), \(facts.awardingBody),
                \(facts.awardedOn), \(facts.expiresOn), \(facts.number), \(facts.level), \(facts.credit),
                \(facts.holderName), \(record.statedBy), \(record.statedAt), \(record.statement.text),
                \(record.statement.digest))
            on conflict (evidence_id) do update set title = excluded.title, awarding_body = excluded.awarding_body,
                awarded_on = excluded.awarded_on, expires_on = excluded.expires_on, number = excluded.number,
                level = excluded.level, credit = excluded.credit, holder_name = excluded.holder_name,
                stated_by = excluded.stated_by, stated_at = excluded.stated_at, statement = excluded.statement,
                statement_digest = excluded.statement_digest
                where c.format = 'certificate'
            """)
    }

    func insert(
        _ check: CredentialCheckBody, at institution: ID<Institution>, by person: ID<Person>
    ) async throws {
        try await execute(
            """
            insert into credential_check (
                id, institution_id, evidence_id, checked_at, checked_by, results, is_refuted, checked_with)
            values (\(check.id), \(institution), \(check.evidence), \(check.checkedAt), \(person),
                \(try JSONText(encoding: check.checks)), \(check.checks.isRefuted), \(check.checkedWith))
            """)
    }

    func insert(_ inquiry: InquiryBody, at institution: ID<Institution>) async throws {
        try await execute(
            """
            insert into credential_inquiry (
                id, institution_id, evidence_id, way, asked, asked_on, answer, note, recorded_by, recorded_at)
            values (\(inquiry.id), \(institution), \(inquiry.evidence), \(inquiry.way), \(inquiry.asked),
                \(inquiry.askedOn), \(inquiry.answer), \(inquiry.note), \(inquiry.recordedBy), \(inquiry.recordedAt))
            """)
    }
}

extension PriorCredentialRecord {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["evidence_id"], format: try row["format"], carrier: try row["carrier"],
            facts: PriorCredential.Facts(
                title: try row["title"], awardingBody: try row["awarding_body"], awardedOn: try row["awarded_on"],
                expiresOn: try row["expires_on"], number: try row["number"], level: try row["level"],
                credit: try row["credit"], holderName: try row["holder_name"]),
            statedBy: try row["stated_by"], statedAt: try row["stated_at"],
            statement: Statement(text: try row["statement"], digest: try row["statement_digest"]))
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// A report on its way to be signed.
struct SignedReport: Sendable {
    var record: EncounterRecord
    var report: EncounterReport
    var file: Digest?
    var signature: String
    var signedAt: Date

    init(
        _ report: EncounterReport, of record: EncounterRecord, file: Digest?, as signature: String, at moment: Date
    ) {
        self.record = record
        self.report = report
        self.file = file
        self.signature = signature
        signedAt = moment
    }

    /// What is signed: who saw or asked whom what, where and when, and what had been agreed. What a good answer has in it
    /// stays out, because the learner reads the statement.
    func statement() throws -> Statement {
        try Statement(
            Content(
                agreed: record.isScheduled
                    ? .init(
                        criteria: record.criteria,
                        learnerAgreedAt: record.encounter.learnerAgreedAt.map(RFC3339.string),
                        startsAt: RFC3339.string(record.startsAt), timeZone: record.timeZone) : nil,
                claim: record.claim, conductor: record.conductor, conductorName: record.conductorName,
                drawn: record.seed.map { seed in
                    .init(
                        perOutcome: record.perOutcome, poolDigest: record.poolDigest?.hex,
                        questions: record.questions.map(\.withoutAnswer), seed: String(seed, radix: 16))
                }, encounter: record.id, file: file?.hex, form: record.form, kind: record.kind,
                learner: record.learner, report: try StrictJSON.parse(Array(report.wireText.utf8)),
                signature: signature, signedAt: RFC3339.string(signedAt), unit: record.unit))
    }

    private struct Content: Encodable {
        var agreed: Agreed?
        var claim: ID<Claim>
        var conductor: ID<Person>
        var conductorName: String
        var drawn: Drawn?
        var encounter: ID<Encounter>
        var file: String?
        var form: UnitQuestion.Form?
        var kind: Encounter.Kind
        var learner: ID<Person>
        var report: JSONValue
        var signature: String
        var signedAt: String
        var unit: DocumentKey
    }

    private struct Agreed: Encodable {
        var criteria: [String]
        var learnerAgreedAt: String?
        var startsAt: String
        var timeZone: String
    }

    private struct Drawn: Encodable {
        var perOutcome: Int
        var poolDigest: String?
        var questions: [UnitQuestion]
        var seed: String
    }

    /// Its item of evidence, for the criteria that were shown.
    func evidence(_ id: ID<Evidence>, shown: [String]) -> StatementEvidence {
        let kind = record.kind.evidence
        return StatementEvidence(
            id: id, kind: kind, title: "\(kind.words.prefix(1).uppercased())\(kind.words.dropFirst())",
            claim: record.claim, criteria: shown, producedOn: CalendarDate(report.startedAt ?? signedAt),
            author: record.conductor, language: report.language.flatMap { LanguageTag($0)?.description } ?? "en")
    }
}

extension Connection {
    func insert(_ signed: SignedReport, as id: ID<Evidence>, _ statement: Statement) async throws {
        let record = signed.record
        try await execute(
            """
            insert into encounter_report (
                evidence_id, encounter_id, kind, claim_id, conductor_id, content, conductor_signature, conductor_signed_at,
                statement, statement_digest)
            values (\(id), \(record.id), \(record.kind), \(record.claim), \(record.conductor),
                \(JSONText(try signed.report.wireText)), \(signed.signature), \(signed.signedAt), \(statement.text),
                \(statement.digest))
            """)
        // The draft has become the report, and is kept nowhere else.
        try await execute("update encounter set draft = null where id = \(record.id)")
    }

    func countersign(
        _ encounter: ID<Encounter>, _ signature: String, on device: LearnersDevice, at moment: Date
    ) async throws {
        try await execute(
            """
            update encounter_report set learner_signature = \(signature), learner_signed_at = \(moment),
                learner_signed_on = \(device)
            where encounter_id = \(encounter)
            """)
    }

    func refuse(_ encounter: ID<Encounter>, because reason: String, at moment: Date) async throws {
        try await execute(
            """
            update encounter_report set refused_at = \(moment), refusal_reason = \(reason)
            where encounter_id = \(encounter)
            """)
    }

    /// A report by its item of evidence; nil where there is none.
    func report(_ id: ID<Evidence>, _ rubrics: RubricsLibrary) async throws -> EncounterReportBody? {
        try await first(
            """
            select r.evidence_id, r.encounter_id, r.kind, e.portfolio_id, r.claim_id, c.unit_id, c.unit_version,
                r.conductor_id, p.name as conductor_name, n.is_scheduled, n.criteria, n.form, n.questions, n.seed, r.content,
                r.conductor_signature, r.conductor_signed_at, r.learner_signature, r.learner_signed_at, r.learner_signed_on,
                r.refused_at, r.refusal_reason, r.counts, r.statement, r.statement_digest
            from encounter_report r
                join encounter n on n.id = r.encounter_id
                join evidence e on e.id = r.evidence_id
                join claim c on c.id = r.claim_id
                join person p on p.id = r.conductor_id
            where r.evidence_id = \(id)
            """
        ).map(EncounterReportBody.init(row:))
    }
}

extension EncounterReportBody {
    fileprivate init(row: Row) throws {
        let content: JSONText = try row["content"]
        let questions: JSONText = try row["questions"]
        let isScheduled: Bool = try row["is_scheduled"]
        self.init(
            id: try row["evidence_id"], encounter: try row["encounter_id"], kind: try row["kind"],
            portfolio: try row["portfolio_id"], claim: try row["claim_id"],
            unit: try DocumentKey(row, "unit_id", "unit_version"), conductor: try row["conductor_id"],
            conductorName: try row["conductor_name"], agreedCriteria: isScheduled ? try row["criteria"] : nil,
            form: try row["form"], questions: try row.isNull("seed") ? nil : questions.decode(),
            report: try content.decode(), conductorSignature: try row["conductor_signature"],
            conductorSignedAt: try row["conductor_signed_at"], learnerSignature: try row["learner_signature"],
            learnerSignedAt: try row["learner_signed_at"], learnerSignedOn: try row["learner_signed_on"],
            refusedAt: try row["refused_at"], refusalReason: try row["refusal_reason"], counts: try row["counts"],
            statement: try row["statement"], statementDigest: try row["statement_digest"])
    }
}

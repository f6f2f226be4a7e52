import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

extension Connection {
    /// What a portfolio, whose row is held, contains now.
    func manifest(of portfolio: PortfolioRecord, number: Int, _ rubrics: RubricsLibrary) async throws -> Manifest {
        var manifest = Manifest(
            portfolio: portfolio.id, institution: portfolio.institution, learner: portfolio.learner, number: number,
            policy: portfolio.policy, claims: try await claimsForManifest(portfolio.id, rubrics),
            evidence: try await completed(try await evidenceForManifest(portfolio.id)),
            links: try await linksForManifest(portfolio.id))
        let answered = try await returnReasons(of: portfolio.id)
        manifest.answered = answered.isEmpty ? nil : answered
        return manifest
    }

    private func claimsForManifest(
        _ portfolio: ID<Portfolio>, _ rubrics: RubricsLibrary
    ) async throws -> [Manifest.Claimed] {
        try await query(
            """
            select id, unit_id, unit_version, route, purpose from claim
            where portfolio_id = \(portfolio) and withdrawn_at is null order by id
            """
        ).map { row in
            let unit = try DocumentKey(row, "unit_id", "unit_version")
            return Manifest.Claimed(
                id: try row["id"], unit: unit, fingerprint: try rubrics.unit(unit).fingerprint.rawValue,
                route: try row["route"], purpose: try row["purpose"])
        }
    }

    private func evidenceForManifest(_ portfolio: ID<Portfolio>) async throws -> [Manifest.Item] {
        try await query(
            """
            select e.id, e.kind, e.title, e.description, e.language, e.produced_on,
                f.digest, f.size, f.detected_type, f.file_name,
                t.witness_name, t.witness_role, t.organisation, t.relationship, t.first_hand, t.related_by_family,
                t.known_from, t.known_until, t.answers, t.contact_confirmed_by, t.handed_over,
                t.statement_digest as testimonial_digest,
                o.claim_id, o.conductor_id, o.content, o.learner_signed_at is not null as is_countersigned, o.counts,
                o.statement_digest as report_digest,
                u.says as currency_says,
                array(select n.id from evidence n where n.id = any(u.evidence_ids) and n.removed_at is null order by n.id)
                    as currency_items
            from evidence e left join currency_statement u on u.evidence_id = e.id
                left join evidence_file f on f.evidence_id = e.id
                left join testimonial t on t.evidence_id = e.id
                left join encounter_report o on o.evidence_id = e.id
            where e.portfolio_id = \(portfolio) and e.removed_at is null order by e.id
            """
        ).map(Manifest.Item.init(row:))
    }

    private func linksForManifest(_ portfolio: ID<Portfolio>) async throws -> [Manifest.Link] {
        try await query(
            """
            select l.claim_id, l.evidence_id, l.criterion_id, l.note, l.page, l.time_code_seconds::text as time_code
            from evidence_link l join evidence e on e.id = l.evidence_id join claim c on c.id = l.claim_id
            where e.portfolio_id = \(portfolio) and e.removed_at is null and c.withdrawn_at is null
            order by l.claim_id, l.evidence_id, l.criterion_id
            """
        ).map { row in
            Manifest.Link(
                claim: try row["claim_id"], evidence: try row["evidence_id"], criterion: try row["criterion_id"],
                note: try row["note"], page: try row["page"], timeCodeSeconds: try row["time_code"])
        }
    }
}

extension Manifest.Item {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], kind: try row["kind"], title: try row["title"], description: try row["description"],
            language: try row["language"], producedOn: try row["produced_on"])
        if try !row.isNull("digest") {
            let digest: Digest = try row["digest"]
            file = Manifest.File(
                digest: digest.hex, size: try row["size"], type: try row["detected_type"], name: try row["file_name"])
        }
        if try !row.isNull("testimonial_digest") {
            let digest: Digest = try row["testimonial_digest"]
            statementDigest = digest.hex
            testimonial = try Manifest.Testimony(row: row)
        }
        if try !row.isNull("report_digest") {
            let digest: Digest = try row["report_digest"]
            statementDigest = digest.hex
            observation = try Manifest.Observed(row: row)
        }
        if let says: String = try row["currency_says"] {
            currency = Manifest.CurrencyStatement(says: says, items: try row["currency_items"])
        }
    }
}

extension Manifest.Testimony {
    fileprivate init(row: Row) throws {
        let answers: JSONText = try row["answers"]
        self.init(
            witnessName: try row["witness_name"], witnessRole: try row["witness_role"],
            organisation: try row["organisation"], relationship: try row["relationship"],
            firstHand: try row["first_hand"], relatedByFamily: try row["related_by_family"],
            knownFrom: try row["known_from"], knownUntil: try row["known_until"], answers: try answers.decode(),
            contactConfirmedBy: try row["contact_confirmed_by"], handedOver: try row["handed_over"])
    }
}

extension Manifest.Observed {
    fileprivate init(row: Row) throws {
        let content: JSONText = try row["content"]
        let report: EncounterReport = try content.decode()
        self.init(
            claim: try row["claim_id"], observer: try row["conductor_id"], place: report.place ?? "",
            startedAt: RFC3339.string(report.startedAt ?? .distantPast), durationMinutes: report.durationMinutes ?? 1,
            seen: (report.seen ?? []).map {
                Seen(criterion: $0.criterion, seen: $0.seen.rawValue, comment: $0.comment ?? "")
            },
            outcomes: report.outcomes?.map {
                OutcomeResult(outcome: $0.outcome, result: $0.result.rawValue, comment: $0.comment ?? "")
            },
            isCountersigned: try row["is_countersigned"], counts: try row["counts"])
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Before anything is changed: which open cases it would touch, and how.
enum ImpactRoutes {
    /// Of a unit or policy that an institution writes, over its own open cases.
    static func document(_ call: Call) async throws -> Answer {
        let document = try await call.authoredDocument()
        // It tells of cases, which not everybody knows who reads the document.
        try call.person().require(.readPortfolios, at: document.institution, of: "document")
        let page = try call.page(keys: 1)
        let rubrics = call.resources.rubrics
        let read = try? rubrics.adding([document.file])
        switch document.kind {
        case .unit:
            guard let unit = read?.units[document.key] else { throw Problem.unreadDraft }
            let cases = try await call.resources.database.withConnection { connection in
                try await connection.cases(touchedBy: unit, at: document.institution, rubrics, page)
            }
            return try call.list(cases, page) { [$0.portfolio.description] }
        case .policy:
            guard let policy = read?.policies[document.key]?.value else { throw Problem.unreadDraft }
            return try await call.cases(under: policy, insteadOf: document.key.id, at: document.institution, page)
        case .framework, .qualification, .crosswalk, .calendar:
            throw Problem.conflict(
                "no-impact", "No case is measured against it alone",
                "Open cases are touched by units and policies.")
        }
    }

    /// Of following another policy.
    static func policy(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        guard let key = try call.query("policy").flatMap({ DocumentKey($0) }),
            let policy = call.resources.rubrics.policies[key]?.value
        else { throw Problem.invalidQuery("policy", "Send a published policy, as lesotho@3.") }
        return try await call.cases(under: policy, insteadOf: nil, at: institution, page)
    }
}

extension Call {
    /// The open cases that are under another policy, with what this one would find of each.
    fileprivate func cases(
        under policy: Policy, insteadOf id: String?, at institution: ID<Institution>, _ page: Page
    ) async throws -> Answer {
        let cases = try await resources.database.withConnection { connection in
            var cases: [CaseImpactBody] = []
            for portfolio in try await connection.openPortfolios(at: institution, page)
            where portfolio.policy != policy.key && (id == nil || portfolio.policy.id == id) {
                cases.append(try await connection.impact(of: policy, on: portfolio, resources.rubrics, at: now))
            }
            return cases
        }
        return try list(cases, page) { [$0.portfolio.description] }
    }
}

extension Connection {
    private static let open = Portfolio.State.allCases.filter { $0.isBeforeDecision }.map(\.rawValue)

    fileprivate func openPortfolios(at institution: ID<Institution>, _ page: Page) async throws -> [PortfolioRecord] {
        try await query(
            """
            select \(PortfolioRecord.columns) from portfolio p
            where p.institution_id = \(institution) and p.state = any(\(Self.open)::text[])
                and p.id > \(page.afterID ?? .zero)
            order by p.id limit \(page.rows)
            """
        ).map(PortfolioRecord.init(row:))
    }

    /// What another policy would find of a portfolio as it is today.
    fileprivate func impact(
        of policy: Policy, on portfolio: PortfolioRecord, _ rubrics: RubricsLibrary, at now: Date
    ) async throws -> CaseImpactBody {
        let items = try await countedLinks(of: portfolio.id)
        let claims = try await openClaims(of: portfolio.id).map { claim in
            ClaimedEvidence(claim: claim.id, unit: try rubrics.unit(claim.unit).value, items: items[claim.id] ?? [])
        }
        func findings(_ policy: Policy) -> [PolicyFinding] {
            let found = policy.sufficiency(of: claims, on: policy.day(of: now))
            return found.findings + found.claims.flatMap(\.findings)
        }
        let (before, after) = (findings(try rubrics.policy(portfolio.policy)), findings(policy))
        func isIn(_ finding: PolicyFinding, _ others: [PolicyFinding]) -> Bool {
            others.contains {
                ($0.rule, $0.words, $0.criterion, $0.evidence)
                    == (finding.rule, finding.words, finding.criterion, finding.evidence)
            }
        }
        return CaseImpactBody(
            portfolio: portfolio.id, state: portfolio.state, policy: portfolio.policy.description, claims: [],
            gained: after.filter { !isIn($0, before) }.map(FindingBody.init),
            lost: before.filter { !isIn($0, after) }.map(FindingBody.init))
    }

    /// The open cases with a claim to another version of a unit.
    fileprivate func cases(
        touchedBy unit: Document<Assessment.Unit>, at institution: ID<Institution>, _ rubrics: RubricsLibrary,
        _ page: Page
    ) async throws -> [CaseImpactBody] {
        let portfolios = try await query(
            """
            select \(PortfolioRecord.columns) from portfolio p
            where p.institution_id = \(institution) and p.state = any(\(Self.open)::text[])
                and p.id > \(page.afterID ?? .zero) and exists (select from claim c
                    where c.portfolio_id = p.id and c.withdrawn_at is null and c.unit_id = \(unit.key.id)
                        and c.unit_version <> \(unit.key.version))
            order by p.id limit \(page.rows)
            """
        ).map(PortfolioRecord.init(row:))
        var cases: [CaseImpactBody] = []
        for portfolio in portfolios {
            cases.append(
                CaseImpactBody(
                    portfolio: portfolio.id, state: portfolio.state, policy: portfolio.policy.description,
                    claims: try await claims(touchedBy: unit, in: portfolio, rubrics), gained: [], lost: []))
        }
        return cases
    }

    private func claims(
        touchedBy unit: Document<Assessment.Unit>, in portfolio: PortfolioRecord, _ rubrics: RubricsLibrary
    ) async throws -> [CaseImpactBody.ClaimImpact] {
        let rows = try await query(
            """
            select c.id, c.unit_id, c.unit_version,
                (select count(*) from scorecard k join score x on x.scorecard_id = k.id
                    where k.claim_id = c.id and k.superseded_at is null) as marks,
                exists (select from scorecard k where k.claim_id = c.id and k.submitted_at is not null
                    and k.superseded_at is null) as is_handed_in,
                exists (select from claim_outcome o where o.claim_id = c.id) as is_settled
            from claim c where c.portfolio_id = \(portfolio.id) and c.withdrawn_at is null and c.unit_id = \(unit.key.id)
                and c.unit_version <> \(unit.key.version) order by c.id
            """)
        let policy = try rubrics.policy(portfolio.policy)
        return try rows.map { row in
            let from = try rubrics.unit(try DocumentKey(row, "unit_id", "unit_version"))
            let marks: Int = try row["marks"]
            var happened: [RubricMoveRules.Until] = []
            if ![.draft, .returned, .submitted].contains(portfolio.state) { happened.append(.admission) }
            if marks > 0 { happened.append(.firstMark) }
            if try row["is_handed_in"] { happened.append(.firstScorecard) }
            if try row["is_settled"] { happened.append(.outcome) }
            let late = happened.first { $0 >= policy.movesUntil }
            let isHandedIn = ![.draft, .returned].contains(portfolio.state)
            let words =
                late.map { "It stays with \(from.key), as \($0.words)." }
                ?? (isHandedIn
                    ? from.value.rubric.moveInWords(to: unit.value.rubric)
                    : "It is not handed in: its learner may withdraw the claim and claim the new version.")
            return CaseImpactBody.ClaimImpact(
                claim: try row["id"], unit: from.key.description, marks: marks, mayMove: late == nil && isHandedIn,
                words: words)
        }
    }
}

extension Problem {
    fileprivate static let unreadDraft = conflict(
        "document-faulty", "The document has faults", "It cannot be read as it stands; its faults say why.")
}

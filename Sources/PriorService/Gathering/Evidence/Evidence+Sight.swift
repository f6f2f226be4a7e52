import Assessment
import Postgres

/// As what a person sees an item of evidence.
enum EvidenceSight: Sendable, Equatable {
    /// It is in a portfolio that they see.
    case portfolio
    /// It is in a submission that they were given to assess and have accepted. They see neither whose it is nor the names
    /// of its files.
    case assessor
}

extension Connection {
    /// An item of evidence that the person may see, and as what. An item taken out of its portfolio is there only for
    /// those who see a submission that holds it.
    /// - Throws: 404 where there is none, or the person may not know of it.
    func evidence(
        _ id: ID<Evidence>, seenBy person: Caller.SignedIn
    ) async throws -> (EvidenceRecord, EvidenceSight, PortfolioRecord) {
        guard let evidence = try await evidence(id) else { throw Problem.notFound("evidence") }
        guard let portfolio = try await portfolio(evidence.portfolio) else { throw Problem.notFound("evidence") }
        var isKept = evidence.removedAt == nil
        if !isKept { isKept = try await wasSubmitted(evidence) }
        if isKept {
            let sight = try await sight(of: portfolio, for: person)
            if sight != nil { return (evidence, .portfolio, portfolio) }
        }
        let assesses = try await isAssessing(person.id, evidence)
        guard assesses else { throw Problem.notFound("evidence") }
        return (evidence, .assessor, portfolio)
    }

    /// The same; but whoever assesses the item sees it as an assessor, whatever else they are at the institution.
    func evidence(
        _ id: ID<Evidence>, seenBlindBy person: Caller.SignedIn
    ) async throws -> (EvidenceRecord, EvidenceSight, PortfolioRecord) {
        let (evidence, sight, portfolio) = try await evidence(id, seenBy: person)
        guard sight == .portfolio, portfolio.learner != person.id else { return (evidence, sight, portfolio) }
        let assesses = try await isAssessing(person.id, evidence)
        return (evidence, assesses ? .assessor : .portfolio, portfolio)
    }

    /// An item in a portfolio that the person may change now; the portfolio's row is held until the transaction ends.
    /// - Throws: as `portfolio(_:changedBy:)`, and 404 where the item was taken out.
    func evidence(
        _ id: ID<Evidence>, changedBy person: Caller.SignedIn
    ) async throws -> (EvidenceRecord, PortfolioRecord) {
        guard let there = try await evidence(id) else { throw Problem.notFound("evidence") }
        let portfolio = try await portfolio(there.portfolio, changedBy: person, as: "evidence")
        // Read again now that the portfolio is held: somebody may have taken it out meanwhile.
        guard let evidence = try await evidence(id) else { throw Problem.notFound("evidence") }
        guard evidence.removedAt == nil else { throw Problem.notFound("evidence") }
        return (evidence, portfolio)
    }

    /// Whether a submission holds the item. A manifest is JSON and an id is a UUID, so that the quoted id stands in it
    /// exactly if the item does.
    func wasSubmitted(_ evidence: EvidenceRecord) async throws -> Bool {
        let row = try await one(
            """
            select exists (select from submission s
                where s.portfolio_id = \(evidence.portfolio)
                    and strpos(s.manifest, '"' || \(evidence.id.description) || '"') > 0) as submitted
            """)
        return try row["submitted"]
    }

    /// Whether the person has accepted, and not given back, the assessment or moderation of a submission that holds the item, or
    /// sits on the panel of an appeal on it or with it.
    func isAssessing(_ person: ID<Person>, _ evidence: EvidenceRecord) async throws -> Bool {
        let row = try await one(
            """
            select exists (select from submission s
                where s.portfolio_id = \(evidence.portfolio)
                    and strpos(s.manifest, '"' || \(evidence.id.description) || '"') > 0
                    and (exists (select from assignment a where a.submission_id = s.id and a.assessor_id = \(person)
                            and a.accepted_at is not null and a.declined_at is null and a.lapsed_at is null)
                        or exists (select from moderation m
                            where m.submission_id = s.id and m.moderator_id = \(person))
                        or exists (select from anchor_attempt t join anchor n on n.id = t.anchor_id
                            where n.submission_id = s.id and t.assessor_id = \(person) and n.retired_at is null)
                        or exists (select from panel p join panel_member m on m.panel_id = p.id
                            where p.submission_id = s.id and m.person_id = \(person))
                        or exists (select from appeal_panelist l join appeal p on p.id = l.appeal_id
                            where p.submission_id = s.id and l.person_id = \(person) and l.seated_at is not null)))
                or exists (select from appeal_evidence n join appeal_panelist l on l.appeal_id = n.appeal_id
                    where n.evidence_id = \(evidence.id) and l.person_id = \(person) and l.seated_at is not null) as assesses
            """)
        return try row["assesses"]
    }
}

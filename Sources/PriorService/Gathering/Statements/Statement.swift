import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// What a witness or an observer signed, word for word: canonical JSON (the order of RFC 8785), so that its digest can be
/// taken again by anyone who holds the text.
struct Statement: Sendable, Equatable {
    var text: String
    var digest: Digest

    /// The canonical form of what is signed. Times in it are texts already; members that are nil are left out.
    init(_ content: some Encodable) throws {
        text = try JSONText(encoding: content).rawValue
        digest = Digest.of(text)
    }
}

/// A statement as an item of evidence: what its row and its links say.
struct StatementEvidence: Sendable {
    var id: ID<Evidence>
    var kind: EvidenceKind
    var title: String
    var claim: ID<Claim>
    /// The criteria of the claim's unit that it speaks to.
    var criteria: [String]
    /// When the work was last seen.
    var producedOn: CalendarDate
    /// Who made the record; nil for a witness, who has no account.
    var author: ID<Person>?
    /// The language it is in, as BCP 47 writes it.
    var language = "en"
}

extension Change {
    /// Puts a statement among a portfolio's evidence, linked to its criteria. The portfolio is loaded for update.
    func add(_ item: StatementEvidence, to portfolio: PortfolioRecord) async throws {
        try await connection.execute(
            """
            insert into evidence (
                id, institution_id, portfolio_id, kind, title, language, produced_on, added_by, added_at)
            values (\(item.id), \(portfolio.institution), \(portfolio.id), \(item.kind), \(item.title), \(item.language),
                \(item.producedOn), \(item.author), \(call.now))
            """)
        for criterion in item.criteria {
            let link = call.newID(of: EvidenceLink.self)
            try await connection.execute(
                """
                insert into evidence_link (id, institution_id, claim_id, evidence_id, criterion_id, linked_by, linked_at)
                values (\(link), \(portfolio.institution), \(item.claim), \(item.id), \(criterion), \(item.author),
                    \(call.now))
                """)
        }
        try await connection.touch(portfolio)
    }
}

/// As what a person reads a statement.
enum StatementReader: Sendable, Equatable {
    /// Its learner, their adviser, or staff who read portfolios.
    case insider
    /// Someone who took on a submission that holds it.
    case assessor
}

extension Connection {
    /// As what a person may read a statement; nil where they may not know of it. One that was taken out of the live
    /// portfolio is still read by whoever assesses a submission that holds it.
    func reader(
        of evidence: ID<Evidence>, in portfolio: ID<Portfolio>, _ person: Caller.SignedIn
    ) async throws -> StatementReader? {
        guard let found = try await self.portfolio(portfolio) else { return nil }
        if try await sight(of: found, for: person) != nil { return .insider }
        return try await assesses(evidence, person.id) ? .assessor : nil
    }

    /// Whether a person took on a submission of the portfolio that holds the item.
    private func assesses(_ evidence: ID<Evidence>, _ person: ID<Person>) async throws -> Bool {
        let row = try await one(
            """
            select exists (
                select from evidence e
                join submission s on s.portfolio_id = e.portfolio_id
                join assignment a on a.submission_id = s.id
                where e.id = \(evidence) and a.assessor_id = \(person) and a.accepted_at is not null
                    and a.declined_at is null and a.lapsed_at is null
                    and position(e.id::text in s.manifest) > 0) as assesses
            """)
        return try row["assesses"]
    }

    /// The unit of a claim of a portfolio that stands; nil where there is none.
    func unit(of claim: ID<Claim>, in portfolio: ID<Portfolio>) async throws -> DocumentKey? {
        try await first(
            """
            select unit_id, unit_version from claim
            where id = \(claim) and portfolio_id = \(portfolio) and withdrawn_at is null
            """
        ).map { try DocumentKey($0, "unit_id", "unit_version") }
    }
}

extension Call {
    /// The unit of a claim that the body names.
    /// - Throws: 422 at `/claim` where the portfolio has no such claim.
    func unit(
        of claim: ID<Claim>, in portfolio: PortfolioRecord, _ connection: Connection
    ) async throws -> Assessment.Unit {
        guard let key = try await connection.unit(of: claim, in: portfolio.id) else {
            throw Problem.invalid("/claim", "unknown", "Send the id of a claim of this portfolio that stands.")
        }
        guard let unit = resources.rubrics.units[key]?.value else { throw Problem.unexpected }
        return unit
    }
}

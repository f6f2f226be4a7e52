import Assessment
import Foundation
import Postgres
import Seal

/// Whose signs of earlier use are asked for, and in what light.
struct DuplicateQuery: Sendable {
    var portfolio: ID<Portfolio>
    var institution: ID<Institution>
    var learner: ID<Person>
    /// The items of the case.
    var items: [ID<Evidence>]
    /// The rules of its policy; nil where it has none, and then only the same bytes are shown.
    var rules: DuplicateRules?
    var policy: DocumentKey
    /// Whether nothing may tell whose the other item is.
    var isBlind: Bool
}

extension Connection {
    /// The items of this institution that items of a case are like, each pair of them once, in the order of the case's
    /// items. Items of other institutions are never looked at.
    func duplicates(_ query: DuplicateQuery, _ page: Page) async throws -> [DuplicateBody] {
        let images = query.rules?.images.value.map { NSDecimalNumber(decimal: $0).doubleValue } ?? 2
        let texts = query.rules?.texts.value.map { NSDecimalNumber(decimal: $0).doubleValue } ?? 2
        let after = (
            item: page.after.flatMap { UUID(uuidString: $0[0]) } ?? .zero, key: page.after?[1] ?? ""
        )
        return try await self.query(
            """
            with own as (
                select f.evidence_id, f.digest from evidence_file f where f.evidence_id = any(\(query.items))
            ), pair as (
                select o.evidence_id, f.evidence_id as other_id, 'sameBytes' as kind, 1::float8 as likeness,
                    null::integer as page, null::integer as other_page
                from own o join evidence_file f on f.digest = o.digest and f.evidence_id <> o.evidence_id
                union all
                select o.evidence_id, f.evidence_id, m.kind, m.likeness, m.first_page, m.second_page
                from own o join evidence_match m on m.first_digest = o.digest
                    join evidence_file f on f.digest = m.second_digest
                union all
                select o.evidence_id, f.evidence_id, m.kind, m.likeness, m.second_page, m.first_page
                from own o join evidence_match m on m.second_digest = o.digest
                    join evidence_file f on f.digest = m.first_digest
            ), named as (
                select p.*, encode(sha256(convert_to(
                    \(query.portfolio.description) || p.evidence_id || p.other_id || p.kind, 'UTF8')), 'hex') as id
                from pair p
            )
            select n.id, n.evidence_id, n.other_id, n.kind, n.likeness, n.page, n.other_page,
                n.other_id = any(\(query.items)) as is_of_case, e.portfolio_id, e.title, e.added_at,
                owner.learner_id
            from named n join evidence e on e.id = n.other_id join portfolio owner on owner.id = e.portfolio_id
            where e.institution_id = \(query.institution)
                and (n.kind <> 'image' or n.likeness >= \(images)) and (n.kind <> 'text' or n.likeness >= \(texts))
                and (e.removed_at is null or exists (select from submission s where s.portfolio_id = e.portfolio_id
                    and strpos(s.manifest, '"' || e.id || '"') > 0))
                and (n.evidence_id < n.other_id or n.other_id <> all(\(query.items)))
                and (n.evidence_id, n.id) > (\(after.item), \(after.key))
            order by n.evidence_id, n.id limit \(page.limit + 1)
            """
        ).map { try DuplicateBody(row: $0, query) }
    }
}

extension DuplicateBody {
    fileprivate init(row: Row, _ query: DuplicateQuery) throws {
        id = try row["id"]
        evidence = try row["evidence_id"]
        let name: String = try row["kind"]
        kind = name == "image" ? .nearImage : name == "text" ? .nearText : .sameBytes
        let exact: Double = try row["likeness"]
        likeness = (exact * 1_000).rounded(.down) / 1_000
        page = kind == .nearImage ? try row["page"] : nil
        let portfolio: ID<Portfolio> = try row["portfolio_id"]
        let learner: ID<Person> = try row["learner_id"]
        place =
            portfolio == query.portfolio ? .samePortfolio : learner == query.learner ? .sameLearner : .anotherLearner
        reason = Self.words(kind, likeness, query)
        let isOfCase: Bool = try row["is_of_case"]
        let otherPage: Int? = kind == .nearImage ? try row["other_page"] : nil
        if !query.isBlind {
            other = OtherItemBody(
                evidence: try row["other_id"], page: otherPage, portfolio: portfolio, learner: learner,
                title: try row["title"], addedAt: try row["added_at"])
        } else if isOfCase {
            other = OtherItemBody(evidence: try row["other_id"], page: otherPage)
        }
    }

    /// Why a pair is shown, with the rule that shows it.
    private static func words(_ kind: DuplicateKind, _ likeness: Double, _ query: DuplicateQuery) -> String {
        let share = Int(likeness * 100)
        switch kind {
        case .sameBytes:
            return "Every byte is the same."
        case .nearImage:
            return "The pictures are \(share) % alike, also where one was resized, compressed or cropped."
                + rule(query.rules?.images, query.policy)
        case .nearText:
            return "About \(share) % of all runs of five words in either text are in both."
                + rule(query.rules?.texts, query.policy)
        }
    }

    private static func rule(_ figure: Sourced<Decimal>?, _ policy: DocumentKey) -> String {
        guard let figure, let value = figure.value, let source = figure.source else { return "" }
        return " \(policy) shows pairs from \(value * 100) % on; source: \(source.title)."
    }
}

import Assessment
import Foundation
import Postgres

// What of a portfolio's evidence counts. Every kind says its part here, in SQL, so that what the learner sees while building,
// what stops a submission and what assessors are shown can never differ.
extension EvidenceSummary {
    /// Whether an item `e` speaks to the criterion of its link `l`: of a report `o`, what was seen, in the claim it was made
    /// for; of one that gives results by outcome, what its conductor linked it to.
    fileprivate static let speaks: SQL = """
        (o.evidence_id is null or (o.claim_id = l.claim_id and case
            when o.content -> 'seen' is null then l.linked_by = o.conductor_id
            else exists (
                select from jsonb_array_elements(o.content -> 'seen') s
                where s ->> 'criterion' = l.criterion_id and s ->> 'seen' = 'yes') end))
        """

    /// Why an item `e` does not count, as `UncountedReason` names it, the weightiest reason first; null where it does.
    fileprivate static let uncounted: SQL = """
        case
            when exists (select from evidence_scan q where q.digest = f.digest and q.state = 'found') then 'infected'
            when f.quarantined_by is not null and f.released_at is null then 'quarantined'
            when t.withdrawn_at is not null then 'withdrawn'
            when t.contact_denied_at is not null then 'contactDenied'
            when not \(EvidenceOrigin.counts) then 'unconfirmedOrigin'
            when not \(PriorCredential.counts) then 'notVerified'
            when o.refused_at is not null then 'refused'
            when not o.counts then 'notCountersigned'
            when not bool_or(\(speaks)) then 'notSeen'
        end
        """

    /// Whether an item `e` is a picture of a paper: by its form, or because it is a certificate and no badge.
    fileprivate static let isOnPaper: SQL = """
        (e.form in ('photoOfPaper', 'scanOfPaper') or (e.kind = 'priorCredential' and not exists (
            select from prior_credential b where b.evidence_id = e.id and b.carrier is not null)))
        """

    /// Whether somebody saw the paper of an item `e`, or its awarding body says that it is genuine.
    fileprivate static let isOriginalSeen: SQL = """
        (exists (select from original_sighting g where g.evidence_id = e.id and g.withdrawn_at is null)
            or exists (select from credential_inquiry i where i.evidence_id = e.id and i.answer = 'confirmed'))
        """

    fileprivate init(row: Row) throws {
        let uncounted: String? = try row["uncounted"]
        let evidence: ID<Evidence> = try row["id"]
        let upheldBy: [ID<Evidence>]? = try row["upheld_by"]
        self.init(
            id: evidence.description, kind: try row["kind"], criteria: try row["criteria"],
            producedOn: try row["produced_on"], uncounted: uncounted.flatMap(UncountedReason.init), witness: nil,
            isOnPaper: try row["is_on_paper"], isOriginalSeen: try row["is_original_seen"],
            upheldBy: upheldBy?.map(\.description))
        if let isFirstHand: Bool = try row["first_hand"] {
            witness = Witness(
                referee: try row["referee"], isFirstHand: isFirstHand, isFamily: try row["related_by_family"],
                isContactable: try row["is_contactable"])
        }
    }
}

extension Connection {
    /// By claim, the items linked to it, each with the criteria it speaks to and with what the rules of evidence ask.
    func countedLinks(of portfolio: ID<Portfolio>) async throws -> [ID<Claim>: [EvidenceSummary]] {
        let rows = try await query(
            """
            select l.claim_id, e.id, e.kind, e.produced_on,
                coalesce(array_agg(l.criterion_id order by l.criterion_id) filter (where \(EvidenceSummary.speaks)), '{}')
                    as criteria,
                \(EvidenceSummary.uncounted) as uncounted,
                t.first_hand, t.related_by_family, lower(coalesce(t.confirmed_contact, t.contact)) as referee,
                t.contact_confirmed_at is not null as is_contactable,
                \(EvidenceSummary.isOnPaper) as is_on_paper, \(EvidenceSummary.isOriginalSeen) as is_original_seen,
                u.evidence_ids as upheld_by
            from evidence e join evidence_link l on l.evidence_id = e.id
                left join evidence_file f on f.evidence_id = e.id
                left join encounter_report o on o.evidence_id = e.id
                left join testimonial t on t.evidence_id = e.id
                left join currency_statement u on u.evidence_id = e.id
            where e.portfolio_id = \(portfolio) and e.removed_at is null
            group by l.claim_id, e.id, f.evidence_id, o.evidence_id, t.evidence_id, u.evidence_id
            order by e.id
            """)
        var items: [ID<Claim>: [EvidenceSummary]] = [:]
        for row in rows { items[try row["claim_id"], default: []].append(try EvidenceSummary(row: row)) }
        return items
    }
}

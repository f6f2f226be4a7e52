import Assessment
import Foundation
import Postgres

/// Who is certified for which unit at an institution, and by which anchors others can come to be.
struct UnitCertificates: Sendable {
    /// An anchor in use.
    struct Way: Sendable {
        var anchor: ID<Anchor>
        /// Who worked on it, so that it certifies them no more.
        var known: Set<ID<Person>>
    }

    /// By the ids of units.
    var ways: [String: [Way]] = [:]
    /// The units, by their ids, for which each is certified now.
    var holders: [ID<Person>: Set<String>] = [:]

    /// Whether a policy gives a unit only to those who are certified for it. Where there is no anchor of it yet nobody could
    /// be, so nobody has to be.
    func areNeeded(for unit: String, under policy: Policy) -> Bool {
        policy.moderation.onlyCertified?.value == true && ways[unit] != nil
    }

    /// The units, of some, for which somebody would have to be certified and is not.
    func missing(_ person: ID<Person>, _ units: [String], under policy: Policy) -> [String] {
        Set(units).filter { areNeeded(for: $0, under: policy) && holders[person]?.contains($0) != true }.sorted()
    }

    /// The anchors on which somebody can still be certified for some units.
    func anchors(for person: ID<Person>, _ units: [String]) -> [ID<Anchor>] {
        units.flatMap { ways[$0] ?? [] }.filter { !$0.known.contains(person) }.map(\.anchor)
    }
}

extension Connection {
    /// The certificates of an institution that hold at a moment.
    func certificates(at institution: ID<Institution>, at now: Date) async throws -> UnitCertificates {
        var certificates = UnitCertificates()
        let anchors = try await query(
            """
            select n.id, n.unit_id, array(select distinct t.assessor_id from anchor_attempt t where t.anchor_id = n.id) as known
            from anchor n where n.institution_id = \(institution) and n.retired_at is null order by n.id
            """)
        for row in anchors {
            let known: [ID<Person>] = try row["known"]
            certificates.ways[try row["unit_id"], default: []].append(.init(anchor: try row["id"], known: Set(known)))
        }
        let holders = try await query(
            """
            select assessor_id, unit_id from assessor_certified
            where institution_id = \(institution) and valid_until > \(now)
            """)
        for row in holders { certificates.holders[try row["assessor_id"], default: []].insert(try row["unit_id"]) }
        return certificates
    }

    /// The units, by their ids, of the claims of a submission that have no outcome.
    func openUnits(of submission: ID<Submission>) async throws -> [String] {
        try await query(
            """
            select distinct c.unit_id from submission_claim c where c.submission_id = \(submission)
                and not exists (select from claim_outcome o
                    where o.submission_id = c.submission_id and o.claim_id = c.claim_id)
            order by c.unit_id
            """
        ).map { try $0["unit_id"] }
    }
}

extension Change {
    /// Refuses an assessor who is not certified for what the policy asks it for, unless a reason is given.
    /// - Returns: whether the reason was needed.
    func requireCertificate(
        of assessor: ID<Person>, on submission: SubmissionRecord, under policy: Policy, overrideReason: String?
    ) async throws -> Bool {
        guard policy.moderation.onlyCertified?.value == true else { return false }
        let certificates = try await connection.certificates(at: submission.institution, at: call.now)
        let units = certificates.missing(
            assessor, try await connection.openUnits(of: submission.id), under: policy)
        guard !units.isEmpty else { return false }
        guard overrideReason == nil else { return true }
        throw Problem.notCertified(units, certificates.anchors(for: assessor, units))
    }
}

extension Problem {
    /// 409: only a certified assessor has the seat.
    fileprivate static func notCertified(_ units: [String], _ anchors: [ID<Anchor>]) -> Problem {
        let way =
            anchors.isEmpty
            ? "They have worked on every anchor of it; another one would help."
            : "Scoring one of `anchors` with the purpose `certification` would help."
        return conflict(
            "assessor-not-certified", "The assessor is not certified",
            "The policy gives these units only to assessors certified for them: \(units.joined(separator: ", ")). \(way) "
                + "With `overrideReason` a coordinator may set this aside; the reason is kept."
        ).with("rule", "moderation.onlyCertified").with("units", .array(units.map { .string($0) }))
            .with("anchors", .array(anchors.map { .string($0.description) }))
    }
}

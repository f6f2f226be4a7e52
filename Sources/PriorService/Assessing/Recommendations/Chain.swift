import Assessment
import Foundation
import Postgres
import Seal

/// What a recommendation stands on, by digests: the rubric, every assessor's marks, the submission, and the evidence. Whoever
/// holds the same things can take the digests again.
struct Chain: Sendable, Equatable {
    /// Something, and the SHA-256 of what it says.
    struct Link: Sendable, Equatable {
        var id: String
        var digest: String
    }

    var unit: DocumentKey
    /// Of the unit with its rubric, as it was scored.
    var fingerprint: String
    /// Every submitted scorecard of the claim, in the order of their ids.
    var scorecards: [Link]
    /// The scorecard whose marks stand.
    var standing: String
    var manifestDigest: String
    /// Every item linked to the claim, in the order of their ids.
    var evidence: [Link]

    /// The chain as it is kept and shown, in canonical order.
    var json: JSONValue {
        [
            "evidence": .array(evidence.map(\.json)), "manifestDigest": .string(manifestDigest),
            "rubric": ["fingerprint": .string(fingerprint), "unit": .string(unit.description)],
            "scorecards": .array(scorecards.map(\.json)), "standing": .string(standing),
        ]
    }

    /// SHA-256 of the canonical JSON (RFC 8785).
    var digest: Digest { Digest.of(json.canonical.data) }
}

extension Chain.Link {
    fileprivate var json: JSONValue { ["digest": .string(digest), "id": .string(id)] }
}

/// An assessor's marks on one claim, as the chain pins them.
struct MarkedScorecard: Sendable, Equatable {
    struct Mark: Sendable, Equatable {
        var criterion: String
        var level: String
        var comment: String
    }

    var id: String
    var fingerprint: String
    var outcome: String
    var marks: [Mark]

    /// Levels by criterion.
    var levels: [String: String] { Dictionary(marks.map { ($0.criterion, $0.level) }) { first, _ in first } }
    /// Comments by criterion.
    var comments: [String: String] { Dictionary(marks.map { ($0.criterion, $0.comment) }) { first, _ in first } }

    /// SHA-256 of `{"id", "outcome", "rubric", "scores": [{"comment", "criterion", "level"}]}` in canonical JSON, the scores in
    /// the order of their criteria's ids.
    var digest: Digest {
        let scores = marks.sorted { $0.criterion.utf8.lexicographicallyPrecedes($1.criterion.utf8) }.map {
            mark -> JSONValue in
            ["comment": .string(mark.comment), "criterion": .string(mark.criterion), "level": .string(mark.level)]
        }
        let form: JSONValue = [
            "id": .string(id), "outcome": .string(outcome), "rubric": .string(fingerprint), "scores": .array(scores),
        ]
        return Digest.of(form.canonical.data)
    }
}

extension Connection {
    /// Every submitted scorecard of a claim in a submission, in the order of their ids.
    func markedScorecards(of claim: ID<Claim>, in submission: ID<Submission>) async throws -> [MarkedScorecard] {
        let rows = try await query(
            """
            select s.id, s.rubric_fingerprint, s.outcome, m.criterion_id, m.level_id, m.comment
            from scorecard s join assignment a on a.id = s.assignment_id join score m on m.scorecard_id = s.id
            where a.submission_id = \(submission) and s.claim_id = \(claim) and s.submitted_at is not null
                and s.superseded_at is null
            order by s.id, m.criterion_id
            """)
        var cards: [MarkedScorecard] = []
        for row in rows {
            let id: String = try row["id"]
            if cards.last?.id != id {
                cards.append(
                    MarkedScorecard(
                        id: id, fingerprint: try row["rubric_fingerprint"], outcome: try row["outcome"], marks: []))
            }
            cards[cards.count - 1].marks.append(
                .init(criterion: try row["criterion_id"], level: try row["level_id"], comment: try row["comment"]))
        }
        return cards
    }

    /// What was linked to a claim when it was submitted, with the digest of its signed statement, which names that of a
    /// recording, or of its file.
    func evidenceLinks(of claim: ID<Claim>, in submission: ID<Submission>) async throws -> [Chain.Link] {
        try await query(
            """
            select e.id, encode(coalesce(t.statement_digest, o.statement_digest, f.digest), 'hex') as digest
            from submission_claim c join evidence e on e.id = any(c.evidence_ids)
                left join evidence_file f on f.evidence_id = e.id
                left join testimonial t on t.evidence_id = e.id
                left join encounter_report o on o.evidence_id = e.id
            where c.submission_id = \(submission) and c.claim_id = \(claim)
                and coalesce(f.digest, t.statement_digest, o.statement_digest) is not null
            order by e.id
            """
        ).map { Chain.Link(id: try $0["id"], digest: try $0["digest"]) }
    }
}

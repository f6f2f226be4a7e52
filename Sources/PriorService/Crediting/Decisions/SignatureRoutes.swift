import Assessment
import Foundation
import Postgres
import Rubrics

/// Decisions by a committee: as many as the policy asks for sign the same, and with the last of them it is decided.
enum SignatureRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        let body = try call.body(NewDecisionBody.self)
        return try await call.change { change in
            let signed = try await change.sign(id, body, by: person)
            return try .created(signed, at: "/api/recommendations/\(id)/signatures")
        }
    }

    /// For staff only: until it is decided nobody else is to know who leans which way.
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        let page = try call.page(keys: 1)
        let signatures = try await call.resources.database.withConnection { connection in
            guard let record = try await connection.recommendation(id) else { throw Problem.notFound("recommendation") }
            try person.require(.readPortfolios, at: record.institution, of: "recommendation")
            return try await connection.signatures(on: id)
        }
        let after = page.after?.first.flatMap { Int($0) } ?? 0
        return try call.list(Array(signatures.filter { $0.number > after }.prefix(page.limit + 1)), page) {
            [String($0.number)]
        }
    }
}

extension Change {
    /// Signs, and decides where with this as many say the same as the policy asks for.
    fileprivate func sign(
        _ id: ID<Recommendation>, _ body: NewDecisionBody, by person: Caller.SignedIn
    ) async throws -> SignedBody {
        let (portfolio, recommended) = try await connection.undecided(id, by: person)
        let needed = try call.resources.rubrics.policy(portfolio.policy).signaturesNeeded
        guard needed > 1 else { throw Problem.oneDecides }
        // What could not be decided cannot be signed either; the limits are looked at when it counts.
        let decision = try recommended.recommendation.decision(body, on: CalendarDate(call.now))
        let towards = try call.resources.rubrics.qualification(body.towards, holding: recommended.unit)?.key
        let earlier = try await connection.signatures(on: id)
        let signature = SignatureBody(
            id: call.newID(), number: earlier.count + 1, verdict: decision.verdict,
            credits: decision.amount?.credits.description, towards: decision.isGrant ? towards : nil,
            reason: decision.reason, signedBy: person.id, signedAt: call.now, counts: true)
        try await connection.insert(signature, on: id, at: portfolio.institution)
        record(
            "recommendation.signed", of: id, at: portfolio.institution, to: decision.verdict.rawValue,
            why: decision.reason)
        let same = try await connection.signatures(on: id).filter { $0.counts && $0.agrees(with: signature) }
        var signed = SignedBody(signature: signature, agreed: same.count, needed: needed)
        guard same.count >= needed else {
            try await askOthersToSign(recommended, of: portfolio, earlier.map(\.signedBy) + [person.id])
            return signed
        }
        signed.decision = try await decide(body, on: recommended, of: portfolio, by: person.id)
        signed.decision?.signedBy = same.map(\.signedBy).sorted()
        return signed
    }
}

extension Change {
    /// Asks those of the committee who have not signed: whoever may decide there, and is no party to the case.
    fileprivate func askOthersToSign(
        _ recommended: RecommendationRecord, of portfolio: PortfolioRecord, _ signers: [ID<Person>]
    ) async throws {
        let (policy, time) = try await connection.clocks(of: portfolio, call.resources.rubrics)
        let end = policy.deadline(for: .decision, from: portfolio.stateSince, in: time)
        let until = end.map(time.lastDay(before:)) ?? time.day(of: call.now)
        let parties = try await connection.assessors(of: recommended.submission)
        for member in try await connection.holders(of: .registrar, at: portfolio.institution)
        where !signers.contains(member) && !parties.contains(member) && member != portfolio.learner {
            try await notify(member, .signatureAsked, of: recommended.id, at: portfolio.institution, until: until)
        }
    }
}

extension SignatureBody {
    /// Whether both say the same of what is granted; each may say why in their own words.
    fileprivate func agrees(with other: SignatureBody) -> Bool {
        verdict == other.verdict && towards == other.towards
            && credits.flatMap { Decimal(string: $0, locale: nil) }
                == other.credits.flatMap { Decimal(string: $0, locale: nil) }
    }
}

extension Connection {
    /// What was signed on a recommendation, in order; the latest of each person counts.
    fileprivate func signatures(on recommendation: ID<Recommendation>) async throws -> [SignatureBody] {
        let rows = try await query(
            """
            select id, number, verdict, credits, qualification_id, qualification_version, reason, signed_by, signed_at,
                not exists (select from decision_signature later where later.recommendation_id = s.recommendation_id
                    and later.signed_by = s.signed_by and later.number > s.number) as counts
            from decision_signature s where recommendation_id = \(recommendation) order by number
            """)
        return try rows.map { row in
            let credits: Decimal? = try row["credits"]
            return SignatureBody(
                id: try row["id"], number: try row["number"], verdict: try row["verdict"],
                credits: credits?.description,
                towards: try DocumentKey(maybe: row, "qualification_id", "qualification_version"),
                reason: try row["reason"], signedBy: try row["signed_by"], signedAt: try row["signed_at"],
                counts: try row["counts"])
        }
    }

    fileprivate func insert(
        _ signature: SignatureBody, on recommendation: ID<Recommendation>, at institution: ID<Institution>
    ) async throws {
        try await execute(
            """
            insert into decision_signature (
                id, institution_id, recommendation_id, number, verdict, credits, qualification_id, qualification_version,
                reason, signed_by, signed_at)
            values (\(signature.id), \(institution), \(recommendation), \(signature.number), \(signature.verdict),
                \(signature.credits.flatMap { Decimal(string: $0, locale: nil) }), \(signature.towards?.id),
                \(signature.towards?.version), \(signature.reason), \(signature.signedBy), \(signature.signedAt))
            """)
    }
}

extension Problem {
    /// 409: the policy has a committee decide.
    static func committeeDecides(_ needed: Int) -> Problem {
        conflict(
            "committee-decides", "A committee decides",
            "\(needed) have to sign the same before it counts: POST /api/recommendations/{id}/signatures."
        ).with("state", "undecided").with("allowed", ["sign"])
    }

    /// 409: the policy has one registrar decide.
    fileprivate static var oneDecides: Problem {
        conflict(
            "no-committee", "One registrar decides",
            "The policy asks for no signatures: POST /api/recommendations/{id}/decisions."
        ).with("state", "undecided").with("allowed", ["decide"])
    }
}

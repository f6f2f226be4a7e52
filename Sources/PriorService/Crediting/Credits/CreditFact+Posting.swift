import Assessment
import Foundation
import Postgres
import Seal

/// What becomes of a credit after it was posted. Each function holds the learner's record first and the feeds of those who
/// know of the credit last, as decisions do, and goes into the transaction of whoever calls it.
extension Change {
    /// The credit does not count for now. Whoever was sent it is told.
    func suspend(_ credit: ID<Credit>, because reason: String) async throws {
        try await add(.suspended, to: credit, because: reason)
    }

    /// A suspended credit counts again. Receivers whom the learner gave consent meanwhile are sent it now.
    func reinstate(_ credit: ID<Credit>, because reason: String) async throws {
        let told = try await add(.reinstated, to: credit, because: reason)
        guard !told.isEmpty, let standing = try await connection.credit(credit) else { return }
        let others = try await connection.receivers(of: standing.learner.id).subtracting(told)
        for receiver in others.sorted() { try await tell(receiver, of: standing) }
    }

    /// The credit is taken back for good. Whoever was sent it is told.
    func revoke(_ credit: ID<Credit>, because reason: String) async throws {
        try await add(.revoked, to: credit, because: reason)
    }

    /// Posts another credit in the place of this one, with so many credits, inside the policy's limits; nil keeps the number,
    /// for a unit that carries none. Whoever was sent the old one is told of the new.
    /// - Returns: the credit that stands now.
    @discardableResult func correct(
        _ credit: ID<Credit>, to credits: Decimal?, because reason: String
    ) async throws -> ID<Credit> {
        let (held, told) = try await hold(credit, for: .corrected)
        try await requireRoom(toCorrect: held, to: credits)
        let corrected: ID<Credit> = call.newID()
        try await connection.insertCredit(corrected, replacing: credit, credits: credits, at: call.now)
        try await connection.insert(
            .corrected, of: corrected, replacing: credit, because: reason, by: call.maker, as: call.newID(),
            at: call.now)
        record(
            "credit.corrected", of: credit, at: held.institution.id, from: held.state.rawValue, to: "replaced",
            why: reason)
        record("credit.posted", of: corrected, at: held.institution.id, to: "posted")
        guard let standing = try await connection.credit(corrected) else { throw Problem.unexpected }
        for receiver in told { try await tell(receiver, of: standing, .corrected) }
        try await tellLearner(of: standing)
        return corrected
    }

    /// - Returns: who was told, in the order of their feeds.
    @discardableResult private func add(
        _ kind: CreditFact.Kind, to credit: ID<Credit>, because reason: String
    ) async throws -> [ID<Institution>] {
        let (held, told) = try await hold(credit, for: kind)
        try await connection.insert(
            kind, of: credit, because: reason, by: call.maker, as: call.newID(), at: call.now)
        guard let standing = try await connection.credit(credit) else { throw Problem.unexpected }
        record(
            "credit.\(kind.rawValue)", of: credit, at: held.institution.id, from: held.state.rawValue,
            to: standing.state.rawValue, why: reason)
        for receiver in told { try await tell(receiver, of: standing, FeedEntryKind(kind)) }
        try await tellLearner(of: standing)
        return told
    }

    /// Once they may know of the credit at all.
    private func tellLearner(of credit: CreditBody) async throws {
        let isReleased: Bool = try await connection.one(
            "select is_released(decision_id) as released from credit where id = \(credit.id)")["released"]
        guard isReleased else { return }
        try await notify(credit.learner.id, .creditChanged, of: credit.id, at: credit.institution.id)
    }

    /// The credit with its learner's record held, where this may follow now; and the institutions that have it in their feeds.
    private func hold(
        _ credit: ID<Credit>, for kind: CreditFact.Kind
    ) async throws -> (CreditBody, [ID<Institution>]) {
        guard let seen = try await connection.credit(credit) else { throw Problem.notFound("credit") }
        try await connection.holdCreditRecord(of: seen.learner.id)
        guard let held = try await connection.credit(credit) else { throw Problem.unexpected }
        guard held.state.next.contains(kind) else { throw Problem.creditState(held.state) }
        return (held, try await connection.institutions(told: credit))
    }
}

extension Call {
    /// The person who asks; nil where nobody does and the service acts on a term that ran out.
    fileprivate var maker: ID<Person>? {
        guard case .person(let person) = caller else { return nil }
        return person.id
    }
}

extension Connection {
    /// Writes a fact; the database carries it into the credit's state.
    func insert(
        _ kind: CreditFact.Kind, of credit: ID<Credit>, replacing old: ID<Credit>? = nil, because reason: String = "",
        by maker: ID<Person>?, as id: ID<CreditFact>, at moment: Date
    ) async throws {
        try await execute(
            """
            insert into credit_fact (id, credit_id, number, kind, replaces, reason, made_by, made_at)
            select \(id), \(credit), coalesce(max(number), 0) + 1, \(kind)::text, \(old)::uuid, \(reason)::text,
                \(maker)::uuid, \(moment)::timestamptz
            from credit_fact where credit_id = \(credit)
            """)
    }

    /// The institutions that have an entry on this credit in their feeds, in the order in which feeds are held.
    fileprivate func institutions(told credit: ID<Credit>) async throws -> [ID<Institution>] {
        try await query("select distinct institution_id from feed_entry where credit_id = \(credit)")
            .map { try $0["institution_id"] }.sorted()
    }

    /// Like the old one in everything but the number of credits.
    fileprivate func insertCredit(
        _ id: ID<Credit>, replacing old: ID<Credit>, credits: Decimal?, at moment: Date
    ) async throws {
        try await execute(
            """
            insert into credit (
                id, institution_id, decision_id, learner_id, claim_id, unit_id, unit_version, route, credits,
                credit_system, framework_id, framework_version, level, posted_at, replaces, qualification_id,
                qualification_version)
            select \(id)::uuid, institution_id, decision_id, learner_id, claim_id, unit_id, unit_version, route,
                coalesce(\(credits)::numeric, credits), credit_system, framework_id, framework_version, level,
                \(moment)::timestamptz, id, qualification_id, qualification_version
            from credit where id = \(old)
            """)
    }
}

extension Problem {
    /// 409: the fact does not follow from how the credit stands.
    static func creditState(_ state: CreditState) -> Problem {
        let words =
            switch state {
            case .posted: "The credit counts."
            case .suspended: "The credit is suspended."
            case .revoked: "The credit was revoked, for good. What is right now is a new claim, or an appeal."
            case .replaced: "Another credit stands in the place of this one; its `replaces` names this one."
            }
        return Problem.conflict("credit-state", "The credit does not stand so", words)
            .with("state", .string(state.rawValue)).with("allowed", .array(state.next.map { .string($0.rawValue) }))
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics

/// An erasure as it stands in its table.
struct ErasureRecord: Sendable {
    var id: ID<Erasure>
    var learner: ID<Person>
    /// Nil where the learner asked.
    var institution: ID<Institution>?
    var reason: String
    var askedBy: ID<Person>
    var askedAt: Date
    var dueAt: Date
    var confirmedAt: Date?
    var withdrawnAt: Date?
    var erasedAt: Date?
    var scrubbedAt: Date?

    static let columns: SQL = """
        x.id, x.learner_id, x.institution_id, x.reason, x.asked_by, x.asked_at, x.due_at, x.confirmed_at, x.withdrawn_at,
        x.erased_at, x.scrubbed_at
        """

    init(
        id: ID<Erasure>, learner: ID<Person>, institution: ID<Institution>?, reason: String, askedBy: ID<Person>,
        askedAt: Date, dueAt: Date
    ) {
        self.id = id
        self.learner = learner
        self.institution = institution
        self.reason = reason
        self.askedBy = askedBy
        self.askedAt = askedAt
        self.dueAt = dueAt
    }

    init(row: Row) throws {
        id = try row["id"]
        learner = try row["learner_id"]
        institution = try row["institution_id"]
        reason = try row["reason"]
        askedBy = try row["asked_by"]
        askedAt = try row["asked_at"]
        dueAt = try row["due_at"]
        confirmedAt = try row["confirmed_at"]
        withdrawnAt = try row["withdrawn_at"]
        erasedAt = try row["erased_at"]
        scrubbedAt = try row["scrubbed_at"]
    }
}

extension Connection {
    /// - Parameter forUpdate: holds its row until the transaction ends.
    func erasure(_ id: ID<Erasure>, forUpdate: Bool = false) async throws -> ErasureRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("select \(ErasureRecord.columns) from erasure x where x.id = \(id) \(held)")
            .map(ErasureRecord.init(row:))
    }

    /// The one that was asked for a learner and not taken back.
    func erasure(of learner: ID<Person>, forUpdate: Bool = false) async throws -> ErasureRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first(
            """
            select \(ErasureRecord.columns) from erasure x where x.learner_id = \(learner) and x.withdrawn_at is null \(held)
            """
        ).map(ErasureRecord.init(row:))
    }

    func erasures(at institution: ID<Institution>, _ page: Page) async throws -> [ErasureRecord] {
        try await query(
            """
            select \(ErasureRecord.columns) from erasure x
            where x.institution_id = \(institution) and x.id > \(page.afterID ?? .zero) order by x.id limit \(page.rows)
            """
        ).map(ErasureRecord.init(row:))
    }

    func insert(_ erasure: ErasureRecord) async throws {
        do {
            try await execute(
                """
                insert into erasure (id, learner_id, institution_id, reason, asked_by, asked_at, due_at)
                values (\(erasure.id), \(erasure.learner), \(erasure.institution), \(erasure.reason), \(erasure.askedBy),
                    \(erasure.askedAt), \(erasure.dueAt))
                """)
        } catch let error as PostgresError where error.constraint == "erasure_once" {
            throw Problem.conflict(
                "erasure-asked", "It is asked for already", "There is a wish to erase them that was not taken back."
            ).with("allowed", ["take it back"])
        }
    }

    func confirm(_ erasure: ID<Erasure>, by person: ID<Person>, at now: Date) async throws {
        try await execute(
            "update erasure set confirmed_by = \(person), confirmed_at = \(now) where id = \(erasure)")
    }

    func withdraw(_ erasure: ID<Erasure>, at now: Date) async throws {
        try await execute("update erasure set withdrawn_at = \(now) where id = \(erasure)")
    }

    /// For how many days a learner may take the wish back: the longest time that a policy of theirs says.
    func waitingDays(of learner: ID<Person>, _ rubrics: RubricsLibrary) async throws -> Int {
        let standard = RetentionRules.standard.erasure.waitingDays.value ?? 0
        let rows = try await query(
            "select distinct policy_id, policy_version from portfolio where learner_id = \(learner)")
        let theirs = try rows.map { row in
            try rubrics.policy(DocumentKey(row, "policy_id", "policy_version")).keeping.erasure.waitingDays.value
                ?? standard
        }
        return theirs.max() ?? standard
    }

    /// What stands against erasing a learner now.
    func obstacles(
        to learner: ID<Person>, _ rubrics: RubricsLibrary, at now: Date
    ) async throws -> [ErasureObstacle] {
        var obstacles = try await query(
            """
            select institution_id, set_at, reason from legal_hold
            where learner_id = \(learner) and lifted_at is null order by set_at
            """
        ).map { row -> ErasureObstacle in
            let (since, reason): (Date, String) = (try row["set_at"], try row["reason"])
            return ErasureObstacle(
                .legalHold, at: try row["institution_id"],
                says: "Since \(CalendarDate(since)) the institution has to keep what it has of you: \(reason)")
        }
        obstacles += try await query(
            """
            select institution_id, policy_id, policy_version, state, state_since from portfolio
            where learner_id = \(learner) order by created_at
            """
        ).compactMap { row in
            try rubrics.policy(DocumentKey(row, "policy_id", "policy_version")).obstacle(
                of: try row["state"], since: try row["state_since"], at: try row["institution_id"], now: now)
        }
        obstacles += try await query(
            """
            select distinct institution_id from membership where person_id = \(learner) and ended_at is null
            """
        ).map { row in
            ErasureObstacle(
                .staffRole, at: try row["institution_id"],
                says: "You work for the institution. Your name stands under what you do there; end the role first.")
        }
        return obstacles
    }

    /// The erasure as it is told, with what stands against it.
    func body(
        of erasure: ErasureRecord, _ rubrics: RubricsLibrary, at now: Date
    ) async throws -> ErasureBody {
        let isOpen = erasure.withdrawnAt == nil && erasure.erasedAt == nil
        let found = isOpen ? try await obstacles(to: erasure.learner, rubrics, at: now) : []
        var told: [ErasureBody.Obstacle] = []
        for obstacle in found {
            let name = try await name(of: obstacle.institution)
            told.append(
                .init(
                    kind: obstacle.kind, institution: NamedBody(id: obstacle.institution, name: name ?? "?"),
                    until: obstacle.until, says: obstacle.says))
        }
        return ErasureBody(erasure, told)
    }
}

extension ErasureBody {
    fileprivate init(_ erasure: ErasureRecord, _ obstacles: [Obstacle]) {
        let state: State =
            if erasure.withdrawnAt != nil {
                .withdrawn
            } else if erasure.erasedAt != nil {
                .erased
            } else if erasure.institution != nil, erasure.confirmedAt == nil {
                .unconfirmed
            } else {
                obstacles.isEmpty ? .waiting : .deferred
            }
        self.init(
            id: erasure.id, learner: erasure.learner, askedByLearner: erasure.institution == nil,
            askedAt: erasure.askedAt, state: state, dueAt: erasure.dueAt, erasedAt: erasure.erasedAt,
            scrubbedAt: erasure.scrubbedAt, obstacles: obstacles)
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// Files whose time is over by the policy of their portfolio.
struct RetiredFiles: Sendable {
    var portfolio: ID<Portfolio>
    var institution: ID<Institution>
    /// The policy and the rule's name, `lesotho@2 files-decided`.
    var rule: String
    var fate: FileRetention.Fate
    /// When their time is, or was, over.
    var dueAt: Date
    var files: Int
    var bytes: Int64
    /// Whether they stay all the same, by a legal hold.
    var isHeld: Bool
}

/// What policies say of how long files are kept: finds what is due, and carries it out.
struct RetentionRun: Sendable {
    let database: Database
    let rubrics: RubricsLibrary
    let world: World

    /// What is due until a moment, in the order in which it is.
    func plan(until moment: Date) async throws -> [RetiredFiles] {
        var plan: [RetiredFiles] = []
        for (key, policy) in rubrics.policies.sorted(by: { $0.key.description < $1.key.description }) {
            for rule in policy.value.retention?.files ?? [] where rule.keep.value != nil {
                plan += try await database.withConnection { connection in
                    try await connection.files(under: rule, of: key)
                }.filter { $0.dueAt <= moment }
            }
        }
        return plan.sorted { ($0.dueAt, $0.portfolio) < ($1.dueAt, $1.portfolio) }
    }

    /// Lets go of everything that is due, one portfolio at a time. The bytes leave the store when the sweeper comes by.
    /// - Returns: what was let go of.
    @discardableResult
    func carryOut(at now: Date) async throws -> [RetiredFiles] {
        var done: [RetiredFiles] = []
        for retired in try await plan(until: now) where !retired.isHeld {
            let isDone = try await database.transaction { connection in
                try await connection.retire(retired, salt: world.randomBytes(32), at: now, world)
            }
            if isDone { done.append(retired) }
        }
        return done
    }
}

extension Connection {
    /// Portfolios that came to the rule's end, with the files that they still have.
    fileprivate func files(under rule: FileRetention, of policy: DocumentKey) async throws -> [RetiredFiles] {
        try await query(
            """
            select p.id, p.institution_id, greatest(p.state_since, max(e.added_at)) as ended_at, count(*) as files,
                sum(f.size)::bigint as bytes,
                exists (select from legal_hold h where h.learner_id = p.learner_id and h.lifted_at is null) as is_held
            from portfolio p join evidence e on e.portfolio_id = p.id join evidence_file f on f.evidence_id = e.id
            where p.policy_id = \(policy.id) and p.policy_version = \(policy.version)
                and p.state = any(\(rule.after.states.map(\.rawValue)))
            group by p.id
            """
        ).compactMap { row in
            guard let due = rule.deadline(from: try row["ended_at"]) else { return nil }
            return RetiredFiles(
                portfolio: try row["id"], institution: try row["institution_id"], rule: "\(policy) \(rule.id)",
                fate: rule.then, dueAt: due, files: try row["files"], bytes: try row["bytes"],
                isHeld: try row["is_held"])
        }
    }

    /// - Returns: false where somebody else is at the portfolio, or there is nothing left.
    fileprivate func retire(
        _ retired: RetiredFiles, salt: [UInt8], at now: Date, _ world: World
    ) async throws -> Bool {
        let held = try await first(
            "select learner_id from portfolio where id = \(retired.portfolio) for update skip locked")
        guard held != nil else { return false }
        let keptSalt: [UInt8]? = retired.fate == .digest ? salt : nil
        let files = try await query(
            """
            insert into evidence_tombstone (evidence_id, media_type, size, salt, salted_digest, because, deleted_at)
            select f.evidence_id, f.accepted_type, f.size, \(keptSalt)::bytea, salted(\(salt)::bytea, f.digest),
                \(retired.rule), \(now)
            from evidence_file f join evidence e on e.id = f.evidence_id where e.portfolio_id = \(retired.portfolio)
            returning evidence_id, size
            """)
        guard !files.isEmpty else { return false }
        let counted = try await query(
            """
            select f.size from evidence_file f join evidence e on e.id = f.evidence_id
            where e.portfolio_id = \(retired.portfolio) and (e.removed_at is null or exists (
                select from submission s where s.portfolio_id = e.portfolio_id
                    and strpos(s.manifest, '"' || e.id::text || '"') > 0))
            """)
        for file in counted {
            try await release(kept: try file["size"], of: retired.portfolio, at: retired.institution)
        }
        let gone = try await query(
            """
            delete from evidence_file f using evidence e
            where e.id = f.evidence_id and e.portfolio_id = \(retired.portfolio) returning f.digest
            """)
        try await forgetLooks(at: try gone.map { try $0["digest"] })
        try await append(
            Event(
                institution: retired.institution, kind: "portfolio.filesRetired", subject: .init(retired.portfolio),
                from: nil, to: retired.rule),
            by: .nobody, at: now, world: world)
        return true
    }

    /// What was found by looking into files that nobody has any more, previews and blind copies among it.
    private func forgetLooks(at digests: [Digest]) async throws {
        let unused: [[UInt8]] = try await one("select unused_files(\(digests)) as unused")["unused"]
        let gone = unused.compactMap { Digest(bytes: $0) }
        try await execute(
            "delete from evidence_match where first_digest = any(\(gone)) or second_digest = any(\(gone))")
        try await execute("delete from evidence_fingerprint where digest = any(\(gone))")
        try await execute("delete from evidence_metadata where digest = any(\(gone))")
        try await execute("delete from evidence_preview where digest = any(\(gone))")
        try await execute("delete from blind_copy where digest = any(\(gone))")
        try await execute("delete from evidence_look where digest = any(\(gone))")
    }
}

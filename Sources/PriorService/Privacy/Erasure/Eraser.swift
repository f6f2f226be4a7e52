import Assessment
import EvidenceStore
import Foundation
import Logging
import Postgres
import Seal
import ServiceLifecycle

/// Does what was asked for when its time has come: learners are erased, files go that a policy no longer keeps, and what was
/// deleted is made to vanish from the database's own files. It may run in any number of processes; each step is done once.
struct Eraser: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(600)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            // Not at once, and not in all processes at once.
            try await Task.sleep(for: .seconds(Int.random(in: 40...120)))
            while true {
                do {
                    try await work(at: resources.world.now())
                } catch let error as CancellationError {
                    throw error
                } catch {
                    let reason = String(describing: error)
                    resources.logger.warning("erasing failed", metadata: ["error": .string(reason)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    /// One round of everything.
    func work(at now: Date) async throws {
        try await RetentionRun(database: resources.database, rubrics: resources.rubrics, world: resources.world)
            .carryOut(at: now)
        for erasure in try await due(at: now) { try await erase(erasure, at: now) }
        try await takeFilesAway(at: now)
        try await Scrub(resources: resources).run(at: now)
    }

    private func due(at now: Date) async throws -> [ID<Erasure>] {
        try await resources.database.query(
            """
            select id from erasure
            where withdrawn_at is null and erased_at is null and due_at <= \(now)
                and (institution_id is null or confirmed_at is not null)
            order by due_at, id
            """
        ).map { try $0["id"] }
    }

    /// Erases one learner, unless something stands against it: then it is looked at again in the next round.
    /// - Returns: whether they are erased.
    @discardableResult
    func erase(_ id: ID<Erasure>, at now: Date) async throws -> Bool {
        let learner = try await resources.database.withConnection { connection in
            // It goes through the whole log.
            try await connection.withStatementTimeout(.seconds(900)) { connection in
                try await connection.transaction { connection -> ID<Person>? in
                    guard let erasure = try await connection.erasure(id, forUpdate: true),
                        erasure.erasedAt == nil, erasure.withdrawnAt == nil
                    else { return nil }
                    // Held, so that no submission is made between looking and erasing.
                    _ = try await connection.query(
                        "select id from portfolio where learner_id = \(erasure.learner) order by id for update")
                    let obstacles = try await connection.obstacles(to: erasure.learner, resources.rubrics, at: now)
                    guard obstacles.isEmpty else { return nil }
                    _ = try await connection.query("select erase_learner(\(id), \(now))")
                    return erasure.learner
                }
            }
        }
        guard let learner else { return false }
        resources.callers.forget(.person(learner))
        return true
    }

    /// Takes the objects of erased learners out of the store that nobody else has, and what their uploads left.
    func takeFilesAway(at now: Date) async throws {
        let database = resources.database
        let waiting: [ID<Erasure>] = try await database.query(
            "select id from erasure where erased_at is not null and files_gone_at is null order by erased_at"
        ).map { try $0["id"] }
        guard !waiting.isEmpty else { return }
        try await resources.sweepUploads(at: now)
        _ = try await resources.store.sweepTemporary(
            before: now.addingTimeInterval(-resources.settings.store.grace.inSeconds))
        for erasure in waiting {
            let digests: [Digest] = try await database.query(
                "select digest from erasure_object where erasure_id = \(erasure) order by digest"
            ).map { try $0["digest"] }
            for digest in digests {
                try await database.transaction { connection in
                    // Somebody else may have put the same bytes in meanwhile; then they are theirs.
                    if try await connection.clear(digest, putBefore: .distantFuture) {
                        _ = try await resources.store.remove(digest)
                    }
                    try await connection.execute(
                        "delete from erasure_object where erasure_id = \(erasure) and digest = \(digest)")
                }
            }
            try await database.execute("update erasure set files_gone_at = \(now) where id = \(erasure)")
        }
    }
}

import Foundation
import HTTPTypes
import Postgres
import Support
import Synchronization
import Testing

@testable import PriorService

/// Many writers on connections of their own, who commit out of order, give up or are killed in the middle, and many readers
/// who keep nothing but their cursor. `PRIOR_FEED_ENTRIES=100000` makes it a long one.
@Suite(.database) struct FeedStormTests {
    private static let writers = 8
    private static let entries =
        Int(ProcessInfo.processInfo.environment["PRIOR_FEED_ENTRIES"] ?? "") ?? 2_000

    @Test(.timeLimit(.minutes(30)))
    func `readers that keep only their cursor miss nothing and see nothing twice, whatever becomes of the writers`()
        async throws
    {
        try await Stage.run({ $0.clientRate = 1_000_000 }) { stage in
            let watch = Task { try await FeedWatch(resources: stage.resources).run() }
            let (maseru, roma) = (try await stage.institution("maseru"), try await stage.institution("roma"))
            let lerato = try await stage.person("Lerato")
            _ = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            let (_, decision) = try await stage.posted("bricklaying-trade-test@1", to: lerato, at: maseru)
            let credit = decision.json["credit"]?.string ?? ""
            var entry = try #require(
                try await stage.get(
                    "/api/credit-feed", as: try await stage.machine(of: maseru, .creditsRead)
                ).items.first)
            (entry["position"], entry["kind"]) = (nil, "suspended")
            let id = entry["id"]?.string ?? ""
            let storm = Storm(
                institutions: [maseru, roma].sorted(), credit: credit, entry: entry.text.replacing(id, with: "ENTRY"))
            let writing = TestDatabase.current.makeDatabase {
                $0.maximumConnections = Self.writers + 1
                $0.waitLimit = .seconds(60)
            }
            var readers: [Task<(ids: [String], positions: [Int]), any Error>] = []
            for institution in [maseru, maseru, roma] {
                let machine = try await stage.machine(of: institution, .creditsRead)
                readers.append(Task { try await Self.read(stage, machine, storm, lines: institution == roma) })
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<Self.writers {
                    group.addTask { try await storm.write(Self.entries / Self.writers, as: writer, to: writing) }
                }
                let killer = Task { await storm.kill(on: writing) }
                try await group.waitForAll()
                killer.cancel()
                await killer.value
            }
            storm.isOver.withLock { $0 = true }
            // What is in the table is what was committed, also where the answer to a commit was lost with its connection.
            for (place, reader) in readers.enumerated() {
                let (ids, positions) = try await reader.value
                let institution = place < 2 ? maseru : roma
                let kept: [String] = try await writing.query(
                    "select id::text as id from feed_entry where institution_id = \(institution)::uuid order by position"
                ).map { try $0["id"] }
                let isEachOnceInOrder = ids == kept
                #expect(isEachOnceInOrder && positions == Array(1...kept.count))
                let committed = storm.committed.withLock { $0[institution] ?? [] }
                let isAllThere = committed.isSubset(of: Set(kept))
                #expect(isAllThere && !committed.isEmpty)
                #expect(kept.count > Self.entries / 4)
            }
            #expect(storm.killed.withLock { $0 } > 0 && storm.givenUp.withLock { $0 } > 0)
            await writing.close()
            watch.cancel()
            _ = await watch.result
        }
    }

    /// Reads until the writers are done and nothing more comes; keeps the cursor and what came.
    private static func read(
        _ stage: Stage, _ machine: Actor, _ storm: Storm, lines: Bool
    ) async throws -> (ids: [String], positions: [Int]) {
        var (ids, positions, after) = ([String](), [Int](), "0")
        while true {
            let wasOver = storm.isOver.withLock { $0 }
            let headers: HTTPFields = lines ? [.accept: "application/x-ndjson"] : [:]
            let seen = try await stage.get(
                "/api/credit-feed?limit=500&wait=1&after=\(after)", as: machine, headers: headers)
            try #require(seen.status == .ok)
            let items =
                lines ? try seen.bytes.split(separator: 0x0A).map { try StrictJSON.parse(Array($0)) } : seen.items
            ids += items.compactMap { $0["id"]?.string }
            positions += items.compactMap { $0["position"]?.int }
            after = positions.last.map(String.init) ?? after
            if items.isEmpty, wasOver { return (ids, positions) }
        }
    }
}

/// Those who write.
private final class Storm: Sendable {
    let institutions: [String]
    let credit: String
    /// Every entry's text, but for its id.
    let entry: String
    /// What was committed and said to be, by institution.
    let committed = Mutex<[String: Set<String>]>([:])
    let givenUp = Mutex(0)
    let killed = Mutex(0)
    let isOver = Mutex(false)

    init(institutions: [String], credit: String, entry: String) {
        self.institutions = institutions
        self.credit = credit
        self.entry = entry
    }

    private struct GivenUp: Error {}

    /// Transactions of one to five entries; every seventh gives up after it had its numbers, some linger.
    func write(_ count: Int, as writer: Int, to database: Database) async throws {
        var (written, number) = (0, writer)
        while written < count {
            number += 1
            let ids = (0..<Int.random(in: 1...5)).map { _ in UUID().uuidString.lowercased() }
            // The first half of the entries of a transaction goes to one feed, the others to the next, in the feeds' order.
            let places = ids.indices.map { institutions[$0 * institutions.count / ids.count] }
            let round = number
            do {
                try await database.transaction { connection in
                    for (id, place) in zip(ids, places) {
                        try await connection.execute(
                            """
                            select feed_append(\(place)::uuid, \(id)::uuid, 'suspended', \(self.credit)::uuid, now(),
                                \(self.entry.replacing("ENTRY", with: id)))
                            """)
                    }
                    if round.isMultiple(of: 5) { try await connection.execute("select pg_sleep(random() * 0.005)") }
                    if round.isMultiple(of: 7) { throw GivenUp() }
                }
                committed.withLock { committed in
                    for (id, place) in zip(ids, places) { committed[place, default: []].insert(id) }
                }
                written += ids.count
            } catch is GivenUp {
                givenUp.withLock { $0 += 1 }
            } catch let error as PostgresError {
                // Killed in the middle, or at the commit: whether it was committed the table says.
                guard error.isConnectionLoss || [.connection, .rollbackFailed].contains(error.kind) else { throw error }
                killed.withLock { $0 += 1 }
            }
        }
    }

    /// Ends the connections of writers in the middle of what they do, as a crash would.
    func kill(on database: Database) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(150))
            _ = try? await database.execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
                    and (query like '%feed_append%' or query like '%pg_sleep%') order by random() limit 1
                """)
        }
    }
}

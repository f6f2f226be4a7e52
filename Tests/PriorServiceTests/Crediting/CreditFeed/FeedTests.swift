import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct FeedTests {
    private let bricks = "bricklaying-trade-test@1"

    @Test func `a credit is in the feed of who posted it, in full, and a reader always gets a cursor to keep`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let empty = try await stage.get("/api/credit-feed", as: machine)
            #expect(empty.items.isEmpty && empty.json["next"] == "0")
            let lerato = try await stage.person("Lerato")
            let (_, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            let page = try await stage.get("/api/credit-feed?after=0", as: machine)
            #expect(page.items.count == 1 && page.json["next"] == "1")
            #expect(page.items[0]["position"] == 1 && page.items[0]["kind"] == "granted")
            let credit = page.items[0]["credit"]
            #expect(credit?["id"] == decision.json["credit"])
            #expect(credit?["learner"]?["name"] == "Lerato" && credit?["credits"] == "20")
            #expect(credit?["unit"]?["title"]?.string?.isEmpty == false)
            let after = try await stage.get("/api/credit-feed?after=1", as: machine)
            #expect(after.items.isEmpty && after.json["next"] == "1")
        }
    }

    @Test func `a feed is only for its institution's machine with the scope`() async throws {
        try await Stage.run { stage in
            let (maseru, roma) = (try await stage.institution("maseru"), try await stage.institution("roma"))
            let lerato = try await stage.person("Lerato")
            _ = try await stage.posted(bricks, to: lerato, at: maseru)
            let elsewhere = try await stage.machine(of: roma, .creditsRead)
            #expect(try await stage.get("/api/credit-feed", as: elsewhere).items.isEmpty)
            let writer = try await stage.machine(of: maseru, .receiptsWrite)
            #expect(try await stage.get("/api/credit-feed", as: writer).status == .forbidden)
            #expect(try await stage.get("/api/credit-feed", as: lerato).status == .unauthorized)
            #expect(try await stage.get("/api/credit-feed").status == .unauthorized)
            for wrong in ["after=-1", "after=x", "limit=0", "limit=501", "after=1&after=2"] {
                #expect(
                    try await stage.get("/api/credit-feed?\(wrong)", as: elsewhere).status == .badRequest, "\(wrong)")
            }
        }
    }

    @Test func `NDJSON gives every entry after the cursor, byte for byte what the pages give`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let lines: HTTPFields = [.accept: "application/x-ndjson"]
            let none = try await stage.get("/api/credit-feed", as: machine, headers: lines)
            #expect(none.status == .ok && none.bytes.isEmpty)
            _ = try await stage.posted(bricks, to: try await stage.person("Lerato \\ \"Māori\" O/Neill"), at: maseru)
            // The one entry again and again, more than two batches of the stream.
            try await stage.resources.database.execute(
                """
                select feed_append(e.institution_id, gen_random_uuid(), 'corrected', e.credit_id, e.at,
                    '{' || substr(e.entry, strpos(e.entry, ',') + 1))
                from feed_entry e, generate_series(2, 2345)
                """)
            let all = try await stage.get("/api/credit-feed", as: machine, headers: lines)
            #expect(all.headers[.contentType] == "application/x-ndjson")
            let entries = all.bytes.split(separator: 0x0A).map(Array.init)
            #expect(entries.count == 2345)
            let places = try entries.map { try StrictJSON.parse($0)["position"]?.int }
            #expect(places == Array(1...2345))
            var paged: [UInt8] = []
            var after = "0"
            while true {
                let page = try await stage.get("/api/credit-feed?limit=500&after=\(after)", as: machine)
                if page.items.isEmpty { break }
                for item in page.items { paged += item.data + [0x0A] }
                after = page.json["next"]?.string ?? ""
            }
            let isSame = paged == all.bytes
            #expect(isSame)
            let some = try await stage.get("/api/credit-feed?after=2340&limit=2", as: machine, headers: lines)
            #expect(some.bytes.split(separator: 0x0A).count == 2)
        }
    }

    /// Writers on connections of their own, of which every third gives up after it had its number; a reader that keeps its
    /// cursor meanwhile.
    @Test
    func `a reader that keeps its cursor sees every committed entry once and in order, while many write and some fail`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let (_, decision) = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
            let credit = decision.json["credit"]?.string ?? ""
            var entry = try await stage.get("/api/credit-feed", as: machine).items[0]
            entry["position"] = nil
            entry["kind"] = "corrected"
            let correction = entry
            let writing = TestDatabase.current.makeDatabase {
                $0.maximumConnections = 8
                $0.waitLimit = .seconds(60)
            }
            let writers = Task {
                try await withThrowingTaskGroup(of: [String].self) { group in
                    for writer in 0..<8 {
                        group.addTask {
                            try await Self.write(60, of: correction, as: writer, to: writing, credit, at: maseru)
                        }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
                }
            }
            let done = Task { _ = try await writers.value }
            var (seen, positions, after) = ([String](), [Int](), "1")
            var isLast = false
            while true {
                let finished = await Self.isFinished(done)
                let page = try await stage.get("/api/credit-feed?limit=7&after=\(after)", as: machine)
                seen += page.items.compactMap { $0["id"]?.string }
                positions += page.items.compactMap { $0["position"]?.int }
                after = page.json["next"]?.string ?? ""
                if page.items.isEmpty, isLast { break }
                isLast = finished && page.items.isEmpty
            }
            let committed = try await writers.value
            await writing.close()
            #expect(committed.count == 320)
            let isEachOnce = seen.count == committed.count && Set(seen) == committed
            #expect(isEachOnce)
            #expect(positions == Array(2...321))
        }
    }

    private static func isFinished(_ task: Task<Void, any Error>) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = await task.result
                return true
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(2))
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }

    private struct GivenUp: Error {}

    /// - Returns: the ids of the entries that were committed.
    private static func write(
        _ count: Int, of entry: JSONValue, as writer: Int, to database: Database, _ credit: String,
        at institution: String
    ) async throws -> [String] {
        var committed: [String] = []
        for number in 0..<count {
            let id = UUID().uuidString.lowercased()
            var entry = entry
            entry["id"] = .string(id)
            let text = entry.text
            do {
                try await database.transaction { connection in
                    try await connection.execute(
                        """
                        select feed_append(\(institution)::uuid, \(id)::uuid, 'corrected', \(credit)::uuid, now(),
                            \(text))
                        """)
                    try await connection.execute("select pg_sleep(random() * 0.002)")
                    if (number + writer).isMultiple(of: 3) { throw GivenUp() }
                }
                committed.append(id)
            } catch is GivenUp {}
        }
        return committed
    }
}

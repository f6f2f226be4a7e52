import EvidenceStore
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct SweeperTests {
    @Test func `what a record refers to stays, what nothing refers to goes once it is old enough`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: lerato).status == .created)
            let orphan = try await stage.put("nobody's")
            #expect(stage.storedFiles.count == 2)
            #expect(try await stage.sweep().orphans == 0)
            stage.clock.advance(days: 1.1)
            #expect(try await stage.sweep().orphans == 1)
            #expect(try await stage.sweep().orphans == 0)
            #expect(stage.storedFiles.count == 1)
            #expect(try await stage.resources.store.verify(orphan.digest) == .missing)
            #expect(try await stage.resources.store.verify(.of(Samples.png)) == .ok(size: Int64(Samples.png.count)))
        }
    }

    @Test func `an object without a row, and a row without an object, go as well`() async throws {
        try await Stage.run { stage in
            let local = try stage.resources.settings.localStore()
            let upload = try await local.begin()
            try await upload.write(ByteBuffer(string: "a stray"))
            _ = try await upload.finish()
            try await stage.resources.database.claim(.of("never came"), size: 3, in: .local, at: stage.clock.now)
            // The disk tells the time of the day and not that of the stage.
            stage.clock.advance(Date().timeIntervalSince(stage.clock.now) + 2 * 86_400)
            let sweep = try await stage.sweep()
            #expect(sweep.strays == 1 && sweep.orphans == 1)
            #expect(stage.storedFiles == [])
            #expect(try await stage.objects() == 0)
        }
    }

    @Test func `an object put again is young again`() async throws {
        try await Stage.run { stage in
            try await stage.put("twice")
            stage.clock.advance(days: 2)
            try await stage.put("twice")
            #expect(try await stage.sweep().orphans == 0)
            #expect(try await stage.resources.store.contains(.of("twice")))
        }
    }

    @Test func `a record cannot refer to what was cleared away before it was made`() async throws {
        try await Stage.run { stage in
            let object = try await stage.put("slow")
            stage.clock.advance(days: 2)
            #expect(try await stage.sweep().orphans == 1)
            await #expect(throws: EvidenceStoreError.self) {
                try await stage.resources.database.transaction { connection in
                    try await connection.keep(object, at: stage.clock.now)
                }
            }
        }
    }

    @Test func `an object that a transaction is just about to refer to is not cleared away`() async throws {
        try await Stage.run { stage in
            let folder = try await stage.folder()
            let object = try await stage.put("wanted")
            stage.clock.advance(days: 2)
            let sweep = try await withThrowingTaskGroup(of: Sweeper.Sweep.self) { group in
                try await stage.resources.database.transaction { connection in
                    try await connection.keep(object, at: stage.clock.now)
                    group.addTask { try await stage.sweep() }
                    // The sweeper reaches the row and has to wait.
                    try await Task.sleep(for: .milliseconds(300))
                    try await connection.refer(to: object, in: folder, at: stage.clock.now)
                }
                return try await group.next()
            }
            #expect(sweep?.orphans == 0)
            #expect(try await stage.resources.store.contains(object.digest))
            #expect(try await stage.objects() == 1)
        }
    }

    @Test func `however the same bytes are put and swept at the same time, every record has its object`() async throws {
        try await Stage.run { stage in
            let tries = 40
            let folder = try await stage.folder()
            for number in 0..<tries {
                let text = "object \(number)"
                // One that is old enough stands there already.
                try await stage.put(text)
                stage.clock.advance(days: 2)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<2 { group.addTask { _ = try await Sweeper.now(on: stage) } }
                    group.addTask {
                        try await Task.sleep(for: .microseconds(Int.random(in: 0...6000)))
                        let object = try await stage.put(text)
                        try await stage.resources.database.transaction { connection in
                            try await connection.keep(object, at: stage.clock.now)
                            try await connection.refer(to: object, in: folder, at: stage.clock.now)
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await stage.resources.store.contains(.of(text)), "\(number)")
            }
            #expect(try await stage.objects() == tries)
        }
    }

    @Test func `the sweeper knows of everything that refers to an object`() async throws {
        let rows = try await TestDatabase.current.database.query(
            """
            select conrelid::regclass::text as name from pg_constraint
            where contype = 'f' and confrelid = 'evidence_object'::regclass and confdeltype <> 'c'
            """)
        #expect(!rows.isEmpty)
        for row in rows {
            let table: String = try row["name"]
            #expect(EvidenceObject.isReferenced.text.contains("from \(table) "), "\(table) refers to objects")
        }
    }
}

extension Sweeper {
    /// A sweep at the stage's time.
    static func now(on stage: Stage) async throws -> Sweep {
        try await Sweeper(
            store: stage.resources.store, database: stage.resources.database,
            grace: stage.resources.settings.store.grace
        ).sweep(at: stage.clock.now)
    }
}

extension Stage {
    func sweep() async throws -> Sweeper.Sweep { try await Sweeper.now(on: self) }

    /// Puts a text into the store, as a request does that never gets further.
    @discardableResult
    func put(_ text: String) async throws -> StoredObject {
        let upload = try await resources.store.begin()
        try await upload.write(ByteBuffer(string: text))
        return try await upload.finish()
    }

    /// How many objects have a row.
    func objects() async throws -> Int {
        try await resources.database.one("select count(*)::int as count from evidence_object")["count"]
    }
}

extension Stage {
    /// Where records of evidence may go.
    func folder() async throws -> (institution: UUID, portfolio: UUID) {
        let lerato = try await person("Lerato")
        let college = try await institution("maseru-college")
        let portfolio = try await portfolio(of: lerato, at: college)
        return (try #require(UUID(uuidString: college)), try #require(UUID(uuidString: portfolio)))
    }
}

extension Connection {
    /// A record that refers to an object.
    func refer(to object: StoredObject, in folder: (institution: UUID, portfolio: UUID), at now: Date) async throws {
        let id = UUID()
        try await execute(
            """
            insert into evidence (id, institution_id, portfolio_id, kind, title, added_at)
            values (\(id), \(folder.institution), \(folder.portfolio), 'artefact', 'A wall', \(now))
            """)
        try await execute(
            """
            insert into evidence_file (evidence_id, digest, size, file_name, detected_type, libmagic_version, accepted_type, accepted_rule)
            values (\(id), \(object.digest), \(object.size), 'wall.jpg', 'image/jpeg', '544', 'image/jpeg', 'image/jpeg')
            """)
    }
}

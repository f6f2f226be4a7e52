import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct RowTests {
    private func row(_ sql: SQL) async throws -> Row {
        try await TestDatabase.current.database.one(sql)
    }

    @Test func `values are read by name and by position`() async throws {
        let row = try await row("select 'Brick wall' as title, 3 as level, null::text as note")
        let title: String = try row["title"]
        let note: String? = try row["note"]
        #expect(title == "Brick wall")
        #expect(note == nil)
        #expect(try row[1] == 3)
        #expect(try row.decode(String.self, Int.self, String?.self) == ("Brick wall", 3, nil))
        #expect(row.columns == ["title", "level", "note"])
        #expect(try row.isNull("note"))
    }

    @Test func `a missing column throws an error that names it`() async throws {
        let row = try await row("select 1 as one")
        let error = #expect(throws: PostgresError.self) { let _: Int = try row["two"] }
        #expect(error?.kind == .decoding)
        #expect(error?.column == "two")
        #expect(throws: PostgresError.self) { let _: Int = try row[1] }
        #expect(throws: PostgresError.self) { let _: Int = try row[-1] }
    }

    @Test func `a null and a value of another type throw errors that name the column`() async throws {
        let row = try await row("select null::int as gap, 'abc' as word, 300 as big, '{1,x}' as list")
        for (name, read) in [
            ("gap", { _ = try row["gap"] as Int }),
            ("word", { _ = try row["word"] as Int }),
            ("word", { _ = try row["word"] as UUID }),
            ("word", { _ = try row["word"] as Bool }),
            ("word", { _ = try row["word"] as Date }),
            ("word", { _ = try row["word"] as [UInt8] }),
            ("word", { _ = try row["word"] as [String] }),
            ("big", { _ = try row["big"] as UInt8 }),
            ("list", { _ = try row["list"] as [Int] }),
        ] as [(String, () throws -> Void)] {
            let error = #expect(throws: PostgresError.self) { try read() }
            #expect(error?.kind == .decoding)
            #expect(error?.column == name)
            #expect(error.map { "\($0)" } == "PostgreSQL: decoding")
        }
    }

    @Test func `decoding by position wants as many types as there are columns`() async throws {
        let row = try await row("select 1, 2")
        #expect(throws: PostgresError.self) { try row.decode(Int.self) }
        #expect(throws: PostgresError.self) { try row.decode(Int.self, Int.self, Int.self) }
    }

    @Test func `an unknown type does no harm: its text is there`() async throws {
        let row = try await row("select point(1, 2) as place, interval '1 day' as span, '10.0.0.1'::inet as address")
        #expect(try row["place"] == "(1,2)")
        #expect(try row["span"] == "P1D")
        #expect(try row["address"] == "10.0.0.1")
    }

    @Test func `a row outlives its connection and its pool`() async throws {
        let database = TestDatabase.current.makeDatabase { _ in }
        let row = try await database.one("select repeat('x', 100000) as text")
        await database.close()
        #expect(try row.withBytes("text") { $0.count } == 100_000)
    }

    @Test func `bytes are lent without a copy and null is told`() async throws {
        let row = try await row("select 'é' as a, null as b")
        #expect(try row.withBytes("a") { Array($0) } == [0xC3, 0xA9])
        #expect(throws: PostgresError.self) { try row.withBytes("b") { $0.count } }
        #expect(try row.withOptionalBytes(at: 1) { $0 == nil })
    }
}

import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct ValueTests {
    private enum Seat: String, PostgresCodable { case first, second }

    private struct Key: RawRepresentable, PostgresCodable, Equatable { let rawValue: UUID }

    private func echo<Value: PostgresCodable>(_ value: Value, as type: String) async throws -> Value {
        try await TestDatabase.current.database.one("select \(value)::\(SQL(unsafeSQL: type)) as value")["value"]
    }

    @Test func `every integer type keeps its least and greatest value`() async throws {
        for value in [Int64.min, -1, 0, 1, .max] { #expect(try await echo(value, as: "int8") == value) }
        for value in [Int.min, .max] { #expect(try await echo(value, as: "int8") == value) }
        for value in [Int32.min, .max] { #expect(try await echo(value, as: "int4") == value) }
        for value in [Int16.min, .max] { #expect(try await echo(value, as: "int2") == value) }
    }

    @Test func `floating-point numbers come back bit for bit`() async throws {
        for value in [0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, 1.0 / 3] {
            #expect(try await echo(value, as: "float8").bitPattern == value.bitPattern)
        }
        #expect(try await echo(Double.nan, as: "float8").isNaN)
    }

    @Test(arguments: ["0", "0.10", "-12345678901234567890.123456789", "99999999999999999999999999999999999999"])
    func `decimals keep every digit`(_ text: String) async throws {
        let value = try #require(Decimal(string: text))
        #expect(try await echo(value, as: "numeric") == value)
    }

    @Test func `a numeric beyond a Decimal's digits is refused, not rounded`() async throws {
        let row = try await TestDatabase.current.database.one("select repeat('9', 39)::numeric as value")
        #expect(throws: PostgresError.self) { let _: Decimal = try row["value"] }
    }

    @Test func `booleans, ids, nulls and raw values come back`() async throws {
        #expect(try await echo(true, as: "bool"))
        #expect(try await echo(false, as: "bool") == false)
        let id = UUID()
        #expect(try await echo(id, as: "uuid") == id)
        #expect(try await echo(Key(rawValue: id), as: "uuid") == Key(rawValue: id))
        #expect(try await echo(Seat.second, as: "text") == .second)
        #expect(try await echo(UUID?.none, as: "uuid") == nil)
        #expect(try await echo(String?.some(""), as: "text") == "")
        #expect(try await echo(JSONText(#"{"a": [1, null]}"#), as: "jsonb") == JSONText(#"{"a": [1, null]}"#))
    }

    @Test func `instants keep their microseconds in every session time zone the server may default to`() async throws {
        for micros in [Int64(0), 1, -1, 951_782_400_000_000, 1_715_000_000_123_456, -62_000_000_000_000_000] {
            let date = Date(timeIntervalSinceReferenceDate: Double(micros - 978_307_200_000_000) / 1_000_000)
            let row = try await TestDatabase.current.database.one(
                "select \(date) as date, round(extract(epoch from \(date)) * 1000000)::int8 as micros")
            let back: Date = try row["date"]
            #expect(abs(back.timeIntervalSince(date)) < 0.000_001, "\(micros)")
            // A Double holds no microseconds two thousand years away from its reference.
            if micros.magnitude < 4_000_000_000_000_000 { #expect(try row["micros"] == micros) }
        }
    }

    @Test func `every day of four centuries is the day PostgreSQL says it is`() async throws {
        let rows = try await TestDatabase.current.database.query(
            """
            select day::timestamptz as day, extract(epoch from day)::int8 as seconds
            from generate_series(timestamptz '1800-01-01', '2200-01-01', '1 day') as day
            """)
        for row in rows {
            let day: Date = try row["day"]
            let seconds: Int = try row["seconds"]
            try #require(day.timeIntervalSince1970 == Double(seconds))
        }
        let days: [Date] = try rows.map { try $0["day"] }
        let seconds: [Int] = try rows.map { try $0["seconds"] }
        let differing: Int = try await TestDatabase.current.database.one(
            """
            select count(*) as count from unnest(\(days), \(seconds)) as pair (day, seconds)
            where extract(epoch from day)::int8 <> seconds
            """)["count"]
        #expect(differing == 0)
    }

    @Test func `infinity, a date and a timestamp without a zone are refused, not guessed`() async throws {
        let row = try await TestDatabase.current.database.one(
            "select timestamptz 'infinity' as a, date '2024-01-01' as b, timestamp '2024-01-01 10:00' as c")
        for column in ["a", "b", "c"] {
            #expect(throws: PostgresError.self) { let _: Date = try row[column] }
        }
    }

    @Test func `bytes come back, all 256 of them and none`() async throws {
        let bytes = (0...255).map { UInt8($0) }
        #expect(try await echo(bytes, as: "bytea") == bytes)
        #expect(try await echo([UInt8](), as: "bytea") == [])
        #expect(try await echo(Data(bytes), as: "bytea") == Data(bytes))
    }

    @Test func `arrays come back with quotes, commas, braces, nulls and the word NULL`() async throws {
        let strings: [String?] = [#"a"b"#, #"\"#, "{c,d}", "", nil, "NULL", "null", " e ", "é\n"]
        #expect(try await echo(strings, as: "text[]") == strings)
        #expect(try await echo([Int](), as: "int8[]") == [])
        #expect(try await echo([1, -2, 3], as: "int8[]") == [1, -2, 3])
        let ids = [UUID(), UUID()]
        #expect(try await echo(ids, as: "uuid[]") == ids)
        #expect(try await echo([Seat.first, .second], as: "text[]") == [.first, .second])
        #expect(try await echo([Data([0, 255])], as: "bytea[]") == [Data([0, 255])])
        #expect(try await echo([true, false], as: "bool[]") == [true, false])
    }

    @Test func `an array of two dimensions is refused`() async throws {
        let row = try await TestDatabase.current.database.one("select array[[1, 2], [3, 4]] as value")
        #expect(throws: PostgresError.self) { let _: [Int] = try row["value"] }
    }

    @Test func `one Swift string fits enum, date, json and text columns`() async throws {
        let database = TestDatabase.current.database
        try await database.execute("create type mood as enum ('calm', 'tense')")
        try await database.execute("create table day (mood mood, day date, note json, text text, tags text[])")
        let note = #"{"a":1}"#
        try await database.execute(
            """
            insert into day (mood, day, note, text, tags)
            values (\("calm"), \("2024-02-29"), \(note), \("x"), \(["a", "b"]))
            """)
        let mood: String = try await database.one("select mood from day where mood = \("calm")")["mood"]
        #expect(mood == "calm")
        #expect(try await database.query("select 1 from day where mood = any(\(["tense"]))").isEmpty)
    }

    @Test func `a NUL character is refused in a parameter, a statement and a literal`() async throws {
        try await TestDatabase.current.database.withConnection { connection in
            for work in [
                { _ = try await connection.query("select \("a\0b")") },
                { _ = try await connection.query(SQL(unsafeSQL: "select 1 \0 garbage")) },
                { try await connection.execute(script: "select 1; \0 garbage") },
                { try await connection.copyOut("copy (select \("a\0b")) to stdout") { _ in } },
                { _ = try await connection.query("select \(["a\0b"])::text[]") },
            ] as [() async throws -> Void] {
                let error = await #expect(throws: PostgresError.self) { try await work() }
                #expect(error?.kind == .encoding)
            }
            let one: Int = try await connection.value("select 1")
            #expect(one == 1)
        }
    }

    @Test func `the naughty strings come back unchanged`() async throws {
        let file = URL(filePath: #filePath).appending(path: "../../../../shared/corpora/naughty-strings/blns.json")
        guard let data = try? Data(contentsOf: file.standardized) else {
            print("skipped: ../shared/corpora/naughty-strings is not here")
            return
        }
        let strings = try JSONDecoder().decode([String].self, from: data).filter { !$0.utf8.contains(0) }
        #expect(strings.count > 400)
        #expect(try await echo(strings, as: "text[]") == strings)
        for string in strings { #expect(try await echo(string, as: "text") == string) }
    }

    @Test func `random strings and bytes come back unchanged, alone and in arrays`() async throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let scalars = (0..<Int.random(in: 0...40, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &generator))
            }
            let string = String(String.UnicodeScalarView(scalars))
            let back = try await echo([string, "\"\(string)\\"], as: "text[]")
            #expect(back.map { Array($0.utf8) } == [string, "\"\(string)\\"].map { Array($0.utf8) })
            let bytes = (0..<Int.random(in: 0...64, using: &generator)).map { _ in UInt8.random(in: 0...255) }
            #expect(try await echo(bytes, as: "bytea") == bytes)
        }
    }
}

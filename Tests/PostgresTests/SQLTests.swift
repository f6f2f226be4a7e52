import Postgres
import Testing

struct SQLTests {
    @Test func `interpolated values are bound and never become text`() {
        let hostile = "'; drop table portfolio; --"
        let sql: SQL = "select \(hostile), \(7)"
        #expect(sql.text == "select $1, $2")
        #expect(sql.parameters.map(\.value) == [.text(hostile), .text("7")])
    }

    @Test func `a spliced fragment has its parameters numbered anew`() {
        let range: SQL = "created_at > \(1) and created_at < \(2)"
        let sql: SQL = "select id from portfolio where state = \("open") and (\(range)) limit \(10)"
        #expect(
            sql.text
                == "select id from portfolio where state = $1 and (created_at > $2 and created_at < $3) limit $4")
        #expect(sql.parameters.map(\.value) == [.text("open"), .text("1"), .text("2"), .text("10")])
    }

    @Test func `joining puts the separator between the fragments only`() {
        let list = SQL.joined([SQL(1), SQL(2), SQL(3)], separator: ", ")
        #expect(("values (" + list + ")").text == "values ($1, $2, $3)")
        #expect(SQL.joined([], separator: ", ").text == "")
    }

    @Test func `a dollar in a spliced literal is left alone`() {
        let fragment: SQL = "price = '$1' and id = \(5)"
        let sql: SQL = "select \(1) where \(fragment)"
        #expect(sql.text == "select $1 where price = '$1' and id = $2")
    }

    @Test func `nil is sent as its own type's null, so that the text has one plan`() {
        let none: Int? = nil
        let sql: SQL = "select \(none)"
        #expect(sql.parameters[0].value == .null)
        #expect(sql.parameters[0].type == Int.postgresType)
    }

    @Test func `the description holds no values`() {
        let sql: SQL = "select \("Palesa Mokoena")"
        #expect("\(sql)" == "select $1")
    }
}

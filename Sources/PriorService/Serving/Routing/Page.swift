import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres

/// Which part of a list is asked for: at most `limit` items after the one the cursor names.
struct Page: Sendable {
    static let maximum = 200
    var limit: Int
    /// What the last item of the page before sorted by; nil for the first page.
    var after: [String]?

    /// How many rows to ask the database for: at least one more than `limit`, so that "more" is known. One of three
    /// literals: for a limit that it can read PostgreSQL keeps one plan, for a bound one it would plan every time anew.
    var rows: SQL { limit <= 20 ? "21" : limit <= 50 ? "51" : "201" }

    static let query: [Schema.Field] = [
        .may("limit", .integer(1...maximum), "How many at most, 1 to 200; 50 when not given."),
        .may("after", .anyText(400), "The cursor from the `next` link of the page before."),
    ]
}

extension Page {
    /// For lists whose cursor is one id.
    var afterID: UUID? { after?.first.flatMap(UUID.init(uuidString:)) }
}

extension UUID {
    /// Before every other.
    static let zero = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}

extension Call {
    /// Reads `?limit` and `?after`.
    /// - Parameter keys: how many values this list's cursor holds.
    func page(keys: Int) throws -> Page {
        var page = Page(limit: 50, after: nil)
        if let text = try query("limit") {
            guard let limit = Int(text), (1...Page.maximum).contains(limit) else {
                throw Problem.invalidQuery("limit", "Send a whole number, 1 to \(Page.maximum).")
            }
            page.limit = limit
        }
        if let text = try query("after") {
            guard let after = Cursor.values(text), after.count == keys else {
                throw Problem.invalidQuery("after", "Send the cursor exactly as it stood in the `next` link.")
            }
            page.after = after
        }
        return page
    }

    /// A page of items as `{"items": […], "next": cursor or null}` with a `Link: rel="next"` (RFC 8288) where there is more.
    /// - Parameter items: `page.rows` were asked of the database, so that "more" is known.
    func list<Item: AnswerBody>(_ items: [Item], _ page: Page, cursor: (Item) -> [String]) throws -> Answer {
        let shown = Array(items.prefix(page.limit))
        let next = items.count > page.limit ? shown.last.map { Cursor.text(cursor($0)) } : nil
        var answer = try Answer.json(.ok, ListBody(items: shown, next: next))
        if let next {
            let filters = (request.uri.query ?? "").split(separator: "&").filter {
                !$0.hasPrefix("limit=") && !$0.hasPrefix("after=") && !$0.contains(/[<>"\s]/)
            }
            let query = (filters + ["limit=\(page.limit)", "after=\(next)"]).joined(separator: "&")
            answer.headers[.link] = "<\(request.uri.path)?\(query)>; rel=\"next\""
        }
        return answer
    }
}

/// The envelope of every list.
struct ListBody<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    var next: String?

    enum CodingKeys: CodingKey { case items, next }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// An opaque place in a list: base64url of a JSON array of texts.
enum Cursor {
    static func text(_ values: [String]) -> String {
        Data(JSONValue.array(values.map(JSONValue.string)).data).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func values(_ text: String) -> [String]? {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        while !base64.count.isMultiple(of: 4) { base64 += "=" }
        guard let data = Data(base64Encoded: base64), let json = try? StrictJSON.parse([UInt8](data)),
            let array = json.array
        else { return nil }
        let values = array.compactMap(\.string)
        return values.count == array.count ? values : nil
    }
}

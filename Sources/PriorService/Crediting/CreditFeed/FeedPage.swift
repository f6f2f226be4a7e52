import Foundation
import HummingbirdCore

/// Which part of a feed is asked for.
struct FeedPage: Sendable, Equatable {
    static let maximum = 500
    var limit: Int?
    /// The position of the last entry the reader has; 0 for none.
    var after: Int
    /// For how many seconds the reader waits where there is nothing yet.
    var wait = 0
    /// Shorter than the minute after which many proxies give a silent connection up.
    static let longestWait = 50

    static let query: [Schema.Field] = [
        .may(
            "limit", .integer(1...maximum),
            "How many at most, 1 to 500; 100 when not given. As NDJSON: all when not given."),
        .may(
            "after", .string(.init(length: 1...18)),
            "The `next` of the page before, or the `position` of the last entry read."),
        .may(
            "wait", .integer(0...longestWait),
            "For how many seconds to wait for an entry where there is none after the cursor, 0 to 50; 0 when not given."
        ),
    ]
}

extension Call {
    /// Reads `?limit` and `?after` of a feed.
    func feedPage() throws -> FeedPage {
        var page = FeedPage(limit: nil, after: 0)
        if let text = try query("limit") {
            guard let limit = Int(text), (1...FeedPage.maximum).contains(limit) else {
                throw Problem.invalidQuery("limit", "Send a whole number, 1 to \(FeedPage.maximum).")
            }
            page.limit = limit
        }
        if let text = try query("wait") {
            guard let wait = Int(digits: text.utf8), wait <= FeedPage.longestWait else {
                throw Problem.invalidQuery("wait", "Send a whole number of seconds, 0 to \(FeedPage.longestWait).")
            }
            page.wait = wait
        }
        if let text = try query("after") {
            guard let after = Int(digits: text.utf8) else {
                throw Problem.invalidQuery(
                    "after", "Send the cursor exactly as it stood in `next`, or an entry's `position`.")
            }
            page.after = after
        }
        return page
    }
}

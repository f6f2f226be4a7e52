import Assessment
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres

/// The feed from which an institution's machine pulls credits.
enum CreditFeedRoutes {
    static func read(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let page = try call.feedPage()
        if call.wantsLines { return lines(page, of: client.institution, call.resources.database) }
        return .json(
            .ok, bytes: ByteBuffer(bytes: try await call.resources.database.feedPage(of: client.institution, page)))
    }

    /// Everything after the cursor, or so many entries, one a line. One batch is read while the one before is taken, so that
    /// memory stays constant.
    private static func lines(_ page: FeedPage, of institution: ID<Institution>, _ database: Database) -> Answer {
        let stream = ResponseBody { writer in
            var left = page.limit ?? .max
            var lines = try await database.feedLines(of: institution, after: page.after, limit: min(left, batch))
            while let last = lines.lastPosition {
                left -= batch
                let wanted = min(left, batch)
                async let next = wanted > 0 ? database.feedLines(of: institution, after: last, limit: wanted) : []
                try await writer.write(ByteBuffer(bytes: lines))
                lines = try await next
            }
            try await writer.finish(nil)
        }
        return Answer(status: .ok, headers: [.contentType: "application/x-ndjson"], body: .stream(stream))
    }

    /// About a megabyte.
    private static let batch = 1_000
}

extension Call {
    /// Whether the reader asked for NDJSON.
    fileprivate var wantsLines: Bool {
        request.headers[values: .accept].contains { $0.lowercased().contains("application/x-ndjson") }
    }
}

extension [UInt8] {
    /// The position of the last of these lines of NDJSON, each of which begins `{"position":`; nil where there is none.
    fileprivate var lastPosition: Int? {
        guard let end = lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        let start = self[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let digits = self[start..<end].drop { $0 != UInt8(ascii: ":") }.dropFirst().prefix {
            (0x30...0x39).contains($0)
        }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}

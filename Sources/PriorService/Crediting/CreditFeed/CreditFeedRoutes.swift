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
        if page.wait > 0 { try await call.resources.waitForEntries(page, of: client) }
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

extension Resources {
    /// Waits until there is an entry after the cursor, for as long as the reader wants, or until the service stops.
    fileprivate func waitForEntries(_ page: FeedPage, of client: Caller.InstitutionClient) async throws {
        let end = ContinuousClock.now + .seconds(page.wait)
        // Listening begins before looking, so that nothing falls in between.
        try await bell.listening(to: client.institution, for: client.id) { ear in
            while try await database.lastPosition(of: client.institution) <= page.after {
                let left = ContinuousClock.now.duration(to: end)
                guard left > .zero else { return }
                let isWorthIt = await ear.heard(within: bell.isWatched ? left : min(left, .seconds(1)))
                guard isWorthIt else { return }
            }
        }
    }
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

import Assessment
import Foundation
import Postgres

extension Change {
    /// Puts what happened to a credit into an institution's feed; that it was granted, unless that is there. The feed's row is
    /// held from here to the end of the transaction, which is what makes positions gap-free and in commit order.
    func tell(
        _ receiver: ID<Institution>, of credit: CreditBody, _ kind: FeedEntryKind = .granted
    ) async throws {
        let entry = FeedEntryBody(id: call.newID(), kind: kind, at: call.now, credit: credit)
        let text = String(decoding: try JSONEncoder.wire(.sortedKeys).encode(entry), as: UTF8.self)
        try await connection.execute(
            """
            select feed_append(\(receiver), \(entry.id), \(entry.kind.rawValue), \(credit.id), \(entry.at), \(text))
            where \(kind.rawValue) <> 'granted' or not exists (
                select from feed_entry
                where institution_id = \(receiver) and credit_id = \(credit.id) and kind in ('granted', 'corrected'))
            """)
    }
}

extension Database {
    /// The position of a feed's last entry; 0 where there is none.
    func lastPosition(of institution: ID<Institution>) async throws -> Int {
        try await first("select last_position from feed where institution_id = \(institution)")?["last_position"] ?? 0
    }

    /// One page of a feed as it is sent, `{"items": […], "next": "…"}`, the entries' text copied as it stands.
    ///
    /// `next` is there on every page, also an empty one: a reader keeps it and asks again later.
    func feedPage(of institution: ID<Institution>, _ page: FeedPage) async throws -> [UInt8] {
        let limit = page.limit.map(SQL.literal) ?? "all"
        let rows = try await query(
            """
            select position, entry from feed_entry
            where institution_id = \(institution) and position > \(page.after)
            order by position limit \(limit)
            """)
        var json = JSONWriter(capacity: 64 + rows.count * 1_200)
        try json.object { json in
            try json.array("items") { json in
                for row in rows { try row.withBytes(at: 1) { json.raw($0) } }
            }
            let last: Int = try rows.last?[0] ?? page.after
            json.field("next", String(last))
        }
        return json.bytes
    }

    /// A run of entries as lines of NDJSON, by COPY, at most `limit`; empty at the end of the feed. It comes whole into
    /// memory, so that a slow reader never holds a connection.
    func feedLines(of institution: ID<Institution>, after: Int, limit: Int) async throws -> [UInt8] {
        var lines: [UInt8] = []
        try await withConnection { connection in
            try await connection.copyOut(
                """
                copy (
                    select entry from feed_entry where institution_id = \(institution) and position > \(after)
                    order by position limit \(limit)
                ) to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')
                """
            ) { lines += $0 }
        }
        return lines
    }
}

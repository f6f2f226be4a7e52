import Assessment
import Foundation
import Postgres
import Seal

/// A run as it stands in its table.
struct AllocationRecord: Sendable {
    var id: ID<AllocationRun>
    var institution: ID<Institution>
    var request: AllocationRequestBody
    var fingerprint: Digest
    var instance: String
    var result: String
    var body: AllocationBody
}

extension AllocationRecord {
    fileprivate init(row: Row) throws {
        let request: JSONText = try row["request"]
        let shown: String = try row["shown"]
        var body = try StrictJSON.decode(AllocationBody.self, from: Array(shown.utf8))
        body.committedBy = try row["committed_by"]
        body.committedAt = try row["committed_at"]
        body.state = body.committedAt == nil ? .dryRun : .committed
        self.init(
            id: try row["id"], institution: try row["institution_id"], request: try request.decode(),
            fingerprint: try row["fingerprint"], instance: try row["instance"], result: try row["result"], body: body)
    }

    private static let columns: SQL = """
        id, institution_id, request, fingerprint, instance, result, shown, committed_by, committed_at
        """

    fileprivate static let query: SQL = "select \(columns) from allocation"
}

extension Connection {
    /// A run with the reasons that were given.
    /// - Parameter forUpdate: holds it until the transaction ends.
    func allocation(_ id: ID<AllocationRun>, forUpdate: Bool = false) async throws -> AllocationRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        let row = try await first("\(AllocationRecord.query) where id = \(id) \(held)")
        guard let row else { return nil }
        var record = try AllocationRecord(row: row)
        try await addReasons(to: &record)
        return record
    }

    /// The runs of an institution, newest first.
    func allocations(at institution: ID<Institution>, _ page: Page) async throws -> [AllocationRecord] {
        let after: SQL = if let id = page.afterID { "and id < \(id)" } else { "" }
        return try await query(
            """
            \(AllocationRecord.query) where institution_id = \(institution) \(after)
            order by id desc limit \(page.rows)
            """
        ).map(AllocationRecord.init(row:))
    }

    /// Reasons stand by themselves, so that they can be erased with the learner they may speak of.
    private func addReasons(to record: inout AllocationRecord) async throws {
        let rows = try await query(
            """
            select kind, submission_id, assessor_id, reason from allocation_mark
            where allocation_id = \(record.id) order by place
            """)
        let marks: [(kind: String, mark: AllocationMarkBody)] = try rows.map { row in
            (
                try row["kind"],
                AllocationMarkBody(
                    submission: try row["submission_id"], assessor: try row["assessor_id"], reason: try row["reason"])
            )
        }
        record.request.pins = marks.filter { $0.kind == "pin" }.map(\.mark)
        record.request.forbids = marks.filter { $0.kind == "forbid" }.map(\.mark)
        for place in record.body.assignments.indices where record.body.assignments[place].isPinned {
            let seat = record.body.assignments[place]
            record.body.assignments[place].reason =
                record.request.pins?
                .first { $0.assessor == seat.assessor && $0.submission == seat.submission }?.reason
        }
    }

    func insert(_ record: AllocationRecord) async throws {
        var request = record.request
        (request.pins, request.forbids, request.commit) = (nil, nil, nil)
        let shown = String(decoding: try JSONEncoder.wire().encode(record.body), as: UTF8.self)
        try await execute(
            """
            insert into allocation (
                id, institution_id, made_by, made_at, request, seed, fingerprint, instance, result, shown)
            values (\(record.id), \(record.institution), \(record.body.madeBy), \(record.body.madeAt),
                \(try JSONText(encoding: request)), \(record.body.seed), \(record.fingerprint), \(record.instance),
                \(record.result), \(shown))
            """)
        let marks =
            (record.request.pins ?? []).map { ("pin", $0) } + (record.request.forbids ?? []).map { ("forbid", $0) }
        for (place, (kind, mark)) in marks.enumerated() {
            try await execute(
                """
                insert into allocation_mark (allocation_id, place, kind, submission_id, assessor_id, reason)
                values (\(record.id), \(place), \(kind), \(mark.submission), \(mark.assessor), \(mark.reason))
                """)
        }
    }

    func markCommitted(_ id: ID<AllocationRun>, by person: ID<Person>?, at moment: Date) async throws {
        try await execute(
            "update allocation set committed_by = \(person), committed_at = \(moment) where id = \(id)")
    }

    /// The names of people, by id.
    func names(of people: Set<ID<Person>>) async throws -> [ID<Person>: String] {
        let rows = try await query("select id, name from person where id = any(\(Array(people)))")
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0["id"], try $0["name"]) })
    }
}

import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Postgres
import Rubrics

extension Database {
    /// An assessor's open assignments, the one due first in front. Read all day by everyone who assesses: one statement,
    /// down the index `assignment_queue`.
    fileprivate func queue(of person: ID<Person>, at moment: Date, _ page: Page) async throws -> [Row] {
        let after: SQL =
            if let id = page.afterID {
                "and (a.due_at, a.id) > (select due_at, id from assignment where id = \(id) and assessor_id = \(person))"
            } else { "" }
        return try await query(
            """
            select a.id, a.submission_id, a.institution_id, a.seat, a.accepted_at is not null as accepted, a.assigned_at,
                a.accept_by, a.due_at,
                array(select c.unit_id || '@' || c.unit_version from submission_claim c
                    where c.submission_id = a.submission_id and not exists (select from claim_outcome o
                        where o.submission_id = c.submission_id and o.claim_id = c.claim_id)
                    order by c.claim_id) as units
            from assignment a join submission s on s.id = a.submission_id
                join portfolio p on p.id = s.portfolio_id and p.state in ('admitted', 'inAssessment')
            where a.assessor_id = \(person) and a.declined_at is null and a.lapsed_at is null and a.completed_at is null
                and (a.accepted_at is not null or a.accept_by >= \(moment)) \(after)
            order by a.due_at, a.id limit \(page.rows)
            """)
    }
}

extension AssignmentRoutes {
    /// Written straight from the rows: no value of Swift's own is made that the answer does not need.
    static func queue(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let rows = try await call.resources.database.queue(of: person.id, at: call.now, page)
        let shown = rows.prefix(page.limit)
        let last: ID<Assignment>? = try shown.last?["id"]
        let next = rows.count > page.limit ? last.map { Cursor.text([$0.description]) } : nil
        var json = JSONWriter(capacity: 64 + shown.count * 480)
        var titles = UnitTitles(rubrics: call.resources.rubrics)
        try json.object { json in
            try json.array("items") { json in
                for row in shown { try json.line(row, &titles) }
            }
            json.field("next", next)
        }
        var answer = Answer.json(.ok, bytes: json.buffer)
        if let next {
            answer.headers[.link] = "<\(call.request.uri.path)?limit=\(page.limit)&after=\(next)>; rel=\"next\""
        }
        return answer
    }
}

extension JSONWriter {
    /// One line of the queue, in the shape of `AssignmentLineBody`.
    fileprivate mutating func line(_ row: Row, _ titles: inout UnitTitles) throws {
        let submission: ID<Submission> = try row[1]
        let units = try titles.units(of: row, at: 8)
        let accepted: Bool = try row[4]
        try object { json in
            try json.text("id", of: row, at: 0)
            try json.text("submission", of: row, at: 1)
            json.field("pseudonym", SubmissionRecord.pseudonym(of: submission))
            try json.text("institution", of: row, at: 2)
            try json.text("seat", of: row, at: 3)
            json.field("state", accepted ? "accepted" : "offered")
            json.field("assignedAt", try row[5] as Date)
            json.field("acceptBy", try row[6] as Date)
            json.field("dueAt", try row[7] as Date)
            json.field("claims", units.count)
            json.key("units")
            json.raw(units.titles)
        }
    }

    /// A column whose text needs no escape in JSON: an id, or a word that a check constraint names.
    private mutating func text(_ name: StaticString, of row: Row, at position: Int) throws {
        key(name)
        try row.withBytes(at: position) { plain($0) }
    }
}

/// The units of one answer's submissions, by the array `{id@version,…}` as PostgreSQL writes it: a queue names few
/// combinations, many times.
private struct UnitTitles {
    /// How many units they are, and their titles as a JSON array.
    struct Units {
        var count: Int
        var titles: [UInt8]
    }

    let rubrics: RubricsLibrary
    private var known: [[UInt8]: Units] = [:]

    init(rubrics: RubricsLibrary) { self.rubrics = rubrics }

    mutating func units(of row: Row, at position: Int) throws -> Units {
        let text = try row.withBytes(at: position) { Array($0) }
        if let units = known[text] { return units }
        let keys: [String] = try row[position]
        var json = JSONWriter(capacity: 128)
        json.array { json in
            for key in keys {
                json.string(DocumentKey(key).flatMap { rubrics.units[$0]?.value.title } ?? key)
            }
        }
        let units = Units(count: keys.count, titles: json.bytes)
        known[text] = units
        return units
    }
}

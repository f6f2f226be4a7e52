import Assessment
import Foundation
import Postgres

extension Connection {
    /// A credit in an institution's feed, held so that its receipts are numbered one after the other; nil where it is not there.
    func fedCredit(_ id: ID<Credit>, to institution: ID<Institution>) async throws -> CreditBody? {
        let held = try await first(
            """
            select position from feed_entry where institution_id = \(institution) and credit_id = \(id)
            order by position limit 1 for update
            """)
        return held == nil ? nil : try await credit(id)
    }

    /// - Returns: the receipt's number, from 1.
    func insert(
        _ receipt: Receipt, _ id: ID<Receipt>, on credit: ID<Credit>, by client: Caller.InstitutionClient,
        at moment: Date
    ) async throws -> Int {
        try await one(
            """
            insert into receipt (
                id, institution_id, credit_id, number, verdict, credits, course_code, reason, answered_by, answered_at)
            select \(id), \(client.institution), \(credit), coalesce(max(number), 0) + 1, \(receipt.verdict)::text,
                \(receipt.credits)::numeric, \(receipt.courseCode)::text, \(receipt.reason)::text, \(client.id)::uuid,
                \(moment)::timestamptz
            from receipt where institution_id = \(client.institution) and credit_id = \(credit)
            returning number
            """)["number"]
    }

    /// The receipts on a credit, in the order they came.
    func receipts(on credit: ID<Credit>, _ page: Page) async throws -> [ReceiptBody] {
        try await query(
            """
            select r.id, r.institution_id, i.name, r.number, r.verdict, r.credits, r.course_code, r.reason, r.answered_at,
                not exists (
                    select from receipt later where later.institution_id = r.institution_id
                        and later.credit_id = r.credit_id and later.number > r.number) as counts
            from receipt r join institution i on i.id = r.institution_id
            where r.credit_id = \(credit) and r.id > \(page.afterID ?? .zero)
            order by r.id limit \(page.rows)
            """
        ).map { row in
            let credits: Decimal? = try row["credits"]
            return ReceiptBody(
                id: try row["id"], credit: credit,
                institution: NamedBody(id: try row["institution_id"], name: try row["name"]), number: try row["number"],
                counts: try row["counts"], verdict: try row["verdict"], credits: credits?.description,
                courseCode: try row["course_code"], reason: try row["reason"], answeredAt: try row["answered_at"])
        }
    }
}

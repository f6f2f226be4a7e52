import Assessment
import Foundation
import Postgres
import Seal

/// A request for a testimonial as it stands in its table.
struct TestimonialRequestRecord: Sendable {
    var id: ID<TestimonialRequest>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var witnessName: String
    var witnessEmail: String
    var message: String
    var requestedAt: Date
    var request: TestimonialRequest
    /// What it became, once answered.
    var testimonial: ID<Evidence>?
}

extension Connection {
    /// The requests of a portfolio, in the order they were made.
    func testimonialRequests(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [TestimonialRequestRecord] {
        try await query(
            """
            \(TestimonialRequestRecord.selection)
            where r.portfolio_id = \(portfolio) and r.id > \(page.afterID ?? .zero)
            order by r.id limit \(page.rows)
            """
        ).map(TestimonialRequestRecord.init(row:))
    }

    /// One request, held until the transaction ends.
    func testimonialRequest(_ id: ID<TestimonialRequest>) async throws -> TestimonialRequestRecord? {
        try await first("\(TestimonialRequestRecord.selection) where r.id = \(id) for update of r")
            .map(TestimonialRequestRecord.init(row:))
    }

    /// The request whose newest link this is, while its claim stands; nil where there is none.
    func testimonialRequest(link: Digest, forUpdate: Bool = false) async throws -> TestimonialRequestRecord? {
        let held: SQL = forUpdate ? "for update of r" : ""
        return try await first(
            """
            \(TestimonialRequestRecord.selection)
            where r.token_digest = \(link) and c.withdrawn_at is null \(held)
            """
        ).map(TestimonialRequestRecord.init(row:))
    }

    /// How many witnesses of a portfolio are awaited.
    func awaitedWitnesses(of portfolio: ID<Portfolio>, at moment: Date) async throws -> Int {
        try await one(
            """
            select count(*) as awaited from testimonial_request
            where portfolio_id = \(portfolio) and answered_at is null and declined_at is null and withdrawn_at is null
                and expires_at > \(moment)
            """)["awaited"]
    }

    func insert(_ record: TestimonialRequestRecord, link: Digest) async throws {
        try await execute(
            """
            insert into testimonial_request (
                id, institution_id, portfolio_id, claim_id, witness_name, witness_email, message, token_digest, requested_at,
                expires_at)
            values (\(record.id), \(record.institution), \(record.portfolio), \(record.claim), \(record.witnessName),
                \(record.witnessEmail), \(record.message), \(link), \(record.requestedAt), \(record.request.expiresAt))
            """)
    }

    /// Writes what became of a request that is held.
    func update(_ record: TestimonialRequestRecord) async throws {
        let request = record.request
        try await execute(
            """
            update testimonial_request set expires_at = \(request.expiresAt), links = \(request.links),
                answered_at = \(request.answeredAt), declined_at = \(request.declinedAt),
                withdrawn_at = \(request.withdrawnAt)
            where id = \(record.id)
            """)
    }

    /// Lets another link open the request, and the one before nothing.
    func replaceLink(of request: ID<TestimonialRequest>, with link: Digest) async throws {
        try await execute("update testimonial_request set token_digest = \(link) where id = \(request)")
    }
}

extension TestimonialRequestRecord {
    fileprivate static let selection: SQL = """
        select r.id, r.institution_id, r.portfolio_id, r.claim_id, c.unit_id, c.unit_version, r.witness_name,
            r.witness_email, r.message, r.requested_at, r.expires_at, r.links, r.answered_at, r.declined_at, r.withdrawn_at,
            t.evidence_id
        from testimonial_request r join claim c on c.id = r.claim_id left join testimonial t on t.request_id = r.id
        """

    fileprivate init(row: Row) throws {
        let request = TestimonialRequest(
            expiresAt: try row["expires_at"], answeredAt: try row["answered_at"], declinedAt: try row["declined_at"],
            withdrawnAt: try row["withdrawn_at"], links: try row["links"])
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            witnessName: try row["witness_name"], witnessEmail: try row["witness_email"], message: try row["message"],
            requestedAt: try row["requested_at"], request: request, testimonial: try row["evidence_id"])
    }
}

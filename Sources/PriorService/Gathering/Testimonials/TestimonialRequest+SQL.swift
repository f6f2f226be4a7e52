import Assessment
import Foundation
import Postgres
import Seal

/// How a link went out.
enum LinkWay: String, Codable, Sendable, CaseIterable, PostgresEncodable, PostgresDecodable {
    /// To the witness's mailbox; nobody else saw it.
    case mail
    /// By the learner, who may have seen it.
    case hand
}

/// A request for a testimonial as it stands in its table.
struct TestimonialRequestRecord: Sendable {
    var id: ID<TestimonialRequest>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var witnessName: String
    /// Nil where the link is handed over.
    var witnessEmail: String?
    var message: String
    var requestedAt: Date
    var request: TestimonialRequest
    /// By which way the link went that it was found by; nil where it was found otherwise.
    var way: LinkWay?
    /// What it became, once answered.
    var testimonial: ID<Evidence>?
    /// When the witness took that back.
    var takenBackAt: Date?
    /// Whether the witness has begun to write or record.
    var isBegun = false
    /// The address that the witness gave as theirs, and when a code mailed to it came back.
    var contact: (email: String, confirmedAt: Date?)?
    /// The newest code that was handed over.
    var code: HandedCodeState?
}

extension Connection {
    /// The requests of a portfolio, in the order they were made.
    func testimonialRequests(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [TestimonialRequestRecord] {
        try await query(
            """
            \(TestimonialRequestRecord.selection())
            where r.portfolio_id = \(portfolio) and r.id > \(page.afterID ?? .zero)
            order by r.id limit \(page.rows)
            """
        ).map(TestimonialRequestRecord.init(row:))
    }

    /// One request, held until the transaction ends.
    func testimonialRequest(_ id: ID<TestimonialRequest>) async throws -> TestimonialRequestRecord? {
        try await first("\(TestimonialRequestRecord.selection()) where r.id = \(id) for update of r")
            .map(TestimonialRequestRecord.init(row:))
    }

    /// The request that a link opens, or opened; nil where there is none.
    /// - Parameter standing: only while its claim stands.
    func testimonialRequest(
        link: Digest, standing: Bool = true, forUpdate: Bool = false
    ) async throws -> TestimonialRequestRecord? {
        let held: SQL = forUpdate ? "for update of r" : ""
        let way: SQL = """
            case when r.token_digest = \(link) then r.link_via
                else (select k.via from testimonial_link k where k.token_digest = \(link)) end
            """
        return try await first(
            """
            \(TestimonialRequestRecord.selection(way: way))
            where r.id = (
                select id from testimonial_request where token_digest = \(link)
                union all select request_id from testimonial_link where token_digest = \(link) limit 1)
                and (c.withdrawn_at is null or \(!standing)) \(held)
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

    /// - Parameter link: nil where it is made when it is handed over.
    func insert(_ record: TestimonialRequestRecord, link: Digest?) async throws {
        let via: LinkWay = link == nil ? .hand : .mail
        try await execute(
            """
            insert into testimonial_request (
                id, institution_id, portfolio_id, claim_id, witness_name, witness_email, message, token_digest, link_via,
                requested_at, expires_at, links, next_reminder_at)
            values (\(record.id), \(record.institution), \(record.portfolio), \(record.claim), \(record.witnessName),
                \(record.witnessEmail), \(record.message), \(link), \(via), \(record.requestedAt),
                \(record.request.expiresAt), \(record.request.links), \(record.request.nextReminderAt))
            """)
    }

    /// Writes what became of a request that is held.
    func update(_ record: TestimonialRequestRecord) async throws {
        let request = record.request
        try await execute(
            """
            update testimonial_request set expires_at = \(request.expiresAt), links = \(request.links),
                answered_at = \(request.answeredAt), declined_at = \(request.declinedAt),
                withdrawn_at = \(request.withdrawnAt), handed_over_at = \(request.handedOverAt),
                next_reminder_at = \(request.nextReminderAt), reminders = \(request.reminders), expiry_told_at = null
            where id = \(record.id)
            """)
    }

    /// Lets another link open the request, and those before, and a code, nothing.
    func replaceLink(of request: ID<TestimonialRequest>, with link: Digest, _ way: LinkWay) async throws {
        try await execute(
            "update testimonial_request set token_digest = \(link), link_via = \(way) where id = \(request)")
        try await execute("delete from testimonial_link where request_id = \(request)")
        try await execute("delete from handed_code where request_id = \(request)")
    }

    /// Lets one link more open the request.
    func addLink(to request: ID<TestimonialRequest>, _ link: Digest, _ way: LinkWay, at moment: Date) async throws {
        try await execute(
            """
            insert into testimonial_link (token_digest, request_id, via, made_at)
            values (\(link), \(request), \(way), \(moment))
            """)
    }
}

extension TestimonialRequestRecord {
    /// What `init(row:)` reads.
    /// - Parameter way: by which way the link went.
    static func selection(way: SQL = "null::text") -> SQL {
        """
        select r.id, r.institution_id, r.portfolio_id, r.claim_id, c.unit_id, c.unit_version, r.witness_name,
            r.witness_email, r.message, r.requested_at, r.expires_at, r.links, r.answered_at, r.declined_at, r.withdrawn_at,
            r.handed_over_at, r.next_reminder_at, r.reminders, t.evidence_id, t.withdrawn_at as taken_back_at,
            w.email as contact_email, w.confirmed_at as contact_confirmed_at,
            h.expires_at as code_expires_at, h.tries as code_tries, h.used_at as code_used_at,
            exists (select from testimonial_draft d where d.request_id = r.id)
                or exists (select from testimonial_recording d where d.request_id = r.id) as is_begun,
            \(way) as way
        from testimonial_request r join claim c on c.id = r.claim_id left join testimonial t on t.request_id = r.id
            left join witness_contact w on w.request_id = r.id left join handed_code h on h.request_id = r.id
        """
    }

    init(row: Row) throws {
        let request = TestimonialRequest(
            expiresAt: try row["expires_at"], answeredAt: try row["answered_at"], declinedAt: try row["declined_at"],
            withdrawnAt: try row["withdrawn_at"], links: try row["links"], handedOverAt: try row["handed_over_at"],
            nextReminderAt: try row["next_reminder_at"], reminders: try row["reminders"])
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            witnessName: try row["witness_name"], witnessEmail: try row["witness_email"], message: try row["message"],
            requestedAt: try row["requested_at"], request: request, way: try row["way"],
            testimonial: try row["evidence_id"], takenBackAt: try row["taken_back_at"], isBegun: try row["is_begun"])
        let email: String? = try row["contact_email"]
        let confirmedAt: Date? = try row["contact_confirmed_at"]
        contact = email.map { ($0, confirmedAt) }
        if let expiry: Date = try row["code_expires_at"] {
            code = HandedCodeState(
                expiresAt: expiry, tries: try row["code_tries"], usedAt: try row["code_used_at"])
        }
    }
}

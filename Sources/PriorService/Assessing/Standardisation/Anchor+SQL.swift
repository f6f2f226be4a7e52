import Assessment
import Foundation
import Postgres

/// An anchor as it stands in its table.
struct AnchorRecord: Sendable {
    var id: ID<Anchor>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var claim: ID<Claim>
    var unit: DocumentKey
    var title: String
    var consent: String
    var marks: [Anchor.Mark]
    var madeAt: Date
    var retiredAt: Date?

    static let query: SQL = """
        select n.id, n.institution_id, n.submission_id, n.claim_id, n.unit_id, n.unit_version, n.title, n.consent, n.marks,
            n.made_at, n.retired_at
        from anchor n
        """

    init(
        id: ID<Anchor>, institution: ID<Institution>, unit: DocumentKey, _ body: NewAnchorBody, _ marks: [Anchor.Mark],
        at moment: Date
    ) {
        self.id = id
        self.institution = institution
        submission = body.submission
        claim = body.claim
        self.unit = unit
        title = body.title
        consent = body.consent
        self.marks = marks
        madeAt = moment
    }

    init(row: Row) throws {
        let text: JSONText = try row["marks"]
        id = try row["id"]
        institution = try row["institution_id"]
        submission = try row["submission_id"]
        claim = try row["claim_id"]
        unit = try DocumentKey(row, "unit_id", "unit_version")
        title = try row["title"]
        consent = try row["consent"]
        marks = try text.decode()
        madeAt = try row["made_at"]
        retiredAt = try row["retired_at"]
    }
}

extension Connection {
    func anchor(_ id: ID<Anchor>, forUpdate: Bool = false) async throws -> AnchorRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("\(AnchorRecord.query) where n.id = \(id) \(held)").map(AnchorRecord.init(row:))
    }

    func insert(_ anchor: AnchorRecord, by person: ID<Person>) async throws {
        do {
            try await execute(
                """
                insert into anchor (id, institution_id, submission_id, claim_id, unit_id, unit_version, title, consent,
                    marks, made_by, made_at)
                values (\(anchor.id), \(anchor.institution), \(anchor.submission), \(anchor.claim), \(anchor.unit.id),
                    \(anchor.unit.version), \(anchor.title), \(anchor.consent), \(try JSONText(encoding: anchor.marks)),
                    \(person), \(anchor.madeAt))
                """)
        } catch let error as PostgresError where error.constraint == "anchor_once" {
            throw Problem.conflict(
                "anchor-exists", "The claim is an anchor", "Take the one that is there out of use first.")
        }
    }

    func retire(_ id: ID<Anchor>, by person: ID<Person>, at moment: Date) async throws {
        try await execute("update anchor set retired_at = \(moment), retired_by = \(person) where id = \(id)")
    }

    /// Whether an assessor has begun anything on an anchor, of one purpose where that is named.
    func hasBegun(_ person: ID<Person>, _ anchor: ID<Anchor>, onlyMarked: Bool = false) async throws -> Bool {
        let which: SQL = onlyMarked ? "and marked_at is not null" : ""
        return try await one(
            """
            select exists (select from anchor_attempt
                where anchor_id = \(anchor) and assessor_id = \(person) \(which)) as begun
            """)["begun"]
    }

    func insert(
        _ id: ID<AnchorAttempt>, on anchor: AnchorRecord, _ purpose: Anchor.Purpose, by person: ID<Person>,
        at moment: Date
    ) async throws {
        do {
            try await execute(
                """
                insert into anchor_attempt (id, institution_id, anchor_id, assessor_id, purpose, begun_at)
                values (\(id), \(anchor.institution), \(anchor.id), \(person), \(purpose.rawValue), \(moment))
                """)
        } catch let error as PostgresError where error.constraint == "anchor_attempt_certifies_once" {
            throw AnchorError.known
        }
    }

    func save(
        _ marks: [Anchor.Mark], _ comparison: AnchorComparison, passed: Bool, until: Date?, of id: ID<AnchorAttempt>,
        at moment: Date
    ) async throws {
        try await execute(
            """
            update anchor_attempt set marks = \(try JSONText(encoding: marks)), exact = \(comparison.exact),
                adjacent = \(comparison.adjacent), criteria = \(comparison.lines.count),
                same_outcome = \(comparison.isSameOutcome), passed = \(passed), marked_at = \(moment),
                valid_until = \(until)
            where id = \(id)
            """)
    }

    /// An assessor's own attempt, with the marks they gave.
    func attempt(_ id: ID<AnchorAttempt>, of person: ID<Person>, forUpdate: Bool = false) async throws -> (
        AttemptBody, given: [Anchor.Mark]?
    )? {
        let held: SQL = forUpdate ? "for update of t" : ""
        return try await first("\(AttemptBody.query) where t.id = \(id) and t.assessor_id = \(person) \(held)").map {
            let text: JSONText? = try $0["marks"]
            return (try AttemptBody(row: $0), try text?.decode([Anchor.Mark].self))
        }
    }
}

extension AttemptBody {
    fileprivate static let query: SQL = """
        select t.id, t.anchor_id, n.unit_id, n.unit_version, n.title, n.submission_id, n.claim_id, t.purpose, t.begun_at,
            t.marked_at, t.exact, t.adjacent, t.criteria, t.same_outcome, t.passed, t.valid_until, t.marks
        from anchor_attempt t join anchor n on n.id = t.anchor_id
        """

    fileprivate init(row: Row) throws {
        let purpose: String = try row["purpose"]
        self.init(
            id: try row["id"], anchor: try row["anchor_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            title: try row["title"], submission: try row["submission_id"], claim: try row["claim_id"],
            purpose: Anchor.Purpose(rawValue: purpose) ?? .practice, begunAt: try row["begun_at"],
            markedAt: try row["marked_at"], exact: try row["exact"], adjacent: try row["adjacent"],
            criteria: try row["criteria"], sameOutcome: try row["same_outcome"], passed: try row["passed"],
            validUntil: try row["valid_until"])
    }
}

extension Database {
    /// The anchors in use at an institution; those taken out of use too, for coordinators.
    func anchors(at institution: ID<Institution>, all: Bool, _ page: Page) async throws -> [AnchorRecord] {
        let which: SQL = all ? "" : "and n.retired_at is null"
        return try await query(
            """
            \(AnchorRecord.query) where n.institution_id = \(institution) \(which) and n.id > \(page.afterID ?? .zero)
            order by n.id limit \(page.rows)
            """
        ).map(AnchorRecord.init(row:))
    }

    func attempts(of person: ID<Person>, _ page: Page) async throws -> [AttemptBody] {
        let after: SQL = if let id = page.afterID { "and t.id < \(id)" } else { "" }
        return try await query(
            "\(AttemptBody.query) where t.assessor_id = \(person) \(after) order by t.id desc limit \(page.rows)"
        ).map(AttemptBody.init(row:))
    }

    func certifications(
        at institution: ID<Institution>, at moment: Date, _ page: Page
    ) async throws -> [CertificationBody] {
        let after: SQL =
            if let values = page.after, let id = ID<Person>(values[0]) {
                "and (c.assessor_id, c.unit_id) > (\(id), \(values[1]))"
            } else { "" }
        return try await query(
            """
            select c.assessor_id, p.name, c.unit_id, c.certified_at, c.valid_until
            from assessor_certified c join person p on p.id = c.assessor_id
            where c.institution_id = \(institution) \(after) order by c.assessor_id, c.unit_id limit \(page.rows)
            """
        ).map { row in
            let end: Date = try row["valid_until"]
            return CertificationBody(
                assessor: try row["assessor_id"], name: try row["name"], unit: try row["unit_id"],
                certifiedAt: try row["certified_at"], validUntil: end, isValid: end > moment)
        }
    }
}

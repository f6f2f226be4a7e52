import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// - Parameter forUpdate: holds its row until the transaction ends.
    func upload(_ id: ID<Upload>, forUpdate: Bool = false) async throws -> UploadRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("select \(UploadRecord.columns) from upload u where u.id = \(id) \(held)")
            .map(UploadRecord.init(row:))
    }

    /// An upload of this person's, held until the transaction ends.
    /// - Throws: 404 where there is none, or it is somebody else's.
    func upload(_ id: ID<Upload>, of owner: ID<Person>, forUpdate: Bool = false) async throws -> UploadRecord {
        guard let upload = try await upload(id, forUpdate: forUpdate), upload.owner == owner else {
            throw Problem.notFound("upload")
        }
        return upload
    }

    func insert(_ upload: UploadRecord) async throws {
        try await execute(
            """
            insert into upload (
                id, owner_id, kind, institution_id, portfolio_id, length, metadata, concat, parts, repr_digest, state,
                created_at, expires_at)
            values (\(upload.id), \(upload.owner), \(upload.kind), \(upload.institution), \(upload.portfolio),
                \(upload.length), \(upload.metadata), \(upload.concat), \(upload.parts), \(upload.reprDigest),
                \(upload.state), \(upload.createdAt), \(upload.expiresAt))
            """)
    }

    /// The person's uploads, newest last; of one portfolio or in one state where asked for.
    func uploads(
        of owner: ID<Person>, to portfolio: ID<Portfolio>?, in state: Upload.State?, _ page: Page
    ) async throws -> [UploadRecord] {
        try await query(
            """
            select \(UploadRecord.columns) from upload u
            where u.owner_id = \(owner) and u.id > \(page.afterID ?? .zero)
                and (\(portfolio)::uuid is null or u.portfolio_id = \(portfolio))
                and (\(state)::text is null or u.state = \(state))
            order by u.id limit \(page.limit + 1)
            """
        ).map(UploadRecord.init(row:))
    }

    /// How many uploads a person has that are not at their end, and the bytes announced for the partial ones among them.
    func openUploads(of owner: ID<Person>) async throws -> (count: Int, partialBytes: Int64) {
        let row = try await one(
            """
            select count(*) filter (where state = 'open') as open,
                coalesce(sum(length) filter (where kind = 'partial'), 0)::bigint as bytes
            from upload where owner_id = \(owner) and state in ('open', 'joined')
            """)
        return (try row["open"], try row["bytes"])
    }

    /// Lets the person's beginnings of uploads follow each other, so that what they count is exact.
    func lockUploads(of owner: ID<Person>) async throws {
        _ = try await one("select pg_advisory_xact_lock(hashtextextended(\(owner.description), 12)) is null as done")
    }

    func join(_ parts: [ID<Upload>]) async throws {
        try await execute("update upload set state = 'joined' where id = any(\(parts))")
    }

    /// Writes that an upload became evidence, or was refused.
    func end(_ upload: UploadRecord) async throws {
        try await execute(
            """
            update upload set state = \(upload.state), evidence_id = \(upload.evidence),
                problem = \(upload.problem.map { JSONText($0.document.text) }), ended_at = \(upload.endedAt),
                expires_at = \(upload.expiresAt)
            where id = \(upload.id)
            """)
    }

    func delete(_ uploads: [ID<Upload>]) async throws {
        try await execute("delete from upload where id = any(\(uploads))")
    }
}

extension Database {
    /// Notes that bytes from here on are not known to be right, or nil that all are.
    func mark(_ upload: ID<Upload>, checkedTo offset: Int64?) async throws {
        try await execute("update upload set checked_to = \(offset) where id = \(upload)")
    }

    func note(_ digest: Digest, of upload: ID<Upload>) async throws {
        try await execute("update upload set repr_digest = \(digest) where id = \(upload)")
    }

    func extend(_ upload: ID<Upload>, to expiry: Date) async throws {
        try await execute("update upload set expires_at = \(expiry) where id = \(upload) and state = 'open'")
    }
}

extension UploadRecord {
    /// The columns that `init(row:)` reads, of the table under the name `u`.
    static let columns: SQL = """
        u.id, u.owner_id, u.kind, u.institution_id, u.portfolio_id, u.length, u.metadata, u.concat, u.parts,
        u.repr_digest, u.checked_to, u.state, u.evidence_id, u.problem, u.created_at, u.expires_at, u.ended_at
        """

    init(row: Row) throws {
        let problem: JSONText? = try row["problem"]
        self.init(
            id: try row["id"], owner: try row["owner_id"], kind: try row["kind"],
            institution: try row["institution_id"], portfolio: try row["portfolio_id"], length: try row["length"],
            metadata: try row["metadata"], concat: try row["concat"], parts: try row["parts"],
            reprDigest: try row["repr_digest"], checkedTo: try row["checked_to"], state: try row["state"],
            evidence: try row["evidence_id"],
            problem: try problem.map { KeptProblem(document: try StrictJSON.parse(Array($0.rawValue.utf8))) },
            createdAt: try row["created_at"], expiresAt: try row["expires_at"], endedAt: try row["ended_at"])
    }
}

extension Upload.Kind: PostgresEncodable, PostgresDecodable {}
extension Upload.State: PostgresEncodable, PostgresDecodable {}

import Assessment
import Foundation
import Postgres
import Rubrics
import Synchronization

/// What credit is measured against, as this process knows it: the files that it read at its start, and what institutions have
/// published through the API, by whichever process.
///
/// Every publication counts one revision on in the database and tells all processes (`RubricsWatch`). A request that meets a
/// version this process has not heard of looks once whether there is a newer revision, so that none is needed per request.
final class RubricsShelf: Sendable {
    /// The channel that publications are told on.
    static let channel = "rubrics"

    private struct State {
        var rubrics: RubricsLibrary
        var revision: Int64
    }

    private let files: RubricsLibrary
    private let state: Mutex<State>

    private init(_ files: RubricsLibrary) {
        self.files = files
        state = Mutex(State(rubrics: files, revision: -1))
    }

    /// Everything, at this moment.
    var current: RubricsLibrary { state.withLock { $0.rubrics } }
    /// Everything with its revision.
    var snapshot: (rubrics: RubricsLibrary, revision: Int64) { state.withLock { ($0.rubrics, $0.revision) } }
    /// How much of what was published is in it.
    var revision: Int64 { state.withLock { $0.revision } }

    /// Reads the files and what was published. What is new in the files goes into the database.
    /// - Throws: `PublishedVersionChanged` where files and database do not agree.
    static func open(_ directory: URL, _ database: Database, at moment: Date) async throws -> RubricsShelf {
        let shelf = RubricsShelf(try RubricsLibrary.load(directory))
        try await shelf.refresh(database)
        try await shelf.current.keep(in: database, at: moment)
        return shelf
    }

    /// Takes in what was published since.
    /// - Returns: whether there was anything.
    @discardableResult
    func refresh(_ database: Database) async throws -> Bool {
        let row = try await database.one("select revision from rubrics_revision")
        guard try row["revision"] > revision else { return false }
        let (rubrics, revision) = try await database.withConnection { try await self.read($0) }
        state.withLock { state in
            guard revision > state.revision else { return }
            state.rubrics = rubrics
            state.revision = revision
        }
        return true
    }

    /// The files with all that is published as this connection sees it, and up to which revision.
    func read(_ connection: Connection) async throws -> (rubrics: RubricsLibrary, revision: Int64) {
        // One statement, so that the revision is that of the rows.
        let rows = try await connection.query(
            """
            select r.revision, d.kind, d.document_id, d.version, d.text from rubrics_revision r left join (
                select kind, document_id, version, text from authored_document where published_at is not null
                union all select kind, document_id, version, null from document_supersession
                union all (select distinct on (unit_id, unit_version) 'questions', unit_id, unit_version, content
                    from question_sheet order by unit_id, unit_version, number desc)) d on true
            order by d.kind, d.document_id, d.version
            """)
        var published: [RubricsLibrary.File] = []
        var superseded: [(DocumentKind, DocumentKey)] = []
        var questions: [(DocumentKey, String)] = []
        var revision: Int64 = 0
        for row in rows {
            revision = try row["revision"]
            guard let name: String = try row["kind"] else { continue }
            let key = try DocumentKey(row, "document_id", "version")
            let text: String? = try row["text"]
            guard let kind = DocumentKind(rawValue: name) else {
                if let text { questions.append((key, text)) }
                continue
            }
            if let text {
                published.append(RubricsLibrary.File(name: "\(kind.rawValue) \(key)", json: text))
            } else {
                superseded.append((kind, key))
            }
        }
        var rubrics = try files.adding(published)
        for (kind, key) in superseded { rubrics = rubrics.superseding(kind, key) }
        for (key, asked) in questions { rubrics = try rubrics.asking(asked, in: key) }
        return (rubrics, revision)
    }

    /// Whether a version is one of the files.
    func isFile(_ kind: DocumentKind, _ key: DocumentKey) -> Bool { files.entry(kind, key) != nil }

    /// Whether any version of an id is one of the files.
    func hasFiles(_ kind: DocumentKind, _ id: String) -> Bool { files.keys(of: kind).contains { $0.id == id } }
}

extension Resources {
    /// What credit is measured against at this moment.
    var rubrics: RubricsLibrary { shelf.current }

    /// Looks for what was published since, where somebody asks for what is not known here. A database that does not answer
    /// is no reason to say something else than otherwise.
    func hasLearntMore() async -> Bool {
        (try? await shelf.refresh(database)) ?? false
    }
}

import Assessment
import Foundation
import Postgres

/// Photos as pages of one document.
enum PageRoutes {
    static func arrange(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let expected = try call.expectedVersion()
        let pages = try call.body(PagesBody.self).pages
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            let (document, portfolio) = try await change.connection.evidence(id, changedBy: person)
            try portfolio.requireVersion(expected)
            try await change.connection.requirePages(pages, of: document)
            try await change.connection.arrange(pages, of: document)
            let version = try await change.connection.touch(portfolio)
            change.record("evidence.pagesArranged", of: id, at: portfolio.institution)
            guard let arranged = try await change.connection.evidence(id) else { throw Problem.notFound("evidence") }
            let links = try await change.connection.links(of: [id])[id] ?? []
            return try .ok(EvidenceBody(arranged, links: links)).version(version)
        }
    }
}

/// The pages of a document after its first, which is the document itself.
struct PagesBody: RequestBody {
    var pages: [ID<Evidence>]

    static let schema = Schema.object([
        .must(
            "pages", .list(of: .id, 0...(DocumentPages.most - 1)),
            "Items of the same portfolio, from page 2 on, in order; those left out stand alone again.")
    ])
}

extension Connection {
    /// - Throws: 409 where the item cannot have pages, 422 with each item that cannot be one.
    fileprivate func requirePages(_ pages: [ID<Evidence>], of document: EvidenceRecord) async throws {
        var candidates: [DocumentPages.Candidate] = []
        for (index, id) in pages.enumerated() {
            guard let item = try await evidence(id), item.portfolio == document.portfolio, item.removedAt == nil else {
                throw Problem.invalid("/pages/\(index)", "unknown", "Send the id of an item of the same portfolio.")
            }
            candidates.append(item.candidate)
        }
        let order = DocumentPages(document: document.candidate, following: candidates)
        guard order.canHavePages || pages.isEmpty else {
            throw Problem.conflict(
                "not-a-document", "It cannot have pages",
                "Only a picture that is neither a page nor a translation of something else has pages; a PDF has its own."
            )
        }
        let faults = order.faults.map { index, fault in
            Fault(pointer: "/pages/\(index)", code: fault.rawValue, detail: fault.advice)
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
    }

    /// Gives a document its pages. What links said of a page goes with it: to its new number, to the document it comes into,
    /// and back to itself when it is left out.
    fileprivate func arrange(_ pages: [ID<Evidence>], of document: EvidenceRecord) async throws {
        let before = document.pages
        let moves = before.enumerated().map { index, item -> (old: Int, item: ID<Evidence>, new: Int?) in
            guard let place = pages.firstIndex(of: item) else { return (index + 2, item, nil) }
            return (index + 2, document.id, place + 2)
        }
        try await execute(
            """
            update evidence_link l set evidence_id = m.item, page = nullif(m.new, 0)
            from unnest(\(moves.map(\.old))::int[], \(moves.map(\.item))::uuid[], \(moves.map { $0.new ?? 0 })::int[])
                as m (old, item, new)
            where l.evidence_id = \(document.id) and l.page = m.old
            """)
        for (index, item) in pages.enumerated() where !before.contains(item) {
            try await takeLinks(of: item, into: document.id, as: index + 2)
        }
        try await execute("update evidence set page_of = null, page = null where page_of = \(document.id)")
        try await execute(
            """
            update evidence e set page_of = \(document.id), page = o.place + 1
            from unnest(\(pages)::uuid[]) with ordinality as o (id, place) where e.id = o.id
            """)
    }

    /// Where both say something of the same criterion, it becomes one link with both notes.
    private func takeLinks(of item: ID<Evidence>, into document: ID<Evidence>, as page: Int) async throws {
        try await execute(
            """
            update evidence_link d set note = left(concat_ws(E'\\n', nullif(d.note, ''), \("Page \(page): ")::text || l.note), 2000)
            from evidence_link l
            where l.evidence_id = \(item) and l.note <> '' and d.evidence_id = \(document) and d.claim_id = l.claim_id
                and d.criterion_id = l.criterion_id
            """)
        try await execute(
            """
            delete from evidence_link l where l.evidence_id = \(item) and exists (
                select from evidence_link d where d.evidence_id = \(document) and d.claim_id = l.claim_id
                    and d.criterion_id = l.criterion_id)
            """)
        try await execute(
            "update evidence_link set evidence_id = \(document), page = \(page) where evidence_id = \(item)")
    }

    /// What goes with an item when it is taken out: its pages, and the files of its translations.
    func parts(of evidence: EvidenceRecord) async throws -> [EvidenceRecord] {
        try await query(
            """
            select \(EvidenceRecord.columns) from evidence e left join evidence_file f on f.evidence_id = e.id
            where e.removed_at is null and (e.page_of = \(evidence.id) or e.id in (
                select t.item_id from translation t left join evidence o on o.id = t.evidence_id
                where t.removed_at is null and (o.id = \(evidence.id) or o.page_of = \(evidence.id))))
            order by e.id
            """
        ).map(EvidenceRecord.init(row:))
    }

    /// After a page was taken out, those behind it move up, and what links said of it stays without a page.
    func closeGap(of document: ID<Evidence>, at page: Int) async throws {
        try await execute(
            "update evidence_link set page = null where evidence_id = \(document) and page = \(page)")
        try await execute(
            "update evidence_link set page = page - 1 where evidence_id = \(document) and page > \(page)")
        try await execute(
            "update evidence set page = page - 1 where page_of = \(document) and page > \(page) and removed_at is null")
    }
}

extension EvidenceRecord {
    fileprivate var candidate: DocumentPages.Candidate {
        DocumentPages.Candidate(
            id: id, kind: kind, isPicture: file?.acceptedType.hasPrefix("image/") == true, pageOf: page?.of,
            hasPages: !pages.isEmpty, isTranslation: translationOf != nil)
    }
}

extension PageFault {
    /// What would be right.
    fileprivate var advice: String {
        switch self {
        case .document: "The document is its own first page; leave it out."
        case .twice: "Name each page once."
        case .notPicture: "Pages are pictures."
        case .otherKind: "A page is of the same kind as its document."
        case .taken: "It belongs to something else: take it out there first."
        }
    }
}

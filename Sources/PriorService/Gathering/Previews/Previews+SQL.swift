import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// The previews of an object, as far as they are made.
    func previews(of digest: Digest) async throws -> PreviewsBody {
        let look = try await first(
            """
            select l.state, l.reason, m.facts from evidence_look l
            left join evidence_metadata m on m.digest = l.digest where l.digest = \(digest)
            """)
        guard let look else { return PreviewsBody(state: .pending, pages: []) }
        let rows = try await query(
            """
            select page, box, width, height, size, media_type from evidence_preview
            where digest = \(digest) order by page, box
            """)
        var pages: [PreviewPageBody] = []
        for row in rows {
            let page: Int = try row["page"]
            if pages.last?.page != page { pages.append(PreviewPageBody(page: page, pictures: [])) }
            pages[pages.count - 1].pictures.append(
                PreviewPictureBody(
                    box: try row["box"], width: try row["width"], height: try row["height"], size: try row["size"],
                    mediaType: try row["media_type"]))
        }
        let state: LookState = try look["state"]
        let facts: JSONText? = try look["facts"]
        return PreviewsBody(
            state: state, reason: state == .failed ? try look["reason"] : nil, pages: pages,
            excerpt: try facts?.decode(EvidenceFacts.self).excerpt)
    }

    /// A picture of a page: its object in the store, and its size in bytes.
    func preview(of digest: Digest, page: Int, box: Int) async throws -> (object: Digest, size: Int64)? {
        try await first(
            """
            select preview_digest, size from evidence_preview
            where digest = \(digest) and page = \(page) and box = \(box)
            """
        ).map { (try $0["preview_digest"], try $0["size"]) }
    }

    /// What is known of an object, for someone who sees the item so.
    func metadata(of digest: Digest, as sight: EvidenceSight) async throws -> MetadataBody {
        let row = try await first(
            """
            select l.state, l.reason, m.facts, m.latitude, m.longitude from evidence_look l
            left join evidence_metadata m on m.digest = l.digest where l.digest = \(digest)
            """)
        guard let row else { return MetadataBody(.pending, nil, EvidenceFacts(), nil, as: sight) }
        let state: LookState = try row["state"]
        let text: JSONText? = try row["facts"]
        let facts = try text?.decode(EvidenceFacts.self) ?? EvidenceFacts()
        let latitude: Double? = try row["latitude"]
        let longitude: Double? = try row["longitude"]
        let place = latitude.flatMap { latitude in longitude.flatMap { Place(latitude: latitude, longitude: $0) } }
        return MetadataBody(state, state == .failed ? try row["reason"] : nil, facts, place, as: sight)
    }
}

extension LookState: PostgresEncodable, PostgresDecodable {}

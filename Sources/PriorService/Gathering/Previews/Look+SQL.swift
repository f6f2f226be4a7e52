import EvidenceStore
import Foundation
import Postgres
import Seal

extension Connection {
    /// Notes what a look found, in place of what an earlier one did.
    func keep(
        _ looked: Looked, _ pictures: [(picture: Looked.Picture, object: StoredObject)], of look: Errand, at now: Date
    ) async throws {
        try await execute("delete from evidence_preview where digest = \(look.digest)")
        for (picture, object) in pictures {
            try await keep(object, at: now)
            try await execute(
                """
                insert into evidence_preview (digest, page, box, width, height, media_type, size, preview_digest)
                values (\(look.digest), \(picture.page), \(picture.box), \(picture.width), \(picture.height),
                    'image/webp', \(object.size), \(object.digest))
                """)
        }
        let facts = try JSONText(encoding: looked.facts)
        try await execute(
            """
            insert into evidence_metadata (digest, facts, latitude, longitude)
            values (\(look.digest), \(facts), \(looked.place?.latitude), \(looked.place?.longitude))
            on conflict (digest) do update set facts = excluded.facts, latitude = excluded.latitude,
                longitude = excluded.longitude
            """)
        try await execute(
            """
            update evidence_look set state = 'made', reason = null, made_at = \(now), version = \(Looker.version)
            where digest = \(look.digest)
            """)
    }
}

import Foundation
import Postgres
import Seal

extension Connection {
    /// Notes an object's fingerprints and every object that is like it, in place of what was noted before. One at a time:
    /// of two at once, neither would see the other.
    func match(_ fingerprints: [Fingerprint], of digest: Digest, at now: Date) async throws {
        try await execute("select pg_advisory_xact_lock(hashtextextended('evidence_match', 0))")
        try await execute("delete from evidence_fingerprint where digest = \(digest)")
        try await execute("delete from evidence_match where first_digest = \(digest) or second_digest = \(digest)")
        var found: [Digest: [MatchKind: FoundMatch]] = [:]
        func note(_ other: Digest, _ match: FoundMatch) {
            guard match.likeness >= match.kind.floor else { return }
            if let known = found[other]?[match.kind], known.likeness >= match.likeness { return }
            found[other, default: [:]][match.kind] = match
        }
        for fingerprint in fingerprints {
            switch fingerprint {
            case .image(let page, let picture):
                try await insert(picture, page, of: digest)
                for (other, match) in try await matches(of: picture, page, in: digest) { note(other, match) }
            case .text(let sketch):
                try await insert(sketch, of: digest)
                for (other, match) in try await matches(of: sketch, in: digest) { note(other, match) }
            }
        }
        for (other, kinds) in found { for match in kinds.values { try await insert(match, digest, other, at: now) } }
    }

    private func insert(_ picture: GreyPicture, _ page: Int, of digest: Digest) async throws {
        for (number, part) in PicturePart.all.enumerated() {
            let hash = Int64(bitPattern: PictureHash(picture, part).bits)
            let grey: [UInt8]? = number == 0 ? picture.levels : nil
            try await execute(
                """
                insert into evidence_fingerprint (digest, kind, page, part, hash, grey)
                values (\(digest), 'image', \(page), \(number), \(hash), \(grey))
                """)
        }
    }

    private func insert(_ sketch: TextSketch, of digest: Digest) async throws {
        try await execute(
            """
            insert into evidence_fingerprint (digest, kind, page, sketch)
            values (\(digest), 'text', 1, \(sketch.hashes))
            """)
    }

    private func insert(_ match: FoundMatch, _ digest: Digest, _ other: Digest, at now: Date) async throws {
        let isFirst = digest < other
        try await execute(
            """
            insert into evidence_match (
                first_digest, second_digest, kind, first_page, second_page, likeness, found_at)
            values (\(isFirst ? digest : other), \(isFirst ? other : digest), \(match.kind),
                \(isFirst ? match.page : match.otherPage), \(isFirst ? match.otherPage : match.page),
                \(match.likeness), \(now))
            """)
    }
}

extension Connection {
    /// Pictures that are this one, a part of it, or of which it is a part.
    private func matches(
        of picture: GreyPicture, _ page: Int, in digest: Digest
    ) async throws -> [(Digest, FoundMatch)] {
        var found: [(Digest, FoundMatch)] = []
        for (number, part) in PicturePart.all.enumerated() {
            // One side is always whole: two parts of two pictures say little.
            for near in try await near(PictureHash(picture, part), isWhole: number == 0, to: digest) {
                let likeness =
                    number == 0
                    ? picture.likeness(to: PicturePart.all[near.part], of: near.picture)
                    : near.picture.likeness(to: part, of: picture)
                found.append(
                    (near.digest, FoundMatch(kind: .image, page: page, otherPage: near.page, likeness: likeness)))
            }
        }
        return found
    }

    private struct Near {
        var digest: Digest
        var page: Int
        var part: Int
        var picture: GreyPicture
    }

    /// Hashes that differ in few bits, looked up by quarters: some milliseconds among half a million.
    private func near(_ hash: PictureHash, isWhole: Bool, to digest: Digest) async throws -> [Near] {
        let quarters = (0..<4).map(hash.quarterAndNeighbours)
        let bits = Int64(bitPattern: hash.bits)
        let parts: SQL = isWhole ? "true" : "part = 0"
        let rows = try await query(
            """
            select near.digest, near.page, near.part, whole.grey from (
                select digest, page, part, bit_count((hash # \(bits))::bit(64)) as distance from evidence_fingerprint
                where kind = 'image' and \(parts) and digest <> \(digest)
                    and (quarter_1 = any(\(quarters[0])) or quarter_2 = any(\(quarters[1]))
                        or quarter_3 = any(\(quarters[2])) or quarter_4 = any(\(quarters[3])))
                    and bit_count((hash # \(bits))::bit(64)) <= \(PictureHash.farthest)
                order by distance, digest, page, part limit 100
            ) near join evidence_fingerprint whole
                on whole.digest = near.digest and whole.kind = 'image' and whole.page = near.page and whole.part = 0
            """)
        return try rows.compactMap { row in
            let part: Int = try row["part"]
            guard let picture = GreyPicture(levels: try row["grey"]), PicturePart.all.indices.contains(part) else {
                return nil
            }
            return Near(digest: try row["digest"], page: try row["page"], part: part, picture: picture)
        }
    }

    /// Texts that share some of the smallest hashes.
    private func matches(of sketch: TextSketch, in digest: Digest) async throws -> [(Digest, FoundMatch)] {
        let rows = try await query(
            """
            select digest, sketch from evidence_fingerprint
            where kind = 'text' and sketch && \(sketch.hashes) and digest <> \(digest)
            order by cardinality(array(
                select unnest(sketch) intersect select unnest(\(sketch.hashes)::bigint[]))) desc, digest
            limit 100
            """)
        return try rows.map { row in
            let likeness = sketch.likeness(to: TextSketch(hashes: try row["sketch"]))
            return (try row["digest"], FoundMatch(kind: .text, page: 1, otherPage: 1, likeness: likeness))
        }
    }
}

extension MatchKind: PostgresEncodable, PostgresDecodable {}

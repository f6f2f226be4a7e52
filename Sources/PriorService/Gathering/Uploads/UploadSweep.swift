import Assessment
import Foundation
import Logging
import Postgres

extension Resources {
    /// Housekeeping of uploads: settles those whose last request was killed before it could, throws away those whose time
    /// ran out with what they reserved, and files that are of no use any more.
    func sweepUploads(at now: Date) async throws {
        for upload in try await database.openFiles() {
            do {
                _ = try await settledIfIdle(upload, at: now)
            } catch {
                // It stays as it is; the next round, or its person, tries again.
                logger.warning("upload not settled", metadata: ["error": .string(String(describing: error))])
            }
        }
        for id in try await database.expiredUploads(at: now) {
            _ = try await holds.withIdle(id) { _ in
                try await discard(id, unless: { $0.expiresAt >= now })
            }
        }
        // A row is there before its file, and ends or goes before it: what else has a file is left of a kill between the
        // two.
        let files = try await uploads.all()
        let needed = try await database.unendedUploads(among: files)
        let orphans = files.filter { !needed.contains($0) }
        guard !orphans.isEmpty else { return }
        try await uploads.remove(orphans)
        logger.info("removed files of ended uploads", metadata: ["count": .stringConvertible(orphans.count)])
    }
}

extension Database {
    /// Uploads that become evidence, as far as is known not at their end.
    fileprivate func openFiles() async throws -> [UploadRecord] {
        try await query(
            "select \(UploadRecord.columns) from upload u where u.state = 'open' and u.kind <> 'partial' order by u.id"
        ).map(UploadRecord.init(row:))
    }

    fileprivate func expiredUploads(at now: Date) async throws -> [ID<Upload>] {
        try await query("select id from upload where expires_at < \(now) and state <> 'joined' order by id")
            .map { try $0["id"] }
    }

    fileprivate func unendedUploads(among ids: [ID<Upload>]) async throws -> Set<ID<Upload>> {
        let rows = try await query("select id from upload where id = any(\(ids)) and state in ('open', 'joined')")
        return Set(try rows.map { try $0["id"] })
    }
}

import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import Postgres
import Seal

extension Call {
    /// Takes a piece into an upload that this request holds, and makes evidence of it when it was the last.
    ///
    /// What came before a connection broke stays, except of a piece with a checksum, of which nothing can be known.
    /// - Returns: the upload as it is then, and how many bytes are here.
    func take(
        _ piece: UploadPiece, into id: ID<Upload>, of person: Caller.SignedIn, _ hold: UploadHolds.Hold
    ) async throws -> (upload: UploadRecord, offset: Int64) {
        var upload = try await resources.database.withConnection { try await $0.upload(id, of: person.id) }
        try upload.requireNotRefused()
        try upload.requireTime(now)
        guard upload.state == .open else {
            guard piece.offset == upload.length, piece.announced ?? 0 == 0 else {
                throw Problem.wrongOffset(upload.length)
            }
            return (upload, upload.length)
        }
        let file = try await resources.openUpload(&upload)
        let here = try file.size()
        guard piece.offset == here else { throw Problem.wrongOffset(here) }
        if let announced = piece.announced, here + announced > upload.length {
            throw Problem.uploadTooLong(upload.length)
        }
        if let digest = piece.reprDigest, digest != upload.reprDigest {
            guard upload.reprDigest == nil else { throw Problem.invalidDigest }
            try await resources.database.note(digest, of: id)
            upload.reprDigest = digest
        }
        try await receive(piece, into: file, of: upload, hold)
        let size = try file.size()
        if upload.isFile, size == upload.length { return (try await resources.finish(upload, at: now), size) }
        upload.expiresAt = try await resources.extendIfOld(upload, at: now)
        return (upload, size)
    }

    /// Reads the body into the file, and sees to it that what is there afterwards is durable and right.
    private func receive(
        _ piece: UploadPiece, into file: UploadFile, of upload: UploadRecord, _ hold: UploadHolds.Hold
    ) async throws {
        guard piece.announced != 0 else { return }
        if piece.isChecked { try await resources.database.mark(upload.id, checkedTo: piece.offset) }
        var reader = PieceReader(piece, into: file, length: upload.length)
        do {
            try await reader.read(bytes(), while: hold)
            try reader.requireRight(piece)
            try await file.sync()
        } catch {
            let isTooLong = (error as? Problem)?.type == "upload-too-long"
            if piece.isChecked || isTooLong { try await file.cut(to: piece.offset) } else { try await file.sync() }
            let kept = try file.size() - piece.offset
            logger.info(
                "upload interrupted",
                metadata: [
                    "requestId": .string(requestID), "bytes": .stringConvertible(kept),
                    "reason": .string((error as? Problem)?.type ?? String(describing: error)),
                ])
            if piece.isChecked { try await resources.database.mark(upload.id, checkedTo: nil) }
            throw error
        }
        if piece.isChecked { try await resources.database.mark(upload.id, checkedTo: nil) }
    }
}

extension Resources {
    /// Opens an upload's file, without a piece that was never checked because the service was killed.
    /// - Throws: 423 while another process has it.
    func openUpload(_ upload: inout UploadRecord) async throws -> UploadFile {
        let file = try await openWhenFree(upload.id)
        if let checked = upload.checkedTo {
            if try file.size() > checked { try await file.cut(to: checked) }
            try await database.mark(upload.id, checkedTo: nil)
            upload.checkedTo = nil
        }
        return file
    }

    /// The file, once whoever had it last has let go of it: another process that is stopping, or a request just cut.
    func openWhenFree(_ id: ID<Upload>) async throws -> UploadFile {
        for _ in 0..<100 {
            if let file = try await uploads.open(id) { return file }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Problem.uploadBusy
    }

    /// Gives an upload that is still used more time, once half of it is gone, so that not every piece writes a row.
    fileprivate func extendIfOld(_ upload: UploadRecord, at now: Date) async throws -> Date {
        let lifetime = settings.uploads.lifetime.inSeconds
        guard upload.expiresAt.timeIntervalSince(now) < lifetime / 2 else { return upload.expiresAt }
        let expiry = now.addingTimeInterval(lifetime)
        try await database.extend(upload.id, to: expiry)
        return expiry
    }
}

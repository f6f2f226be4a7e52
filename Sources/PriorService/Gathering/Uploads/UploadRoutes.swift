import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Postgres

/// Files on their way in, by tus 1.0.0: begun, sent in pieces over as many connections as it takes, and evidence when the
/// last byte is here. An upload is its person's, on whichever device.
enum UploadRoutes {
    /// What of tus is spoken here.
    static func describe(_ call: Call) async throws -> Answer {
        .tus(.noContent).with(.tusVersion, Tus.version).with(.tusExtension, Tus.extensions.joined(separator: ","))
            .with(.tusMaxSize, String(call.resources.settings.maximumEvidenceBytes))
            .with(.tusChecksumAlgorithm, Tus.checksumAlgorithms.joined(separator: ","))
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let portfolio = try call.query("portfolio").flatMap { ID<Portfolio>($0) }
        let state = try call.query("state").flatMap(Upload.State.init(rawValue:))
        let uploads = try await call.resources.database.withConnection { connection in
            try await connection.uploads(of: person.id, to: portfolio, in: state, page)
        }
        var bodies: [UploadBody] = []
        for upload in uploads { bodies.append(try await call.resources.body(of: upload)) }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Upload.self)
        let upload = try await call.resources.database.withConnection { try await $0.upload(id, of: person.id) }
        try upload.requireTime(call.now)
        return try .ok(try await call.resources.body(of: try await call.resources.settledIfIdle(upload, at: call.now)))
    }

    /// How far an upload is. Whoever is sending is stopped, so that the answer stays true until the asker goes on.
    static func head(_ call: Call) async throws -> Answer {
        let person = try call.person()
        try Tus.requireVersion(call.request.headers)
        let id = try call.id(of: Upload.self)
        let known = try await call.resources.database.withConnection { try await $0.upload(id, of: person.id) }
        return try await call.resources.holds.with(known.id) { _ in
            var upload = try await call.resources.database.withConnection { try await $0.upload(id, of: person.id) }
            try upload.requireNotRefused()
            try upload.requireTime(call.now)
            var offset = upload.length
            if upload.state == .open, upload.kind != .final {
                let file = try await call.resources.openUpload(&upload)
                try await file.sync()
                offset = try file.size()
            }
            if try await call.resources.isComplete(upload) {
                upload = try await call.resources.finish(upload, at: call.now)
            }
            return upload.answer(.ok, at: offset).with(.uploadLength, String(upload.length))
                .with(.uploadMetadata, upload.metadata.isEmpty ? nil : upload.metadata)
                .with(.uploadConcat, upload.concat)
        }
    }

    /// Takes bytes in.
    static func append(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let headers = call.request.headers
        try Tus.requireVersion(headers)
        guard let offset = try Tus.bytes(.uploadOffset, in: headers) else {
            throw Tus.malformed("Send `Upload-Offset`: how many bytes are here already, as HEAD tells.")
        }
        let piece = try UploadPiece(headers, at: offset)
        let id = try call.id(of: Upload.self)
        let known = try await call.resources.database.withConnection { try await $0.upload(id, of: person.id) }
        guard known.kind != .final else {
            throw Problem.forbidden("A final upload is made of its parts and takes no bytes.")
        }
        let taken = try await call.resources.holds.with(id) { hold in
            try await call.take(piece, into: id, of: person, hold)
        }
        return taken.upload.answer(.noContent, at: taken.offset)
    }

    /// Gives an upload up, or forgets one that ended. Evidence that it became stays.
    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        try Tus.requireVersion(call.request.headers)
        let id = try call.id(of: Upload.self)
        let known = try await call.resources.database.withConnection { try await $0.upload(id, of: person.id) }
        // One that is joined goes with the final upload that is being made of it.
        guard known.state != .joined else { throw Problem.uploadBusy }
        return try await call.resources.holds.with(known.id) { _ in
            try await call.resources.discard(known.id, unless: { $0.state == .joined })
            return .tus(.noContent)
        }
    }

    /// tus for clients that cannot send PATCH, HEAD or DELETE: the header says which is meant.
    static func override(_ call: Call) async throws -> Answer {
        switch call.request.headers[.methodOverride] {
        case "PATCH": return try await append(call)
        case "DELETE": return try await remove(call)
        case "HEAD": return try await head(call)
        default: throw Tus.malformed("Send `X-HTTP-Method-Override: PATCH`, `HEAD` or `DELETE` here.")
        }
    }
}

extension Resources {
    /// An upload as its person sees it.
    func body(of upload: UploadRecord) async throws -> UploadBody {
        let isHere = upload.endedAt != nil || upload.state == .joined || upload.kind == .final
        let offset = isHere ? upload.length : min(try await uploads.size(of: upload.id), upload.length)
        return UploadBody(upload, offset: upload.checkedTo.map { min($0, offset) } ?? offset)
    }

    /// Settles an upload of which all is here and which nobody is at: its last request was killed before it could.
    /// - Returns: the upload as it is then; where it was refused, with the reason.
    func settledIfIdle(_ upload: UploadRecord, at now: Date) async throws -> UploadRecord {
        guard try await isComplete(upload) else { return upload }
        let settled = try await holds.withIdle(upload.id) { _ in
            let present = try await database.withConnection { try await $0.upload(upload.id) }
            guard let present, present.state == .open else { return present }
            do {
                return try await finish(present, at: now)
            } catch is Problem {
                return try await database.withConnection { try await $0.upload(upload.id) }
            }
        }
        return (settled ?? upload) ?? upload
    }

    /// Takes an upload away with its bytes, what it reserved, and the parts it is made of.
    func discard(_ id: ID<Upload>, unless isKept: (UploadRecord) -> Bool) async throws {
        let gone: [ID<Upload>] = try await database.transaction { connection in
            guard let upload = try await connection.upload(id, forUpdate: true), !isKept(upload) else { return [] }
            if upload.state == .open { try await connection.releaseReserved(by: upload) }
            try await connection.delete([id] + upload.parts)
            return [id] + upload.parts
        }
        try await uploads.remove(gone)
    }
}

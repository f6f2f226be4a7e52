import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import Postgres
import Seal

/// The beginning of an upload: who, to where, how long, and whether there is room for it.
enum UploadCreation {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let headers = call.request.headers
        try Tus.requireVersion(headers)
        let plan = try UploadPlan(headers)
        let piece = try firstPiece(headers)
        let upload = try await record(of: plan, by: person, call)
        if let announced = piece?.announced, announced > upload.length { throw Problem.uploadTooLong(upload.length) }
        let begun = try await call.change(digest: plan.text) { change in
            try await change.begin(upload, by: person)
            return Answer.tus(.created).with(.location, call.address(of: upload.id))
                .with(.uploadExpires, Tus.httpDate(upload.expiresAt))
        }
        guard begun.headers[.idempotencyReplayed] == nil else { return begun }
        do {
            return try await goOn(with: upload, piece, by: person, call, from: begun)
        } catch let problem as Problem {
            throw problem.with(header: .location, call.address(of: upload.id))
        }
    }

    /// What came with the beginning: bytes, or nothing.
    private static func firstPiece(_ headers: HTTPFields) throws -> UploadPiece? {
        let isEmpty =
            headers[.contentLength] == "0" || (headers[.contentLength] == nil && headers[.transferEncoding] == nil)
        return isEmpty && headers[.contentType] != Tus.pieceType ? nil : try UploadPiece(headers, at: 0)
    }

    /// Takes the bytes that came along; makes evidence of a final upload.
    private static func goOn(
        with upload: UploadRecord, _ piece: UploadPiece?, by person: Caller.SignedIn, _ call: Call, from begun: Answer
    ) async throws -> Answer {
        guard piece != nil || upload.kind == .final else { return begun }
        return try await call.resources.holds.with(upload.id) { hold in
            guard upload.kind != .final, let piece else {
                let settled = try await call.resources.finish(upload, at: call.now)
                return begun.with(.priorEvidence, settled.evidencePath)
            }
            let taken = try await call.take(piece, into: upload.id, of: person, hold)
            return begun.with(.uploadOffset, String(taken.offset)).with(.priorEvidence, taken.upload.evidencePath)
        }
    }

    /// The upload as it will be, once everything is looked at that needs no lock.
    private static func record(
        of plan: UploadPlan, by person: Caller.SignedIn, _ call: Call
    ) async throws -> UploadRecord {
        let expiry = call.now.addingTimeInterval(call.resources.settings.uploads.lifetime.inSeconds)
        var upload = UploadRecord(
            id: call.newID(), owner: person.id, kind: plan.kind, length: plan.length ?? 0, metadata: plan.metadataText,
            concat: plan.concatText, parts: plan.parts, reprDigest: plan.reprDigest, createdAt: call.now,
            expiresAt: expiry)
        if plan.kind == .final { upload.length = try await length(of: plan.parts, ownedBy: person, call.resources) }
        guard upload.length > 0 else { throw Problem.emptyUpload }
        var most = call.resources.settings.maximumEvidenceBytes
        if plan.kind != .partial {
            guard let portfolio = plan.metadata.portfolio else {
                throw Tus.malformed("`Upload-Metadata` must name the `portfolio` that the file goes to.")
            }
            try EvidenceForm(plan.metadata, digest: nil).producedOn?.requirePast(call.now) { detail in
                Tus.malformed("`producedOn` in `Upload-Metadata`: \(detail)")
            }
            let (limits, record) = try await call.evidenceLimits(portfolio, for: person)
            most = min(most, limits.maximumBytes)
            upload.portfolio = portfolio
            upload.institution = record.institution
        }
        guard upload.length <= most else { throw Problem.fileTooLarge(most) }
        return upload
    }

    /// How long the parts are together, all of which must be this person's and whole.
    private static func length(
        of parts: [ID<Upload>], ownedBy person: Caller.SignedIn, _ resources: Resources
    ) async throws -> Int64 {
        var length: Int64 = 0
        for id in parts {
            let part = try await resources.database.withConnection { try await $0.upload(id) }
            guard let part, part.owner == person.id, part.kind == .partial else { throw UploadPlan.unknownPart(id) }
            let here = try await resources.uploads.size(of: id)
            guard here == part.length, part.checkedTo == nil else {
                throw UploadPlan.unfinishedPart(id, here, part.length)
            }
            length += part.length
        }
        return length
    }
}

extension Change {
    /// Writes a new upload down, if its person and its portfolio have room for it.
    fileprivate func begin(_ upload: UploadRecord, by person: Caller.SignedIn) async throws {
        let settings = call.resources.settings
        try await connection.lockUploads(of: person.id)
        let open = try await connection.openUploads(of: person.id)
        guard open.count < settings.uploads.perPerson else {
            throw Problem.conflict(
                "too-many-uploads", "Too many uploads at once",
                "You have \(open.count) uploads that are not at their end. Finish them, or give them up."
            ).with("maximum", .number(String(settings.uploads.perPerson)))
        }
        if upload.kind == .partial, open.partialBytes + upload.length > Int64(settings.maximumEvidenceBytes) {
            throw Problem.fileTooLarge(settings.maximumEvidenceBytes)
        }
        if let id = upload.portfolio {
            let portfolio = try await connection.portfolio(id, changedBy: person)
            try await connection.reserve(upload.length, for: portfolio, call.resources)
        }
        for id in upload.parts {
            let part = try await connection.upload(id, forUpdate: true)
            guard let part, part.owner == person.id, part.state == .open else { throw UploadPlan.unknownPart(id) }
        }
        try await connection.join(upload.parts)
        try await connection.insert(upload)
    }
}

extension Call {
    /// Where an upload is, for clients that cannot resolve a path: under the public address, or under the name by which
    /// this request reached the service.
    fileprivate func address(of upload: ID<Upload>) -> String {
        let path = "/api/uploads/\(upload)"
        if let url = resources.settings.http.publicURL { return url + path }
        guard let host = request.head.authority,
            host.wholeMatch(of: /[A-Za-z0-9.\-]+(:[0-9]+)?|\[[0-9a-fA-F:]+\](:[0-9]+)?/) != nil
        else { return path }
        return "http://\(host)\(path)"
    }
}

extension Problem {
    static let emptyUpload = Problem(
        .unprocessableContent, "file-empty", "The file is empty",
        "An item of evidence has at least one byte. Choose the file again.")
}

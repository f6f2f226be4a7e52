import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Logging
import Postgres
import Rubrics

extension Resources {
    /// Makes evidence of an upload of which every byte is here, or keeps why it is not taken. Whoever calls holds the
    /// upload. Called again, also after a kill at any moment, it does it once.
    /// - Returns: the upload at its end.
    /// - Throws: the problem, where the file is not taken; what may pass, such as an outage, leaves the upload open.
    func finish(_ upload: UploadRecord, at now: Date) async throws -> UploadRecord {
        guard upload.state == .open, let portfolio = upload.portfolio else {
            try upload.requireNotRefused()
            return upload
        }
        do {
            if upload.kind == .final { try await assemble(upload) }
            let record = try await database.withConnection { try await $0.portfolio(portfolio) }
            guard let record, let policy = rubrics.policies[record.policy]?.value else { throw Problem.unexpected }
            let form = EvidenceForm(try UploadMetadata(upload.metadata), digest: upload.reprDigest)
            let limits = EvidenceLimits(policy, settings)
            let file = try await keep(fileAt: uploads.path + "/" + upload.id.description, form, limits)
            let settled = try await settle(upload, as: form, file, at: now)
            try await uploads.remove([upload.id] + upload.parts)
            try settled.requireNotRefused()
            return settled
        } catch {
            let problem = Problem(for: error)
            guard (400..<500).contains(problem.status.code), problem.status != .locked else { throw error }
            try await refuse(upload, because: problem, at: now)
            throw problem
        }
    }

    /// The one transaction: the item, its event, what it takes of the quota, and the end of the upload.
    private func settle(
        _ upload: UploadRecord, as form: EvidenceForm, _ file: EvidenceFile, at now: Date
    ) async throws -> UploadRecord {
        let owner = Caller.SignedIn(owner: upload.owner)
        return try await database.transaction { connection in
            guard let id = upload.portfolio else { return upload }
            let portfolio = try await connection.portfolio(id, changedBy: owner)
            guard var ended = try await connection.upload(upload.id, forUpdate: true) else {
                throw Problem.notFound("upload")
            }
            guard ended.state == .open else { return ended }
            let evidence = EvidenceRecord(
                id: world.id(at: now), institution: portfolio.institution, portfolio: id, kind: form.kind,
                title: form.title, description: form.description, language: form.language, producedOn: form.producedOn,
                addedBy: owner.id, addedAt: now, file: file, form: form.form(of: file))
            try await connection.insert(evidence)
            try await connection.touch(portfolio)
            try await connection.keepReserved(upload.length, in: id, at: portfolio.institution)
            ended.state = .settled
            ended.evidence = evidence.id
            ended.endedAt = now
            ended.expiresAt = now.addingTimeInterval(settings.uploads.lifetime.inSeconds)
            try await connection.end(ended)
            try await connection.delete(upload.parts)
            let event = Event(
                institution: portfolio.institution, kind: "evidence.added", subject: .init(evidence.id))
            try await connection.append(event, by: .person(owner), at: now, world: world)
            return ended
        }
    }

    /// Keeps why a file was not taken, and gives back what was reserved for it.
    private func refuse(_ upload: UploadRecord, because problem: Problem, at now: Date) async throws {
        try await database.transaction { connection in
            guard var ended = try await connection.upload(upload.id, forUpdate: true), ended.state == .open else {
                return
            }
            ended.state = .refused
            ended.problem = KeptProblem(problem)
            ended.endedAt = now
            ended.expiresAt = now.addingTimeInterval(settings.uploads.lifetime.inSeconds)
            try await connection.releaseReserved(by: ended)
            try await connection.end(ended)
            try await connection.delete(upload.parts)
        }
        try await uploads.remove([upload.id] + upload.parts)
        logger.notice(
            "evidence not taken",
            metadata: ["bytes": .stringConvertible(upload.length), "reason": .string(problem.type)])
    }

    /// Makes the file of a final upload out of its parts; done again from the start where it was not finished.
    private func assemble(_ upload: UploadRecord) async throws {
        var record = upload
        let whole = try await openUpload(&record)
        guard try whole.size() != upload.length else { return }
        try await whole.cut(to: 0)
        for part in upload.parts {
            try await whole.append(try await openWhenFree(part))
        }
        try await whole.sync()
        guard try whole.size() == upload.length else { throw Problem.unexpected }
    }

    /// Whether every byte is here that an upload needs to be settled.
    func isComplete(_ upload: UploadRecord) async throws -> Bool {
        guard upload.state == .open, upload.isFile, upload.checkedTo == nil else { return false }
        if upload.kind == .final { return true }
        return try await uploads.size(of: upload.id) == upload.length
    }
}

extension Connection {
    /// Gives back what an upload reserved that is not to become evidence.
    func releaseReserved(by upload: UploadRecord) async throws {
        guard let portfolio = upload.portfolio, let institution = upload.institution else { return }
        try await release(reserved: upload.length, of: portfolio, at: institution)
    }
}

extension Caller.SignedIn {
    /// Whoever began something that the service finishes without them: their person, and no role.
    init(owner: ID<Person>) {
        self.init(id: owner, name: "", email: "", session: ID(.zero), roles: [])
    }
}

import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import HummingbirdCore
import Postgres
import Rubrics
import Seal

/// What is captured at an encounter, saved as often as the line allows, and the recording or sheets that go with it.
enum CaptureRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Encounter.self)
        let draft = try await call.resources.database.withConnection { connection in
            let (record, sight) = try await connection.encounter(id, seenBy: person)
            guard sight == .conductor else { throw Problem.notConductor }
            return try await connection.draft(of: record.id)
        }
        return try .ok(draft).version(draft.version)
    }

    /// The same draft sent again, because its answer was lost, is answered as it was.
    static func save(_ call: Call) async throws -> Answer {
        let report = try call.body(EncounterReport.self)
        let expected = try call.expectedVersion()
        return try await call.change { change in
            let (record, _) = try await change.encounterToConduct(.draft, needsOpenPortfolio: false)
            let present = try await change.connection.draft(of: record.id)
            if present.version == expected + 1, try present.report.wireText == report.wireText {
                return try .ok(present).version(present.version)
            }
            guard present.version == expected else {
                throw Problem.versionMismatch(present: "\"\(present.version)\"")
            }
            let saved = EncounterDraftBody(
                version: expected + 1, savedAt: call.now, report: report, file: present.file)
            try await change.connection.save(saved, of: record.id)
            return try .ok(saved).version(saved.version)
        }
    }

    static func attach(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let form = try EvidenceForm(call)
        let limits = try await call.resources.database.withConnection { connection in
            let (record, sight) = try await connection.encounter(try call.id(of: Encounter.self), seenBy: person)
            guard sight == .conductor else { throw Problem.notConductor }
            guard let portfolio = try await connection.portfolio(record.portfolio) else { throw Problem.unexpected }
            let usage = try await connection.usage(of: portfolio, call.resources)
            let announced = call.request.headers[.contentLength].flatMap { Int64($0) } ?? 0
            try usage.portfolio.requireRoom(for: announced, of: "portfolio")
            try usage.institution.requireRoom(for: announced, of: "institution")
            return EvidenceLimits(try call.resources.rubrics.policy(portfolio.policy), call.resources.settings)
        }
        let upload = try call.query("upload").flatMap { ID<Upload>($0) }
        let file: EvidenceFile
        if let upload {
            file = try await call.takeUpload(upload, of: person, form, limits)
        } else {
            file = try await call.takeFile(form, limits)
        }
        let answer = try await call.change(digest: "\(file.digest.hex)?\(form.query)") { change in
            let (record, portfolio) = try await change.encounterToConduct(.draft)
            guard record.allowsRecording || !file.isRecording else { throw Problem.recordingNotAllowed }
            try await change.connection.dropFile(of: record.id, in: portfolio)
            try await change.connection.insert(file, of: record.id, at: call.now)
            try await change.connection.keep(file.size, for: portfolio, call.resources)
            if let upload { try await change.connection.delete([upload]) }
            change.record("encounter.fileAttached", of: record.id, at: record.institution)
            return try .created(EvidenceFileBody(file, named: file.name), at: "/api/encounters/\(record.id)/draft")
        }
        if let upload { try await call.resources.uploads.remove([upload]) }
        return answer
    }

    static func detach(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (record, portfolio) = try await change.encounterToConduct(.draft, needsOpenPortfolio: false)
            guard try await change.connection.dropFile(of: record.id, in: portfolio) else {
                throw Problem.notFound("file")
            }
            change.record("encounter.fileRemoved", of: record.id, at: record.institution)
            return .noContent
        }
    }
}

extension Call {
    /// Takes in what came in pieces, over a line that breaks: a partial upload (tus) of the caller's own, whole by now.
    fileprivate func takeUpload(
        _ id: ID<Upload>, of person: Caller.SignedIn, _ form: EvidenceForm, _ limits: EvidenceLimits
    ) async throws -> EvidenceFile {
        try await resources.holds.with(id) { _ in
            let upload = try await resources.database.withConnection { try await $0.upload(id, of: person.id) }
            guard upload.kind == .partial, upload.state == .open, upload.checkedTo == nil else {
                throw UploadPlan.unknownPart(id)
            }
            let here = try await resources.uploads.size(of: id)
            guard here == upload.length else { throw UploadPlan.unfinishedPart(id, here, upload.length) }
            guard here <= limits.maximumBytes else { throw Problem.fileTooLarge(limits.maximumBytes) }
            return try await resources.keep(
                fileAt: resources.uploads.path + "/" + id.description, form, limits)
        }
    }
}

extension EvidenceFile {
    /// Whether it is sound or moving picture.
    var isRecording: Bool { acceptedType.hasPrefix("audio/") || acceptedType.hasPrefix("video/") }
}

extension Problem {
    static let recordingNotAllowed = Problem.conflict(
        "recording-not-allowed", "The learner did not allow a recording",
        "Note the answers instead; or ask the learner, who can allow it in their account."
    ).with("allowed", [])
}

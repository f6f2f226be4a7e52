import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import HummingbirdCore
import MediaType
import Postgres
import Rubrics

/// Speaking instead of writing: a recording comes by the link through the same intake as every file, waits for the
/// signature, and becomes the testimonial's file.
enum WitnessRecordingRoutes {
    /// Sound or picture of some minutes, signing included; 200 MiB.
    static let maximumBytes = 209_715_200

    static func put(_ call: Call) async throws -> Answer {
        let (_, limits) = try await limits(call)
        let file = try await call.takeFile(try EvidenceForm(call), limits)
        return try await call.change { change in
            let (record, portfolio) = try await change.askedByLink()
            try await change.connection.discardRecording(of: record.id, in: portfolio.id, at: portfolio.institution)
            try await change.connection.reserve(file.size, for: portfolio, call.resources)
            try await change.connection.insert(file, recordedFor: record.id, at: call.now)
            change.record("testimonialRequest.recorded", of: record.id, at: record.institution)
            return try .ok(EvidenceFileBody(file, named: file.name))
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (record, portfolio) = try await change.askedByLink()
            try await change.connection.discardRecording(of: record.id, in: portfolio.id, at: portfolio.institution)
            return .noContent
        }
    }

    /// What is taken as a recording, looked at before the first byte is read.
    private static func limits(_ call: Call) async throws -> (TestimonialRequestRecord, EvidenceLimits) {
        let link = try call.link()
        return try await call.resources.database.withConnection { connection in
            let (record, portfolio) = try await connection.asked(by: link, at: call.now)
            let limits = try call.resources.recordingLimits(of: portfolio)
            let announced = call.request.headers[.contentLength].flatMap { Int64($0) } ?? 0
            let usage = try await connection.usage(of: portfolio, call.resources)
            try usage.portfolio.requireRoom(for: announced, of: "portfolio")
            try usage.institution.requireRoom(for: announced, of: "institution")
            return (record, limits)
        }
    }
}

extension Resources {
    /// What a portfolio's policy takes as a recording: its sound and moving pictures.
    func recordingLimits(of portfolio: PortfolioRecord) throws -> EvidenceLimits {
        guard let policy = rubrics.policies[portfolio.policy]?.value else { throw Problem.unexpected }
        var limits = EvidenceLimits(policy, settings)
        limits.maximumBytes = min(limits.maximumBytes, WitnessRecordingRoutes.maximumBytes)
        limits.accepted = limits.accepted.only { ["audio", "video"].contains($0.type) }
        return limits
    }
}

extension Connection {
    fileprivate func insert(
        _ file: EvidenceFile, recordedFor request: ID<TestimonialRequest>, at moment: Date
    ) async throws {
        try await keep(StoredObject(digest: file.digest, size: file.size, existed: true), at: moment)
        try await execute(
            """
            insert into testimonial_recording (
                request_id, digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by, recorded_at)
            values (\(request), \(file.digest), \(file.size), \(file.name.description), \(file.declaredType),
                \(file.detectedType), \(file.encoding), \(file.acceptedType), \(file.acceptedRule),
                \(file.libmagicVersion), \(file.libmagicDatabase), \(file.quarantinedBy), \(moment))
            """)
    }

    /// A recording that waits for its signature.
    func recording(of request: ID<TestimonialRequest>) async throws -> EvidenceFile? {
        try await first(
            """
            select digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by
            from testimonial_recording where request_id = \(request)
            """
        ).map { row in
            let name: String = try row["file_name"]
            return EvidenceFile(
                digest: try row["digest"], size: try row["size"], name: FileName(cleaning: name),
                declaredType: try row["declared_type"], detectedType: try row["detected_type"],
                encoding: try row["encoding"], acceptedType: try row["accepted_type"],
                acceptedRule: try row["accepted_rule"], libmagicVersion: try row["libmagic_version"],
                libmagicDatabase: try row["libmagic_database"], quarantinedBy: try row["quarantined_by"])
        }
    }

    /// Makes a recording the file of the testimonial that was just signed.
    func settleRecording(
        _ file: EvidenceFile, of request: ID<TestimonialRequest>, as evidence: ID<Evidence>,
        in portfolio: PortfolioRecord, isScanned: Bool, at moment: Date
    ) async throws {
        try await execute(
            """
            insert into evidence_file (
                evidence_id, digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by)
            select \(evidence), digest, size, file_name, declared_type, detected_type, encoding, accepted_type,
                accepted_rule, libmagic_version, libmagic_database, quarantined_by
            from testimonial_recording where request_id = \(request)
            """)
        try await execute("delete from testimonial_recording where request_id = \(request)")
        try await keepReserved(file.size, in: portfolio.id, at: portfolio.institution)
        if isScanned { try await awaitScan(of: file.digest, at: moment) }
    }

    /// Lets a recording go that is not to be signed, with what was set aside for it.
    func discardRecording(
        of request: ID<TestimonialRequest>, in portfolio: ID<Portfolio>, at institution: ID<Institution>
    ) async throws {
        let gone = try await first(
            "delete from testimonial_recording where request_id = \(request) returning size")
        guard let gone else { return }
        try await release(reserved: try gone["size"], of: portfolio, at: institution)
    }
}

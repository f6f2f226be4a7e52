import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import MediaType
import NIOCore
import Seal

/// What a policy, and this service, take as a file.
struct EvidenceLimits: Sendable {
    /// The largest file, in bytes.
    var maximumBytes: Int
    var accepted: AcceptedTypes
    var policy: DocumentKey

    init(_ policy: Policy, _ settings: Settings) {
        maximumBytes = min(settings.maximumEvidenceBytes, policy.evidence.maximumItemBytes.value ?? .max)
        accepted = AcceptedTypes(policy.evidence)
        self.policy = policy.key
    }
}

extension Call {
    /// Takes the body in as a file: streamed to the store, looked at as a whole, and kept only if it is accepted. Memory is
    /// bounded whatever the size. Whatever goes wrong, a connection cut included, nothing is left of it but a log line.
    /// - Parameter given: the body, where it was read already.
    func takeFile(
        _ form: EvidenceForm, _ limits: EvidenceLimits, given: ByteBuffer? = nil
    ) async throws -> EvidenceFile {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limits.maximumBytes {
            throw Problem.fileTooLarge(limits.maximumBytes)
        }
        let upload = try await resources.store.begin()
        do {
            if let given { try await upload.write(given) } else { try await receive(into: upload, limits) }
            let staged = try await upload.staged()
            if let expected = form.digest, expected != staged.digest {
                throw EvidenceStoreError.digestMismatch(expected: expected, found: staged.digest)
            }
            let verdict = try await resources.judge(fileAt: staged.path, form, limits)
            let stored = try await upload.finish(expected: form.digest)
            return EvidenceFile(stored, verdict, form, limits, isScanned: resources.settings.scanner != nil)
        } catch {
            await upload.abandon()
            logger.notice(
                "evidence not taken",
                metadata: [
                    "requestId": .string(requestID), "bytes": .stringConvertible(upload.received),
                    "reason": .string((error as? Problem)?.type ?? String(describing: error)),
                ])
            throw error
        }
    }

    private func receive(into upload: any EvidenceUpload, _ limits: EvidenceLimits) async throws {
        for try await buffer in bytes() {
            guard upload.received + buffer.readableBytes <= limits.maximumBytes else {
                throw Problem.fileTooLarge(limits.maximumBytes)
            }
            try await upload.write(buffer)
        }
    }
}

extension Resources {
    /// Puts a file that is already here, whole, into the store, if it is taken. The file itself stays where it is.
    func keep(fileAt path: String, _ form: EvidenceForm, _ limits: EvidenceLimits) async throws -> EvidenceFile {
        let verdict = try await judge(fileAt: path, form, limits)
        let stored = try await store.put(fileAt: path, expected: form.digest)
        return EvidenceFile(stored, verdict, form, limits, isScanned: settings.scanner != nil)
    }

    /// What the whole file is, and whether that is taken.
    fileprivate func judge(
        fileAt path: String, _ form: EvidenceForm, _ limits: EvidenceLimits
    ) async throws -> TypingVerdict {
        let detection = try await typist.type(fileAt: path)
        let verdict = limits.accepted.judge(
            detection, declared: form.declaredType, fileName: form.fileName.description)
        if let rule = verdict.refusedBy { throw Problem.fileRefused(verdict, by: rule, under: limits.policy) }
        return verdict
    }
}

extension EvidenceFile {
    fileprivate init(
        _ stored: StoredObject, _ verdict: TypingVerdict, _ form: EvidenceForm, _ limits: EvidenceLimits,
        isScanned: Bool
    ) {
        self.init(
            digest: stored.digest, size: stored.size, name: form.fileName, declaredType: form.declaredType,
            detectedType: verdict.detection.detected.description, encoding: verdict.detection.encoding,
            acceptedType: (verdict.accepted ?? .unknown).description, acceptedRule: limits.policy.description,
            libmagicVersion: verdict.detection.libmagicVersion, libmagicDatabase: verdict.detection.libmagicDatabase,
            quarantinedBy: verdict.quarantinedBy?.code, scan: isScanned ? Scan(state: .pending) : nil)
    }
}

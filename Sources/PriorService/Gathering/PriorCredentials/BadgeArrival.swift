import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Seal

/// A badge on its way in. A PNG goes through the same intake as every file and stays; of anything else only the badge's text
/// stays, so that no SVG is ever kept or served.
struct BadgeArrival: Sendable {
    var badge: Badge
    /// The picture, where it is one.
    var file: EvidenceFile?
    var form: EvidenceForm
    /// What stands for the body where the request is sent again.
    var requestDigest: String

    static let fields: [Schema.Field] = EvidenceForm.fields.filter {
        ["title", "description", "language", "fileName"].contains($0.name)
    }

    /// Reads the body, at most as long as badges are, and the badge in it.
    static func take(_ call: Call, _ limits: EvidenceLimits) async throws -> BadgeArrival {
        var form = try EvidenceForm(call)
        form.kind = .priorCredential
        form.form = .file
        var buffer = ByteBuffer()
        for try await part in call.bytes() {
            guard buffer.readableBytes + part.readableBytes <= BadgeText.longest else {
                throw Problem.fileTooLarge(BadgeText.longest)
            }
            buffer.writeImmutableBuffer(part)
        }
        let bytes = Array(buffer.readableBytesView)
        let digest = Digest.of(bytes)
        if let expected = form.digest, expected != digest {
            throw EvidenceStoreError.digestMismatch(expected: expected, found: digest)
        }
        let badge = try await Badge(BadgeText(in: bytes)).completed(by: call.resources.settings.fetcher)
        let file = badge.source.carrier == .png ? try await call.takeFile(form, limits, given: buffer) : nil
        form.title = try call.query("title") ?? String(badge.facts.title.prefix(200))
        return BadgeArrival(badge: badge, file: file, form: form, requestDigest: "\(digest.hex)?\(form.query)")
    }

    /// Its item of evidence.
    func evidence(
        _ id: ID<Evidence>, in portfolio: PortfolioRecord, by person: ID<Person>, at now: Date
    ) -> EvidenceRecord {
        EvidenceRecord(
            id: id, institution: portfolio.institution, portfolio: portfolio.id, kind: .priorCredential,
            title: form.title, description: form.description, language: form.language,
            producedOn: badge.facts.awardedOn.flatMap { $0.start <= now ? $0 : nil }, addedBy: person, addedAt: now,
            file: file, form: file == nil ? .record : .file)
    }
}

extension Call {
    /// The badge baked into the picture of an item; nil where there is none.
    func badge(inFileOf evidence: EvidenceRecord) async throws -> Badge? {
        guard evidence.kind == .priorCredential, let file = evidence.file, file.acceptedType == "image/png",
            file.size <= BadgeText.longest
        else { return nil }
        if let hold = file.hold { throw Problem.quarantined(hold) }
        var bytes: [UInt8] = []
        for try await buffer in try await resources.store.open(file.digest) { bytes += buffer.readableBytesView }
        return try Badge(BadgeText(in: bytes))
    }
}

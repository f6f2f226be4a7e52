import Assessment
import Foundation
import Seal

/// An item of evidence.
struct EvidenceBody: AnswerBody {
    var id: ID<Evidence>
    var portfolio: ID<Portfolio>?
    var kind: EvidenceKind
    var title: String
    var description: String
    var language: String
    var producedOn: CalendarDate?
    var addedAt: Date
    var removedAt: Date?
    var form: ItemForm
    var alternativeText: String
    var transcript: TranscriptBody?
    var pageOf: ID<Evidence>?
    var page: Int?
    var pages: [ID<Evidence>]
    var translationOf: ID<Evidence>?
    var origin: ItemOriginBody?
    var file: EvidenceFileBody?
    var links: [EvidenceLinkBody]

    static let schema = Schema.object([
        .must("id", .id, "The item."),
        .may("portfolio", .id, "The portfolio it is in; assessors are not told."),
        .must("kind", .choice(of: EvidenceKind.self), "What kind of thing it is."),
        .must("title", .text(200), "What it is called."),
        .must("description", .anyText(4_000), "What it shows, in its giver's words."),
        .must("language", .text(35), "The language it is in, as BCP 47 writes it."),
        .may("producedOn", .date, "When the work it shows was done; absent where not known."),
        .must("addedAt", .dateTime, "When it was added."),
        .may("removedAt", .dateTime, "When it was taken out of the portfolio; a submission still holds it."),
        .must("form", .choice(of: ItemForm.self), "What it is as a thing; `record`: it has no file of its own."),
        .must("alternativeText", .anyText(2_000), "What can be seen in it, for who cannot see."),
        .may("transcript", .named(TranscriptBody.self), "What is said or stands in it, in writing."),
        .may("pageOf", .id, "The document it is a page of."),
        .may("page", .integer(2...DocumentPages.most), "Which page of it; the document is its own first page."),
        .must("pages", .list(of: .id, 0...DocumentPages.most), "Of a document its pages from the second on, in order."),
        .may("translationOf", .id, "The item it is a translation of."),
        .may("origin", .named(ItemOriginBody.self), "Where it comes from, of an item that came in a bag."),
        .may("file", .named(EvidenceFileBody.self), "Its file; absent for a structured record."),
        .must("links", .list(of: .named(EvidenceLinkBody.self)), "Which criteria it is said to show."),
    ])

    init(_ evidence: EvidenceRecord, links: [EvidenceLinkBody], as sight: EvidenceSight = .portfolio) {
        id = evidence.id
        portfolio = sight == .assessor ? nil : evidence.portfolio
        kind = evidence.kind
        title = evidence.title
        description = evidence.description
        language = evidence.language
        producedOn = evidence.producedOn
        addedAt = evidence.addedAt
        removedAt = evidence.removedAt
        form = evidence.form
        alternativeText = evidence.alternativeText
        transcript = evidence.transcript.map(TranscriptBody.init)
        pageOf = evidence.page?.of
        page = evidence.page?.number
        pages = evidence.pages
        translationOf = evidence.translationOf
        origin = evidence.origin
        file = evidence.file.map { EvidenceFileBody($0, named: evidence.fileName(for: sight)) }
        self.links = links
    }
}

/// The file of an item: four facts about its type, kept apart.
struct EvidenceFileBody: AnswerBody {
    var name: String
    var size: Int64
    var digest: Digest
    var declaredType: String?
    var fileExtension: String?
    var detectedType: String
    var encoding: String?
    var acceptedType: String
    var acceptedBy: String
    var libmagicVersion: String
    var libmagicDatabase: String?
    var verdict: String
    var quarantinedBy: String?
    var signature: String?
    var advice: String?
    var releasedAt: Date?
    var blindCopy: BlindCopyBody?

    static let schema = Schema.object([
        .must("name", .text(200), "The name it was sent under; assessors see a neutral one."),
        .must("size", .integer(1...9_007_199_254_740_991), "In bytes."),
        .must("digest", .sha256, "SHA-256 of its bytes."),
        .may("declaredType", .text(255), "What the sender said it is. It decided nothing."),
        .may("fileExtension", .text(10), "What its name promises."),
        .must("detectedType", .text(255), "What its bytes are."),
        .may("encoding", .text(80), "How its text is encoded."),
        .must("acceptedType", .text(255), "What it was accepted and is served as."),
        .must("acceptedBy", .text(120), "The policy that accepted it."),
        .must("libmagicVersion", .text(20), "The version of libmagic that looked."),
        .may("libmagicDatabase", .text(40), "Length and CRC-32 of the database it looked in."),
        .must("verdict", .choice(["accepted", "quarantined"]), "While it is quarantined, nobody is given its bytes."),
        .may("quarantinedBy", .text(64), "A rule of the policy; `scan_pending` or `malware` where a scanner is asked."),
        .may("signature", .text(400), "What the scanner found."),
        .may("advice", .text(1_000), "What to do about the quarantine."),
        .may("releasedAt", .dateTime, "When the institution released it from the policy's quarantine."),
        .may(
            "blindCopy", .named(BlindCopyBody.self),
            "What assessors are given in its place; absent of a text, and where nobody was to assess it yet."),
    ])

    init(_ file: EvidenceFile, named name: FileName) {
        self.name = name.description
        size = file.size
        digest = file.digest
        declaredType = file.declaredType
        fileExtension = file.name.fileExtension
        detectedType = file.detectedType
        encoding = file.encoding
        acceptedType = file.acceptedType
        acceptedBy = file.acceptedRule
        libmagicVersion = file.libmagicVersion
        libmagicDatabase = file.libmagicDatabase
        let hold = file.hold
        verdict = hold == nil ? "accepted" : "quarantined"
        quarantinedBy = hold?.code
        if case .malware(let name) = hold { signature = name }
        advice = hold?.advice
        releasedAt = file.releasedAt
        let isMakeable = BlindWay(file.acceptedType) != nil
        blindCopy = (isMakeable ? file.blindCopy : .none(of: file.acceptedType)).map(BlindCopyBody.init)
    }
}

/// The copy of a file that is given to those who are not to know whose it is.
struct BlindCopyBody: AnswerBody {
    var state: String
    var reason: String?
    var type: String?
    var size: Int64?
    var digest: Digest?

    static let schema = Schema.object([
        .must(
            "state", .choice(["pending", "made", "withheld"]),
            "`withheld`: there is none, and they are not given the file."),
        .may("reason", .text(200), "Why there is none."),
        .may("type", .text(255), "What it is served as, which may be another type than the original's."),
        .may("size", .integer(1...9_007_199_254_740_991), "In bytes."),
        .may("digest", .sha256, "SHA-256 of its bytes."),
    ])

    init(_ copy: BlindCopy) {
        state = copy.state == .failed ? "withheld" : copy.state.rawValue
        reason = copy.reason.map { String($0.prefix(200)) }
        type = copy.type
        size = copy.size
        digest = copy.digest
    }
}

extension EvidenceRecord {
    /// What its file is called for someone: an assessor sees no name that could tell whose it is.
    func fileName(for sight: EvidenceSight) -> FileName {
        guard let file else { return FileName(cleaning: "") }
        guard sight == .assessor else { return file.name }
        let ending = file.name.fileExtension.map { ".\($0)" } ?? ""
        return FileName(cleaning: "evidence-\(id.description.suffix(8))\(ending)")
    }
}

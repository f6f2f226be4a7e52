import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Seal

/// What comes with the bytes of a new item: the query says what it is, the header fields how it was sent.
struct EvidenceForm: Sendable {
    var kind: EvidenceKind
    var title: String
    var description: String
    var language: String
    var producedOn: CalendarDate?
    var fileName: FileName
    var declaredType: String?
    /// What the bytes must come to, where the sender said so.
    var digest: Digest?
    /// What it is as a thing, where the sender said so.
    var form: ItemForm?
    /// The query as it was sent: part of what makes two requests the same.
    var query: String
}

extension EvidenceForm {
    /// The kinds that are files. The others are records with routes of their own, signed by who saw or asked: a file that
    /// is called an interview is somebody's file.
    static let kinds: [EvidenceKind] = [.artefact, .priorCredential]

    /// What a file can be.
    static let forms = ItemForm.allCases.filter { $0 != .record }

    static let fields: [Schema.Field] = [
        .may("title", .text(200), "What it is called; the file's name when not given."),
        .may("kind", .choice(kinds.map(\.rawValue)), "What kind of thing it is; an artefact when not given."),
        .may("producedOn", .date, "When the work it shows was done."),
        .may("language", .text(35), "The language it is in, as BCP 47 writes it: `st`, `en-BB`; `en` when not given."),
        .may("form", .choice(forms.map(\.rawValue)), "What it is as a thing; proposed from what its bytes are."),
        .may("description", .anyText(4_000), "What it shows."),
        .may("fileName", .text(400), "The file's name, where no Content-Disposition gives it."),
    ]

    init(_ call: Call) throws {
        let headers = call.request.headers
        guard headers[.contentEncoding] == nil else {
            throw Problem(
                .unsupportedMediaType, "content-encoding", "The body is encoded",
                "Send the file's own bytes, without Content-Encoding.")
        }
        let sent = headers[.contentDisposition].flatMap(ContentDisposition.fileName(in:))
        let named = try call.query("fileName")
        let fileName = FileName(cleaning: sent ?? named ?? "")
        self.init(
            kind: try call.query("kind").flatMap(EvidenceKind.init(rawValue:)) ?? .artefact,
            title: try call.query("title") ?? fileName.description,
            description: try call.query("description") ?? "", language: try call.language() ?? "en",
            producedOn: try call.query("producedOn").flatMap { CalendarDate($0) }, fileName: fileName,
            declaredType: headers[.contentType].map { String($0.prefix(255)) }, digest: try Self.digest(headers),
            form: try call.query("form").flatMap(ItemForm.init(rawValue:)), query: call.request.uri.query ?? "")
        try producedOn?.requirePast(call.now) { Problem.invalidQuery("producedOn", $0) }
    }

    /// What an item of this file is as a thing.
    func form(of file: EvidenceFile) -> ItemForm { form ?? .proposed(for: file.acceptedType, as: kind) }

    /// The digest in `Content-Digest` or `Repr-Digest`, which without an encoding say the same.
    private static func digest(_ headers: HTTPFields) throws -> Digest? {
        let digests = try [Digest.sent(.contentDigest, in: headers), Digest.sent(.reprDigest, in: headers)]
            .compactMap { $0 }
        guard Set(digests).count <= 1 else { throw Problem.invalidDigest }
        return digests.first
    }
}

extension Call {
    /// The language in the query, in its usual spelling.
    func language() throws -> String? {
        guard let text = try query("language") else { return nil }
        guard let tag = LanguageTag(text) else { throw Problem.invalidQuery("language", LanguageTag.advice) }
        return tag.description
    }
}

extension LanguageTag {
    static let advice = "Send a language as BCP 47 writes it: `st` for Sesotho, `en`, `en-BB`."
}

extension CalendarDate {
    /// Refuses a day that has not begun anywhere on Earth: no work was done on it.
    func requirePast(_ now: Date, otherwise problem: (String) -> Problem) throws {
        guard start <= now.addingTimeInterval(14 * 3_600) else {
            throw problem("Send a day that is not in the future; \(self) is.")
        }
    }
}

import Assessment
import Foundation
import HTTPTypes
import Seal

/// `Upload-Metadata`: keys and base64 values that say what the file will be.
struct UploadMetadata: Sendable {
    var values: [String: String]

    /// What most tus clients send of their own accord; it says nothing that is not said better.
    private static let overlooked: Set<String> = ["name", "type", "relativePath"]
    static let longest = 8_192

    /// What may stand in it, beside the form's fields under their own names.
    static let fields: [Schema.Field] =
        [
            .may("portfolio", .id, "The portfolio it goes to; not for a part of a file."),
            .may("filename", .text(400), "The file's name."),
            .may("filetype", .text(255), "What the sender says it is, as `image/jpeg`. It decides nothing."),
        ] + EvidenceForm.fields.filter { $0.name != "fileName" }

    /// Reads the field as it was sent, every fault at once.
    init(_ field: String) throws {
        values = [:]
        var faults: [Fault] = []
        guard field.utf8.count <= Self.longest else {
            throw Tus.malformed("`Upload-Metadata` may have \(Self.longest) bytes.")
        }
        for pair in field.split(separator: ",") {
            let parts = pair.split(separator: " ")
            guard (1...2).contains(parts.count) else {
                throw Tus.malformed("`Upload-Metadata` is pairs of a key and base64, with commas between them.")
            }
            let name = String(parts[0])
            guard !Self.overlooked.contains(name) else { continue }
            let fault = Self.take(name, parts.count == 2 ? String(parts[1]) : "", into: &values)
            if let fault {
                faults.append(Fault(pointer: "Upload-Metadata/\(name)", code: fault.code, detail: fault.says))
            }
        }
        guard faults.isEmpty else {
            var problem = Problem(
                .badRequest, "invalid-upload-metadata", "Upload-Metadata says something wrong",
                "Put right what is in `errors`, and begin the upload again.")
            problem.faults = faults
            throw problem
        }
    }

    private static func take(
        _ name: String, _ base64: String, into values: inout [String: String]
    ) -> (code: String, says: String)? {
        guard let field = fields.first(where: { $0.name == name }) else {
            let known = fields.map(\.name).joined(separator: ", ")
            return ("unknown", "Nobody knows this key here. Known: \(known).")
        }
        guard values[name] == nil else { return ("twice", "Give `\(name)` once.") }
        guard let data = Data(base64Encoded: base64), let text = String(validating: data, as: UTF8.self) else {
            return ("encoding", "Send base64 of UTF-8 text.")
        }
        guard !text.utf8.contains(0) else { return ("form", "Send text without NUL.") }
        // A key without a value, and a value of nothing, say nothing.
        guard !text.isEmpty else { return nil }
        if let fault = field.schema.faults(in: .string(text)).first { return (fault.code, fault.detail) }
        if name == "language", LanguageTag(text) == nil { return ("language", LanguageTag.advice) }
        values[name] = text
        return nil
    }

    var portfolio: ID<Portfolio>? { values["portfolio"].flatMap { ID<Portfolio>($0) } }
}

extension EvidenceForm {
    /// What an upload said of its file when it was begun.
    init(_ metadata: UploadMetadata, digest: Digest?) {
        let values = metadata.values
        let name = FileName(cleaning: values["filename"] ?? "")
        self.init(
            kind: values["kind"].flatMap(EvidenceKind.init(rawValue:)) ?? .artefact,
            title: values["title"] ?? name.description, description: values["description"] ?? "",
            language: values["language"].flatMap { LanguageTag($0)?.description } ?? "en",
            producedOn: values["producedOn"].flatMap { CalendarDate($0) },
            fileName: name, declaredType: values["filetype"], digest: digest,
            form: values["form"].flatMap(ItemForm.init(rawValue:)), query: "")
    }
}

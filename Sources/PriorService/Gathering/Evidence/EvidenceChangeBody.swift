import Assessment
import Foundation

/// What a learner says anew of an item; what is left out stays as it is, and null takes a date or a transcript away.
struct EvidenceChangeBody: RequestBody {
    var title: String?
    var description: String?
    var language: String?
    /// Nil where nothing is said of it; nil inside where it is taken away.
    var producedOn: CalendarDate??
    var form: ItemForm?
    var alternativeText: String?
    /// Nil where nothing is said of it; nil inside where it is taken away.
    var transcript: TranscriptBody??

    enum CodingKeys: CodingKey { case title, description, language, producedOn, form, alternativeText, transcript }

    static let schema = Schema.object([
        .may("title", .text(200), "What it is called."),
        .may("description", .anyText(4_000), "What it shows."),
        .may("language", .text(35), "The language it is in, as BCP 47 writes it: `st`, `en-BB`."),
        .may("producedOn", .nullable(.date), "When the work it shows was done; null where not known."),
        .may("form", .choice(EvidenceForm.forms.map(\.rawValue)), "What it is as a thing; of items with a file."),
        .may("alternativeText", .anyText(2_000), "What can be seen in it, for who cannot see."),
        .may("transcript", .nullable(TranscriptBody.schema), "What is said or stands in it, in writing."),
    ])

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        title = try container.decodeIfPresent(String.self, forKey: .title)
        description = try container.decodeIfPresent(String.self, forKey: .description)
        language = try container.decodeIfPresent(String.self, forKey: .language)
        if container.contains(.producedOn) {
            producedOn = .some(try container.decodeIfPresent(CalendarDate.self, forKey: .producedOn))
        }
        form = try container.decodeIfPresent(ItemForm.self, forKey: .form)
        alternativeText = try container.decodeIfPresent(String.self, forKey: .alternativeText)
        if container.contains(.transcript) {
            transcript = .some(try container.decodeIfPresent(TranscriptBody.self, forKey: .transcript))
        }
    }
}

/// A transcript on the wire.
struct TranscriptBody: RequestBody, Encodable {
    var text: String
    var language: String
    var by: Transcript.Maker

    static let schema = Schema.object([
        .must("text", .string(.init(length: 1...200_000)), "The words."),
        .must("language", .text(35), "The language it is written in, as BCP 47 writes it."),
        .must("by", .choice(of: Transcript.Maker.self), "Who wrote it down."),
    ])

    init(_ transcript: Transcript) {
        text = transcript.text
        language = transcript.language
        by = transcript.by
    }
}

extension EvidenceRecord {
    /// Takes what a learner says anew.
    mutating func apply(_ body: EvidenceChangeBody, at now: Date) throws {
        if let title = body.title { self.title = title }
        if let description = body.description { self.description = description }
        if let language = body.language { self.language = try Self.tag(language, at: "/language") }
        if let producedOn = body.producedOn {
            try producedOn?.requirePast(now) { Problem.invalid("/producedOn", "future", $0) }
            self.producedOn = producedOn
        }
        if let form = body.form {
            guard file != nil else {
                throw Problem.invalid("/form", "no-file", "This item is a record without a file; leave `form` out.")
            }
            self.form = form
        }
        if let alternativeText = body.alternativeText { self.alternativeText = alternativeText }
        if let given = body.transcript {
            transcript = try given.map { given in
                Transcript(
                    text: given.text, language: try Self.tag(given.language, at: "/transcript/language"), by: given.by)
            }
        }
    }

    /// The usual spelling of a language.
    static func tag(_ text: String, at pointer: String) throws -> String {
        guard let tag = LanguageTag(text) else { throw Problem.invalid(pointer, "language", LanguageTag.advice) }
        return tag.description
    }
}

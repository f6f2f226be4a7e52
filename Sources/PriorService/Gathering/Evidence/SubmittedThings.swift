import Assessment

// What whoever reads a submission is shown of its items as things. Documents come with their pages, originals with their
// translations; neither pages nor translated files stand by themselves there.

extension SubmittedEvidenceBody {
    static let thingFields: [Schema.Field] = [
        .may("form", .choice(of: ItemForm.self), "What it is as a thing."),
        .may("alternativeText", .anyText(2_000), "What can be seen in it, for who cannot see."),
        .may("transcript", .named(TranscriptBody.self), "What is said or stands in it, in writing."),
        .may(
            "pages", .list(of: .named(SubmittedPageBody.self)), "Of a document its pages from the second on, in order."),
        .may("translations", .list(of: .named(SubmittedTranslationBody.self)), "What it says in other languages."),
        .may("credential", .named(SubmittedCredentialBody.self), "What it says, of a certificate or badge."),
    ]

    /// The items of a manifest as they are read.
    static func all(of manifest: Manifest) -> [SubmittedEvidenceBody] {
        let pages = Dictionary(grouping: manifest.evidence.filter { $0.pageOf != nil }) { $0.pageOf }
        let translated = Set(manifest.evidence.flatMap { $0.translations ?? [] }.compactMap(\.item))
        return manifest.evidence.filter { $0.pageOf == nil && !translated.contains($0.id) }.map { item in
            var body = SubmittedEvidenceBody(item)
            let following = (pages[item.id] ?? []).sorted { ($0.page ?? 0) < ($1.page ?? 0) }
            if !following.isEmpty { body.pages = following.map(SubmittedPageBody.init) }
            return body
        }
    }
}

/// One page of a document in a submission.
struct SubmittedPageBody: AnswerBody {
    var id: ID<Evidence>
    var page: Int
    var type: String?
    var size: Int?
    var digest: String?
    var alternativeText: String?
    var transcript: TranscriptBody?
    var translations: [SubmittedTranslationBody]?

    init(_ item: Manifest.Item) {
        id = item.id
        page = item.page ?? 0
        type = item.file?.type
        size = item.file?.size
        digest = item.file?.digest
        alternativeText = item.alternativeText
        transcript = item.transcript.map(TranscriptBody.init)
        translations = item.translations?.map(SubmittedTranslationBody.init)
    }

    static let schema = Schema.object([
        .must("id", .id, "The page, an item; its file is at /api/evidence/{id}/content."),
        .must("page", .integer(0...DocumentPages.most), "Which page, from 2."),
        .may("type", .text(200), "What its bytes were found to be."),
        .may("size", .integer(1...Int.max), "In bytes."),
        .may("digest", .sha256, "SHA-256 of its bytes."),
        .may("alternativeText", .anyText(2_000), "What can be seen in it, for who cannot see."),
        .may("transcript", .named(TranscriptBody.self), "What stands in it, in writing."),
        .may("translations", .list(of: .named(SubmittedTranslationBody.self)), "What it says in other languages."),
    ])
}

/// One translation in a submission. Who translated is not said where that is the learner.
struct SubmittedTranslationBody: AnswerBody {
    var id: ID<Translation>
    var language: String
    var text: String?
    var item: ID<Evidence>?
    var translatorName: String?
    var relation: TranslatorRelation

    init(_ translation: Manifest.Translated) {
        id = translation.id
        language = translation.language
        text = translation.text
        item = translation.item
        translatorName = translation.relation == .self ? nil : translation.translatorName
        relation = translation.relation
    }

    static let schema = Schema.object(
        [.must("id", .id, "The translation.")] + NewTranslationBody.fields + [
            .may("translatorName", .text(200), "Who translated; not said where that is the learner."),
            .must("relation", .choice(of: TranslatorRelation.self), "Who that is to the learner."),
        ])
}

/// A certificate or badge in a submission, without holder and number.
struct SubmittedCredentialBody: AnswerBody {
    var format: PriorCredential.Format
    var facts: PriorCredential.Facts
    var standing: CredentialStanding?
    var checkedAt: String?
    var checks: [CredentialCheck]

    init(_ credential: Manifest.Credential) {
        format = credential.format
        facts = credential.facts.withoutHolder
        standing = credential.checks.isEmpty ? nil : credential.checks.standing
        checkedAt = credential.checkedAt
        checks = credential.checks
    }

    static let schema = Schema.object([
        .must("format", .choice(of: PriorCredential.Format.self), "What it is."),
        .must("facts", .named(PriorCredential.Facts.self), "What it says, without holder and number."),
        .may("standing", .choice(of: CredentialStanding.self), "What the checks come to; absent where there are none."),
        .may("checkedAt", .dateTime, "When it was last checked before it was handed in."),
        .must(
            "checks", .list(of: .named(CredentialCheck.self)),
            "What could be verified; more at /api/evidence/{id}/credential."),
    ])
}

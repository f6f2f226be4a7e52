import Assessment
import Foundation

/// A translation to be put beside an item: a text, or an item of the same portfolio whose file it is.
struct NewTranslationBody: RequestBody {
    var language: String
    var text: String?
    var item: ID<Evidence>?
    var translatorName: String
    var relation: TranslatorRelation

    static let fields: [Schema.Field] = [
        .must("language", .text(35), "The language it is in, as BCP 47 writes it."),
        .may("text", .string(.init(length: 1...200_000)), "The translation, where it is a text."),
        .may("item", .id, "The item of the same portfolio that is the translated file, where it is one."),
    ]
    static let schema = Schema.object(
        fields + [
            .must("translatorName", .text(200), "Who translated; of a program, its name."),
            .must("relation", .choice(of: TranslatorRelation.self), "Who that is to the learner."),
        ])
}

/// A translation beside an item.
struct TranslationBody: AnswerBody {
    var id: ID<Translation>
    var evidence: ID<Evidence>
    var language: String
    var text: String?
    var item: ID<Evidence>?
    var translatorName: String?
    var relation: TranslatorRelation
    var declaredBy: ID<Person>?
    var declaredAt: Date

    /// For assessors, who do not know the learner: not who declared it, nor the translator where that is the learner.
    var withoutLearner: TranslationBody {
        var copy = self
        copy.declaredBy = nil
        if relation == .self { copy.translatorName = nil }
        return copy
    }

    static let schema = Schema.object(
        [
            .must("id", .id, "The translation."),
            .must("evidence", .id, "The item it stands beside; a page of it, where it is of one."),
        ] + NewTranslationBody.fields + [
            .may("translatorName", .text(200), "Who translated; where it is the learner, assessors are not told."),
            .must("relation", .choice(of: TranslatorRelation.self), "Who that is to the learner."),
            .may("declaredBy", .id, "Who said so; assessors are not told."),
            .must("declaredAt", .dateTime, "When."),
        ])
}

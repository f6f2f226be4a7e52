import Assessment
import Foundation
import Rubrics

/// All questions of a version of a unit, to be drawn from in place of those that are there.
struct NewQuestionSheetBody: RequestBody {
    var questions: QuestionSheet.Questions
    var reason: String

    static let schema = Schema.object(
        QuestionSheet.Questions.fields + [.must("reason", .text(1000), "Why, as that one has become known.")])

    private enum CodingKeys: CodingKey { case reason }

    init(from decoder: any Decoder) throws {
        questions = try QuestionSheet.Questions(from: decoder)
        reason = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .reason)
    }
}

/// The questions of a version of a unit, as whoever writes or reviews it sees them.
struct QuestionSheetBody: AnswerBody {
    var id: ID<QuestionSheet>?
    var unit: String
    var number: Int
    var questions: QuestionSheet.Questions
    var reason: String?
    var writtenBy: ID<Person>?
    var writtenAt: Date?

    static let schema = Schema.object(
        [
            .may("id", .id, "The sheet; absent of the questions that the version came with."),
            .must("unit", .text(120), "Which version of which unit."),
            .must(
                "number", .integer(0...Int.max), "Counts the sheets; also the ETag. 0 is what the version came with."),
        ] + QuestionSheet.Questions.fields + [
            .may("reason", .text(1000), "Why they were renewed."),
            .may("writtenBy", .id, "Who renewed them."),
            .may("writtenAt", .dateTime, "When."),
        ])

    init(_ sheet: QuestionSheet) {
        id = sheet.id
        unit = sheet.unit.description
        number = sheet.number
        questions = sheet.questions
        reason = sheet.reason
        writtenBy = sheet.writtenBy
        writtenAt = sheet.writtenAt
    }

    /// What a version came with.
    init(_ document: Document<Assessment.Unit>) {
        unit = document.key.description
        number = 0
        questions = .init(
            interviewQuestions: document.value.interviewQuestions, testQuestions: document.value.testQuestions)
    }

    private enum CodingKeys: CodingKey { case id, unit, number, reason, writtenBy, writtenAt }

    func encode(to encoder: any Encoder) throws {
        try questions.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(id, forKey: .id)
        try container.encode(unit, forKey: .unit)
        try container.encode(number, forKey: .number)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encodeIfPresent(writtenBy, forKey: .writtenBy)
        try container.encodeIfPresent(writtenAt, forKey: .writtenAt)
    }
}

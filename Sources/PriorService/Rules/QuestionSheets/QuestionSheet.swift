import Assessment
import Foundation
import Postgres
import Rubrics

/// The questions for interviews and tests of one version of a unit, from some day on. Identified by `ID<QuestionSheet>`.
struct QuestionSheet: Sendable {
    var id: ID<QuestionSheet>
    var institution: ID<Institution>
    var unit: DocumentKey
    var number: Int
    var questions: Questions
    var reason: String
    var writtenBy: ID<Person>
    var writtenAt: Date

    /// What is drawn from; under the same names as in a unit's document.
    struct Questions: Codable, Sendable {
        var interviewQuestions: [UnitQuestion]
        var testQuestions: [UnitQuestion]

        static let fields: [Schema.Field] = [
            .must("interviewQuestions", list, "What interviews draw from."),
            .must("testQuestions", list, "What tests draw from; each says how it is answered, in `form`."),
        ]
        private static let list = Schema.list(of: .named(UnitQuestion.self), 0...500)

        /// As it is kept, and as the library takes it in.
        func text() throws -> String { String(decoding: try JSONEncoder.wire().encode(self), as: UTF8.self) }
    }
}

extension Connection {
    private static let sheetColumns: SQL =
        "id, institution_id, unit_id, unit_version, number, content, reason, written_by, written_at"

    /// The sheet that holds now; nil where the version's own questions do.
    func questionSheet(of unit: DocumentKey) async throws -> QuestionSheet? {
        try await first(
            """
            select \(Self.sheetColumns) from question_sheet
            where unit_id = \(unit.id) and unit_version = \(unit.version) order by number desc limit 1
            """
        ).map(QuestionSheet.init(row:))
    }

    func questionSheets(of unit: DocumentKey, _ page: Page) async throws -> [QuestionSheet] {
        try await query(
            """
            select \(Self.sheetColumns) from question_sheet
            where unit_id = \(unit.id) and unit_version = \(unit.version) and number > coalesce(
                (select s.number from question_sheet s where s.id = \(page.afterID)::uuid), 0)
            order by number limit \(page.rows)
            """
        ).map(QuestionSheet.init(row:))
    }

    func insert(_ sheet: QuestionSheet) async throws {
        try await execute(
            """
            insert into question_sheet (
                id, institution_id, unit_id, unit_version, number, content, reason, written_by, written_at)
            values (\(sheet.id), \(sheet.institution), \(sheet.unit.id), \(sheet.unit.version), \(sheet.number),
                \(try sheet.questions.text()), \(sheet.reason), \(sheet.writtenBy), \(sheet.writtenAt))
            """)
    }
}

extension QuestionSheet {
    fileprivate init(row: Row) throws {
        let content: String = try row["content"]
        self.init(
            id: try row["id"], institution: try row["institution_id"],
            unit: try DocumentKey(row, "unit_id", "unit_version"), number: try row["number"],
            questions: try JSONDecoder().decode(Questions.self, from: Data(content.utf8)), reason: try row["reason"],
            writtenBy: try row["written_by"], writtenAt: try row["written_at"])
    }
}

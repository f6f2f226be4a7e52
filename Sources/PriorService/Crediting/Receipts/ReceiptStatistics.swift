import Assessment
import Foundation
import Postgres

/// What receivers make of credit, for everybody to see: by unit and by institution, never by both, and only where so many
/// credits were answered that nobody can be told from the figures. Counts are to the nearest five, so that a figure looked
/// at twice does not tell what the one answer in between was.
struct ReceiptStatisticsBody: AnswerBody {
    /// Below this nothing is shown; also the step of every count.
    static let step = 5

    var units: [UnitAnswersBody]
    var institutions: [InstitutionAnswersBody]

    static let schema = Schema.object([
        .must("units", .list(of: .named(UnitAnswersBody.self)), "By unit: answers of all receivers together."),
        .must(
            "institutions", .list(of: .named(InstitutionAnswersBody.self)),
            "By receiving institution: its answers to credit of all units together."),
    ])
}

/// How many latest answers said what, each to the nearest five.
struct AnswerCounts: Sendable, Encodable {
    var answered: Int
    var accepted: Int
    var partly: Int
    var refused: Int

    /// Rounds; nil where there are too few to be shown.
    init?(accepted: Int, partly: Int, refused: Int) {
        let step = ReceiptStatisticsBody.step
        let answered = accepted + partly + refused
        guard answered >= step else { return nil }
        func rounded(_ count: Int) -> Int { (count + step / 2) / step * step }
        self.answered = rounded(answered)
        self.accepted = rounded(accepted)
        self.partly = rounded(partly)
        self.refused = rounded(refused)
    }

    static let fields: [Schema.Field] = [
        .must("answered", .integer(0...Int.max), "How many credits were answered, to the nearest five."),
        .must("accepted", .integer(0...Int.max), "Of them in full."),
        .must("partly", .integer(0...Int.max), "Of them in part."),
        .must("refused", .integer(0...Int.max), "Of them not."),
    ]
}

/// The answers to credit of one unit.
struct UnitAnswersBody: AnswerBody {
    var unit: String
    var answers: AnswerCounts

    static let schema = Schema.object([
        .must("unit", .text(120), "The unit and its version."),
        .must("answers", .object(AnswerCounts.fields), "The answers."),
    ])
}

/// The answers of one institution.
struct InstitutionAnswersBody: AnswerBody {
    var institution: NamedBody<Institution>
    var answers: AnswerCounts

    static let schema = Schema.object([
        .must("institution", NamedBody<Institution>.schema, "Who answered."),
        .must("answers", .object(AnswerCounts.fields), "The answers."),
    ])
}

extension Database {
    /// The latest answer of each institution to each credit, counted.
    func receiptStatistics() async throws -> ReceiptStatisticsBody {
        let counts: SQL = """
            count(*) filter (where r.verdict = 'accepted') as accepted, count(*) filter (where r.verdict = 'partly') as partly,
            count(*) filter (where r.verdict = 'refused') as refused
            """
        let latest: SQL = """
            (select distinct on (institution_id, credit_id) institution_id, credit_id, verdict from receipt
            order by institution_id, credit_id, number desc) r
            """
        let units = try await query(
            """
            select k.unit_id, k.unit_version, \(counts) from \(latest) join credit k on k.id = r.credit_id
            group by k.unit_id, k.unit_version order by k.unit_id, k.unit_version
            """)
        let institutions = try await query(
            """
            select i.id, i.name, \(counts) from \(latest) join institution i on i.id = r.institution_id
            group by i.id, i.name order by i.name, i.id
            """)
        return ReceiptStatisticsBody(
            units: try units.compactMap { row in
                let unit = try DocumentKey(row, "unit_id", "unit_version")
                return try AnswerCounts(row).map { UnitAnswersBody(unit: unit.description, answers: $0) }
            },
            institutions: try institutions.compactMap { row in
                let institution = NamedBody<Institution>(id: try row["id"], name: try row["name"])
                return try AnswerCounts(row).map { InstitutionAnswersBody(institution: institution, answers: $0) }
            })
    }
}

extension AnswerCounts {
    fileprivate init?(_ row: Row) throws {
        self.init(accepted: try row["accepted"], partly: try row["partly"], refused: try row["refused"])
    }
}

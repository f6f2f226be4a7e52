import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// A recommendation in the form that receivers know from credit recommendation services: how much, at which level, under which
/// subjects, on which conditions, for how long, and how it was decided. It is not credit.
struct StatementBody: AnswerBody {
    var recommendation: ID<Recommendation>
    var unit: UnitNameBody
    var kind: Recommendation.Kind
    var words: String
    var credits: String?
    var creditSystem: String?
    var hours: String?
    var framework: DocumentKey
    var level: Int
    var carried: [CarriedBody]
    var subjects: [String]
    var graded: Bool
    var conditions: String
    var validFrom: CalendarDate
    var validUntil: CalendarDate?
    var reviewOn: CalendarDate?
    var reviewSource: SourceBody?
    var policy: DocumentKey
    var decided: HowDecidedBody
    var chainDigest: String

    static let schema = Schema.object([
        .must("recommendation", .id, "The recommendation."),
        .must("unit", .named(UnitNameBody.self), "The unit."),
        .must("kind", .choice(of: Recommendation.Kind.self), "Credit, or a refusal."),
        .must("words", .anyText(), "The recommendation in one sentence."),
        .may("credits", .decimal, "How many; absent for a refusal and where the framework counts units only."),
        .may("creditSystem", .slug, "Which credits: a number says nothing without its system."),
        .may("hours", .decimal, "The notional hours of learning behind them; absent where not known."),
        .must("framework", .text(120), "The framework."),
        .must("level", .integer(0...20), "The level on it."),
        .must(
            "carried", .list(of: .named(CarriedBody.self)), "Where that stands on other frameworks; only an indication."
        ),
        .must("subjects", .list(of: .text(200)), "Subjects under which it may be posted, one or another."),
        .must("graded", .boolean, "False, always: recognition gives credit and no grade."),
        .must("conditions", .anyText(), "On which conditions."),
        .must("validFrom", .date, "The day it was recommended."),
        .may("validUntil", .date, "The last day on which it can be decided."),
        .may("reviewOn", .date, "When the worth of the unit is to be looked at again."),
        .may("reviewSource", .named(SourceBody.self), "Whose term that is."),
        .must("policy", .text(120), "The policy that it was made under."),
        .must("decided", .named(HowDecidedBody.self), "How its value was come to."),
        .must("chainDigest", .sha256, "SHA-256 of the chain it stands on."),
    ])
}

/// Shown to whoever sees the recommendation.
enum StatementRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        let (record, policy) = try await call.resources.database.withConnection { connection in
            guard let record = try await connection.recommendation(id) else { throw Problem.notFound("recommendation") }
            let (portfolio, sight) = try await connection.portfolio(
                record.portfolio, seenBy: person, as: "recommendation")
            guard try await connection.showsRecommendations(of: portfolio, to: sight) else {
                throw Problem.notFound("recommendation")
            }
            return (record, portfolio.policy)
        }
        return try .ok(StatementBody(record, under: policy, call.resources.rubrics))
    }
}

extension StatementBody {
    init(_ record: RecommendationRecord, under key: DocumentKey, _ rubrics: RubricsLibrary) throws {
        let one = record.recommendation
        let unit = try rubrics.unit(record.unit).value
        let policy = try rubrics.policy(key)
        let day = policy.day(of: record.recommendedAt)
        let review = policy.recommendation.reviewYears ?? policy.recommendation.validityYears
        let hours = one.amount?.credits == unit.credits ? unit.notionalHours : nil
        self.init(
            recommendation: record.id,
            unit: UnitNameBody(id: record.unit.id, version: record.unit.version, title: unit.title), kind: one.kind,
            words: one.words(for: unit.title, hours: hours, rubrics.frameworks[one.framework]?.value),
            credits: one.amount?.credits.description, creditSystem: one.amount?.system,
            hours: one.kind == .credit ? hours?.description : nil, framework: one.framework, level: one.level,
            carried: rubrics.carriers(from: one.framework).map { document in
                let (from, to) = (document.value.from, document.value.to)
                return CarriedBody(
                    document.value.carry(
                        level: one.level, credits: one.amount?.credits, notionalHours: hours,
                        system: rubrics.frameworks[from]?.value.creditSystem,
                        other: rubrics.frameworks[to]?.value.creditSystem), document.key)
            },
            subjects: one.subjects, graded: false, conditions: one.conditions, validFrom: day,
            validUntil: one.validUntil, reviewOn: review.value.map { day.adding(years: $0) },
            reviewSource: review.source.map { SourceBody($0) }, policy: key,
            decided: HowDecidedBody(
                assessors: record.chain["scorecards"]?.array?.count ?? 0,
                rubricFingerprint: record.chain["rubric"]?["fingerprint"]?.string ?? ""),
            chainDigest: record.chainDigest.hex)
    }
}

import Assessment
import Foundation

/// What a coordinator says of an assessor.
struct AssessorProfileBody: RequestBody, Encodable {
    var capacity: Int
    var expertise: [ExpertiseBody]
    var levels: [LevelsBody]?
    var languages: [String]?
    var places: [String]?

    static let schema = Schema.object([
        .must("capacity", .integer(0...1000), "Seats they can hold at once; 0 while they are away."),
        .must("expertise", .list(of: .named(ExpertiseBody.self), 0...500), "What they know, and how well."),
        .may("levels", .list(of: .named(LevelsBody.self), 0...20), "What they assess; every level when none is given."),
        .may(
            "languages", .list(of: .text(35), 0...50),
            "What they read and hear, as `en` and `st`; nothing is kept away by it when none is given."),
        .may("places", .list(of: .text(100), 0...100), "Where they can be for a site visit."),
    ])

    init(_ profile: AssessorProfile) {
        capacity = profile.capacity
        expertise = profile.expertise.map { ExpertiseBody(unit: $0.unit, field: $0.field, strength: $0.strength) }
        levels = profile.levels.map { LevelsBody(framework: $0.framework, from: $0.from, to: $0.to) }
        languages = profile.languages
        places = profile.places
    }

    /// - Throws: 422 where a line names neither a unit nor a field, or both, or levels run backwards.
    func profile() throws -> AssessorProfile {
        for (place, line) in expertise.enumerated() where (line.unit == nil) == (line.field == nil) {
            throw Problem.invalid("/expertise/\(place)", "one_of", "Name a `unit` or a `field`, and not both.")
        }
        for (place, line) in (levels ?? []).enumerated() where line.from > line.to {
            throw Problem.invalid("/levels/\(place)", "order", "`from` is at most `to`.")
        }
        return AssessorProfile(
            capacity: capacity,
            expertise: expertise.map { .init(unit: $0.unit, field: $0.field, strength: $0.strength) },
            levels: (levels ?? []).map { .init(framework: $0.framework, from: $0.from, to: $0.to) },
            languages: languages ?? [], places: places ?? [])
    }
}

/// One line of expertise.
struct ExpertiseBody: Codable, Described {
    var unit: String?
    var field: String?
    var strength: Int

    static let schema = Schema.object([
        .may("unit", .slug, "A unit's id, for all its versions."),
        .may("field", .text(200), "A field as units name it, for units that have no line of their own."),
        .must("strength", .integer(1...100), "How well: 1 just about, 100 nobody better."),
    ])
}

/// The levels of one framework.
struct LevelsBody: Codable, Described {
    var framework: String
    var from: Int
    var to: Int

    static let schema = Schema.object([
        .must("framework", .slug, "The framework's id."),
        .must("from", .integer(0...100), "The lowest level."),
        .must("to", .integer(0...100), "The highest level."),
    ])
}

/// An assessor of an institution, as coordinators see them.
struct AssessorBody: AnswerBody {
    var person: ID<Person>
    var name: String
    /// Seats offered to them or held by them, not completed.
    var load: Int
    /// 0 where there is no profile yet.
    var version: Int
    var profile: AssessorProfileBody?

    static let schema = Schema.object([
        .must("person", .id, "Who."),
        .must("name", .text(200), "Their name."),
        .must("load", .integer(0...100_000), "Seats offered to them or held by them that are not completed."),
        .must("version", .integer(0...1_000_000_000), "Of the profile, for If-Match; 0 where there is none yet."),
        .may("profile", .named(AssessorProfileBody.self), "What is known of them; without it no run gives them work."),
    ])
}

import Assessment
import Foundation
import Postgres

/// What a coordinator asks of a run, kept with it: the same request, seed and database give the same result.
struct AllocationRequestBody: RequestBody, Encodable, Equatable {
    var submissions: [ID<Submission>]?
    var seed: Int?
    var pins: [AllocationMarkBody]?
    var forbids: [AllocationMarkBody]?
    var places: [CasePlaceBody]?
    var commit: Bool?

    /// Submissions in one run; the soonest due go first, and the rest waits for the next run.
    static let largest = 500

    static let schema = Schema.object([
        .may(
            "submissions", .list(of: .id, 1...largest),
            "Which; every admitted submission with an open seat when not given, \(largest) at the most."),
        .may("seed", .integer(0...999_999_999), "Decides between allocations that are equally good; 1 when not given."),
        .may("pins", .list(of: .named(AllocationMarkBody.self), 0...1000), "Who is to have a seat, whatever is found."),
        .may("forbids", .list(of: .named(AllocationMarkBody.self), 0...1000), "Who is to have no seat."),
        .may(
            "places", .list(of: .named(CasePlaceBody.self), 0...largest),
            "Where a learner must be visited: only assessors who can be there are considered."),
        .may("commit", .boolean, "true: offers the seats at once. Otherwise it is a dry run, to be committed later."),
    ])
}

/// A coordinator's word on one assessor.
struct AllocationMarkBody: Codable, Described, Equatable {
    var submission: ID<Submission>?
    var assessor: ID<Person>
    var reason: String

    static let schema = Schema.object([
        .may("submission", .id, "Which; a pin needs one, a forbid without one keeps them from all of the batch."),
        .must("assessor", .id, "Who."),
        .must("reason", .text(2000), "Why. It is kept with the run and shown; a rule it sets aside is named with it."),
    ])
}

/// Where a case must be visited.
struct CasePlaceBody: Codable, Described, Equatable {
    var submission: ID<Submission>
    var place: String

    static let schema = Schema.object([
        .must("submission", .id, "Which."),
        .must("place", .text(100), "As the profiles of assessors name it."),
    ])
}

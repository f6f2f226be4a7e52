import Allocation
import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Seal

/// Giving the seats of many submissions at once: shown first, then committed.
enum AllocationRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.assign, at: id, of: "institution")
        let body = try call.body(AllocationRequestBody.self)
        return try await call.change { change in
            try await change.connection.holdSeats(at: id)
            var record = try await change.allocate(at: id, body, by: person.id)
            if body.commit == true { record = try await change.commit(record, by: person.id) }
            return try .created(try await change.connection.named(record), at: "/api/allocations/\(record.id)")
        }
    }

    static func commit(_ call: Call) async throws -> Answer {
        let fingerprint = try call.body(CommitmentBody.self).fingerprint
        let person = try call.person()
        let id = try call.id(of: AllocationRun.self)
        let found = try await record(call, id, seenBy: person)
        return try await call.change { change in
            try await change.connection.holdSeats(at: found.institution)
            guard let record = try await change.connection.allocation(id, forUpdate: true) else {
                throw Problem.notFound("allocation")
            }
            guard record.body.state == .dryRun else {
                throw Problem.conflict(
                    "allocation-committed", "It is committed", "Its seats have been offered; nothing was done again."
                ).with("state", .string(record.body.state.rawValue))
            }
            guard record.fingerprint.hex == fingerprint else { throw Problem.allocationStale }
            let committed = try await change.commit(record, by: person.id)
            return try .created(try await change.connection.named(committed), at: "/api/allocations/\(id)")
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let record = try await record(call, try call.id(of: AllocationRun.self), seenBy: try call.person())
        return try await call.resources.database.withConnection { try .ok(try await $0.named(record)) }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.assign, at: id, of: "institution")
        let page = try call.page(keys: 1)
        let records = try await call.resources.database.withConnection { try await $0.allocations(at: id, page) }
        return try call.list(records.map { AllocationLineBody($0.body) }, page) { [$0.id.description] }
    }

    /// The instance itself, for `prior allocation solve` and `check`.
    static func instance(_ call: Call) async throws -> Answer {
        let record = try await record(call, try call.id(of: AllocationRun.self), seenBy: try call.person())
        return .json(.ok, bytes: ByteBuffer(string: record.instance))
    }

    /// The solver's result with its proof.
    static func result(_ call: Call) async throws -> Answer {
        let record = try await record(call, try call.id(of: AllocationRun.self), seenBy: try call.person())
        return .json(.ok, bytes: ByteBuffer(string: record.result))
    }

    private static func record(
        _ call: Call, _ id: ID<AllocationRun>, seenBy person: Caller.SignedIn
    ) async throws -> AllocationRecord {
        let found = try await call.resources.database.withConnection { try await $0.allocation(id) }
        guard let found else { throw Problem.notFound("allocation") }
        try person.require(.assign, at: found.institution, of: "allocation")
        return found
    }
}

extension Connection {
    /// A run as it is shown, with names.
    func named(_ record: AllocationRecord) async throws -> AllocationBody {
        let body = record.body
        let people =
            body.loads.map(\.assessor) + body.assignments.map(\.assessor)
            + body.unserved.flatMap { $0.forbidden.map(\.assessor) }
        return body.naming(try await names(of: Set(people)))
    }
}

/// One line of the list of runs.
struct AllocationLineBody: AnswerBody {
    var id: ID<AllocationRun>
    var state: AllocationBody.State
    var madeBy: ID<Person>?
    var madeAt: Date
    var committedAt: Date?
    var submissions: Int
    var seats: AllocationBody.Seats

    init(_ body: AllocationBody) {
        (id, state, madeBy, madeAt) = (body.id, body.state, body.madeBy, body.madeAt)
        (committedAt, submissions, seats) = (body.committedAt, body.submissions, body.seats)
    }

    static let schema = Schema.object([
        .must("id", .id, "The run."),
        .must("state", .choice(of: AllocationBody.State.self), "Whether its seats have been offered."),
        .may("madeBy", .id, "Who ran it; the service itself when not there."),
        .must("madeAt", .dateTime, "When."),
        .may("committedAt", .dateTime, "When it was committed."),
        .must("submissions", .integer(0...AllocationRequestBody.largest), "How many submissions were looked at."),
        .must("seats", .named(AllocationBody.Seats.self), "The seats of the batch."),
    ])
}

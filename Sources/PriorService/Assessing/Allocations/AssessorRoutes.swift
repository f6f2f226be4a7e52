import Assessment
import Foundation
import Postgres

/// What coordinators know of assessors.
enum AssessorRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.assign, at: id, of: "institution")
        let page = try call.page(keys: 1)
        let records = try await call.resources.database.withConnection { connection in
            try await connection.assessors(
                at: id, after: page.afterID.map { ID<Person>($0) }, rows: page.rows, at: call.now)
        }
        return try call.list(records.map(AssessorBody.init), page) { [$0.person.description] }
    }

    static func put(_ call: Call) async throws -> Answer {
        let coordinator = try call.person()
        let (id, person) = (try call.id(of: Institution.self), try call.id("person", of: Person.self))
        try coordinator.require(.assign, at: id, of: "institution")
        let profile = try call.body(AssessorProfileBody.self).profile()
        let expected = try call.expectedVersion()
        return try await call.change { change in
            try await change.connection.holdSeats(at: id)
            guard var record = try await change.connection.assessors(at: id, only: person, at: call.now).first else {
                throw Problem.notFound("assessor")
            }
            guard expected == record.version,
                let version = try await change.connection.save(
                    profile, of: person, at: id, over: expected, by: coordinator.id, call.now)
            else { throw Problem.versionMismatch(present: "\"\(record.version)\"") }
            change.record("assessorProfile.changed", of: person, at: id)
            (record.profile, record.version) = (profile, version)
            return try .ok(AssessorBody(record)).version(version)
        }
    }
}

extension AssessorBody {
    init(_ record: AssessorRecord) {
        self.init(
            person: record.person, name: record.name, load: record.load, version: record.version,
            profile: record.profile.map(AssessorProfileBody.init))
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Claims whose marks were agreed on, made and taken out of use by coordinators.
enum AnchorRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let body = try call.body(NewAnchorBody.self)
        try person.require(.assign, at: institution, of: "institution")
        return try await call.change { change in
            guard let submission = try await change.connection.submission(body.submission),
                submission.institution == institution
            else { throw Problem.invalid("/submission", "unknown", "Send a submission of the institution.") }
            guard submission.state == .assessed else { throw ScoringError.stillBlind }
            let manifest = try await change.connection.manifest(of: submission.id)
            guard let claim = manifest.claims.first(where: { $0.id == body.claim }) else {
                throw Problem.invalid("/claim", "unknown", "Send a claim of the submission.")
            }
            let rubric = try call.resources.rubrics.unit(claim.unit).value.rubric
            let anchor = try Anchor(rubric: rubric, marks: body.marks.map(\.mark))
            let record = AnchorRecord(
                id: call.newID(), institution: institution, unit: claim.unit, body, anchor.marks, at: call.now)
            try await change.connection.insert(record, by: person.id)
            change.record("anchor.made", of: record.id, at: institution, why: body.consent)
            try await change.notify(every: .assessor, .standardisationAsked, of: record.id, at: institution)
            return try .created(AnchorBody(record, forStaff: true), at: "/api/anchors/\(record.id)")
        }
    }

    /// For coordinators with the agreed marks, for assessors without.
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let isStaff = person.holds(.assign, at: institution)
        guard isStaff || person.holds(.assess, at: institution) else {
            throw Problem.forbidden("This needs the permission `assess` or `assign` at the institution.")
        }
        let page = try call.page(keys: 1)
        let anchors = try await call.resources.database.anchors(at: institution, all: isStaff, page)
        return try call.list(anchors.map { AnchorBody($0, forStaff: isStaff) }, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Anchor.self)
        let found = try await call.resources.database.withConnection { try await $0.anchor(id) }
        guard let found else { throw Problem.notFound("anchor") }
        let isStaff = person.holds(.assign, at: found.institution)
        guard isStaff || (person.holds(.assess, at: found.institution) && found.retiredAt == nil) else {
            throw Problem.notFound("anchor")
        }
        return try .ok(AnchorBody(found, forStaff: isStaff))
    }

    static func retire(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Anchor.self)
        return try await call.change { change in
            guard var found = try await change.connection.anchor(id, forUpdate: true) else {
                throw Problem.notFound("anchor")
            }
            try person.require(.assign, at: found.institution, of: "anchor")
            guard found.retiredAt == nil else { throw AnchorError.retired }
            try await change.connection.retire(id, by: person.id, at: call.now)
            found.retiredAt = call.now
            change.record("anchor.retired", of: id, at: found.institution)
            return try .created(AnchorBody(found, forStaff: true), at: "/api/anchors/\(id)")
        }
    }

    static func certifications(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: institution, of: "institution")
        let page = try call.page(keys: 2)
        let found = try await call.resources.database.certifications(at: institution, at: call.now, page)
        return try call.list(found, page) { [$0.assessor.description, $0.unit] }
    }
}

extension AnchorBody {
    init(_ record: AnchorRecord, forStaff: Bool) {
        self.init(
            id: record.id, institution: record.institution, unit: record.unit, title: record.title,
            madeAt: record.madeAt, retiredAt: record.retiredAt, submission: forStaff ? record.submission : nil,
            claim: forStaff ? record.claim : nil, consent: forStaff ? record.consent : nil,
            marks: forStaff
                ? record.marks.map { AnchorMarkBody(criterion: $0.criterion, level: $0.level, says: $0.says) } : nil)
    }
}

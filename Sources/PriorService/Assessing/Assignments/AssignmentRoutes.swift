import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Giving submissions to assessors, and what these say to it.
enum AssignmentRoutes {
    static func assign(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let body = try call.body(NewAssignmentBody.self)
        return try await call.change { change in
            guard let found = try await change.connection.submission(id) else { throw Problem.notFound("submission") }
            try person.require(.assign, at: found.institution, of: "submission")
            try await change.connection.holdSeats(at: found.institution)
            let (submission, portfolio) = try await change.connection.submission(id, decidedBy: person, with: .assign)
            try submission.requireInAssessment(portfolio)
            try await change.lapseAssignments(of: id)
            let offer = try await change.offer(submission, portfolio, body, by: person)
            let record = try await change.give(offer, under: call.resources.rubrics.policy(portfolio.policy))
            try await change.tellOfOffer(record)
            return try .created(
                AssignmentBody(record, at: call.now, forStaff: true), at: "/api/assignments/\(record.id)")
        }
    }

    static func ofSubmission(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 1)
        let found = try await call.resources.database.withConnection { try await $0.submission(id) }
        guard let found else { throw Problem.notFound("submission") }
        try person.require(.readPortfolios, at: found.institution, of: "submission")
        let records = try await call.resources.database.assignments(of: id, page)
        let bodies = records.map { AssignmentBody($0, at: call.now, forStaff: true) }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let record = try await call.resources.database.withConnection { try await $0.assignment(id) }
        guard let record else { throw Problem.notFound("assignment") }
        let isStaff = person.holds(.readPortfolios, at: record.institution)
        guard record.assessor == person.id || isStaff else { throw Problem.notFound("assignment") }
        return try .ok(AssignmentBody(record, at: call.now, forStaff: isStaff))
    }

    static func accept(_ call: Call) async throws -> Answer {
        let independent = try call.body(AssignmentAcceptanceBody.self).independence
        return try await call.change { change in
            var (record, submission, portfolio) = try await change.ownAssignment()
            try submission.requireInAssessment(portfolio)
            try record.assignment.accept(independent: independent, at: call.now)
            let facts = try await change.connection.independenceFacts(
                of: record.assessor, on: submission, besides: record.id, at: call.now)
            let policy = try call.resources.rubrics.policy(portfolio.policy)
            try policy.requireIndependence(facts, overrideReason: record.overrideReason)
            try await change.connection.save(record)
            try await change.lease(record, under: policy)
            change.record(
                "assignment.accepted", of: record.id, at: record.institution, from: Assignment.State.offered.rawValue,
                to: Assignment.State.accepted.rawValue)
            try await change.beginAssessment(of: portfolio)
            return try .created(
                AssignmentBody(record, at: call.now, forStaff: false), at: "/api/assignments/\(record.id)")
        }
    }

    static func recuse(_ call: Call) async throws -> Answer {
        let body = try call.body(RecusalBody.self)
        return try await call.change { change in
            var (record, submission, _) = try await change.ownAssignment()
            let before = record.assignment.state(at: call.now)
            try record.assignment.decline(at: call.now)
            record.declineReason = body.reason
            try await change.connection.save(record)
            change.record(
                "assignment.declined", of: record.id, at: record.institution, from: before.rawValue,
                to: Assignment.State.declined.rawValue, why: body.reason)
            if let relation = body.relation { try await change.declare(relation, body.reason, submission, record) }
            return try .created(
                AssignmentBody(record, at: call.now, forStaff: false), at: "/api/assignments/\(record.id)")
        }
    }
}

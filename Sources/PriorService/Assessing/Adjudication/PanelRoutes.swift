import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal

/// Panels: named people give one joint mark, with reasons, on claims on which two assessors disagree.
enum PanelRoutes {
    static func convene(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let body = try call.body(NewPanelBody.self)
        return try await call.change { change in
            guard let found = try await change.connection.submission(id) else { throw Problem.notFound("submission") }
            try person.require(.assign, at: found.institution, of: "submission")
            try await change.connection.holdSeats(at: found.institution)
            let (submission, portfolio) = try await change.connection.submission(id, decidedBy: person, with: .assign)
            try submission.requireInAssessment(portfolio)
            try await change.lapseAssignments(of: id)
            let policy = try await change.requireMembers(body, on: submission, portfolio)
            let offer = try await change.offer(
                submission, portfolio, NewAssignmentBody(assessor: body.chair, seat: .third), by: person)
            let seat = try await change.give(offer, under: policy)
            let panel = PanelRecord(
                id: call.newID(), institution: submission.institution, submission: id, assignment: seat.id,
                convenedAt: call.now)
            try await change.connection.insert(panel, body.members, by: person.id)
            change.record("panel.convened", of: panel.id, at: panel.institution)
            for member in [body.chair] + body.members {
                try await change.notify(
                    member, .adjudicationAsked, of: panel.id, at: panel.institution,
                    until: CalendarDate(seat.assignment.dueAt.addingTimeInterval(-1)))
            }
            let made = try await change.connection.panelBody(panel.id, call.resources.rubrics)
            return try .created(made, at: "/api/panels/\(panel.id)")
        }
    }

    static func mine(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let ids = try await call.resources.database.openPanels(of: person.id, page)
        let panels = try await call.resources.database.withConnection { connection in
            var panels: [PanelBody] = []
            for id in ids { panels.append(try await connection.panelBody(id, call.resources.rubrics)) }
            return panels
        }
        return try call.list(panels, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Panel.self)
        let body = try await call.resources.database.withConnection { connection in
            guard let panel = try await connection.panel("p.id = \(id)") else { throw Problem.notFound("panel") }
            let body = try await connection.panelBody(id, call.resources.rubrics)
            let isIn = body.chair == person.id || panel.members.contains { $0.person == person.id }
            guard isIn else { throw Problem.notFound("panel") }
            return body
        }
        return try .ok(body)
    }

    /// A member agrees to the joint mark as it stands; a change of it later undoes that.
    static func agree(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Panel.self)
        return try await call.change { change in
            guard let panel = try await change.connection.panel("p.id = \(id)"),
                panel.members.contains(where: { $0.person == person.id }),
                let seat = try await change.connection.assignment(panel.assignment, forUpdate: true)
            else { throw Problem.notFound("panel") }
            try seat.assignment.requireAtWork(at: call.now)
            let marks = try await change.connection.jointMark(of: panel.assignment)
            guard !marks.isEmpty else {
                throw Problem.conflict("panel-not-agreed", "There is no mark yet", "The chair writes it.")
            }
            try await change.connection.agree(person.id, to: marks.digest, in: id, at: call.now)
            change.record("panel.agreed", of: id, at: panel.institution)
            let body = try await change.connection.panelBody(id, call.resources.rubrics)
            return try .created(body, at: "/api/panels/\(id)")
        }
    }
}

extension Change {
    /// Members have a role there that may judge, are independent of the case, and are not the chair or twice there.
    fileprivate func requireMembers(
        _ body: NewPanelBody, on submission: SubmissionRecord, _ portfolio: PortfolioRecord
    ) async throws -> Policy {
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        guard policy.disagreement.resolution.value == .panel else {
            throw Problem.conflict(
                "no-panel", "The policy calls no panel",
                "Under this policy a third assessor settles it: offer the seat `third`.")
        }
        guard Set(body.members).count == body.members.count, !body.members.contains(body.chair) else {
            throw Problem.invalid("/members", "twice", "Name each person once, and the chair only as chair.")
        }
        for (place, member) in body.members.enumerated() {
            var mayJudge = false
            for role in [Role.assessor, .moderator, .panel] where !mayJudge {
                mayJudge = try await connection.worksThere(member, submission.institution, as: role)
            }
            guard mayJudge else {
                throw Problem.invalid(
                    "/members/\(place)", "not_staff", "Send somebody who is assessor, moderator or panel there.")
            }
            let facts = try await connection.independenceFacts(of: member, on: submission, at: call.now)
            try policy.requireIndependence(facts, overrideReason: nil)
        }
        return policy
    }

    /// Refuses to close a panel's joint mark before everybody in it agrees to it as it stands, with a reason on each criterion.
    func requirePanelAgrees(_ record: AssignmentRecord, under policy: Policy) async throws {
        guard record.assignment.seat.number > policy.seatCount, policy.disagreement.resolution.value == .panel else {
            return
        }
        let marks = try await connection.jointMark(of: record.id)
        let bare = marks.filter { $0.comment.allSatisfy(\.isWhitespace) }
        guard bare.isEmpty else {
            throw Problem.conflict(
                "panel-not-agreed", "The joint mark is without reasons",
                "A panel says why on each criterion: \(bare.map(\.criterion).joined(separator: ", ")).")
        }
        let panel = try await connection.panel("p.assignment_id = \(record.id)")
        let open = panel?.members.filter { $0.agreedTo != marks.digest } ?? []
        guard let panel, !panel.members.isEmpty, open.isEmpty else {
            throw Problem.conflict(
                "panel-not-agreed", "Not everybody on the panel agrees",
                panel == nil
                    ? "The policy asks for a panel; a coordinator calls it."
                    : "Each member agrees to the mark as it stands."
            ).with("waiting", .array(open.map { .string($0.person.description) }))
        }
    }
}

extension Connection {
    /// A panel with what it decides on.
    fileprivate func panelBody(_ id: ID<Panel>, _ rubrics: RubricsLibrary) async throws -> PanelBody {
        guard let panel = try await panel("p.id = \(id)"), let seat = try await assignment(panel.assignment),
            let submission = try await submission(panel.submission),
            let portfolio = try await portfolio(submission.portfolio)
        else { throw Problem.notFound("panel") }
        let marks = try await jointMark(of: panel.assignment)
        let disputes = try await disputes(of: submission, portfolio.policy, rubrics)
        var cards: [SubmittedScorecardBody] = []
        for dispute in disputes {
            cards += try await submittedScorecards(of: submission.id, dispute.claim, namingAssessors: false).map(\.1)
        }
        let digest = marks.digest
        return PanelBody(
            id: id, submission: submission.id, pseudonym: submission.pseudonym, assignment: seat.id,
            chair: seat.assessor,
            members: panel.members.map {
                PanelBody.Member(
                    person: $0.person, name: $0.name, agreed: $0.agreedTo == digest && !marks.isEmpty,
                    agreedAt: $0.agreedAt)
            }, disputes: disputes, convenedAt: panel.convenedAt, completedAt: seat.assignment.completedAt,
            draft: marks, scorecards: cards)
    }
}

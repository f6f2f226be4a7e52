import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Open claims that are scored by another version of their unit from now on, with a reason. No mark is lost or changed.
enum RubricMoveRoutes {
    static func move(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let body = try call.body(NewRubricMoveBody.self)
        return try await call.change { change in
            let (submission, portfolio) = try await change.connection.submission(
                id, decidedBy: person, with: .moveCases)
            let plan = try await change.plan(body, submission, portfolio)
            guard body.dryRun != true else { return try .ok(plan.body(submission, body, nil)) }
            let move = plan.record(call.newID(), submission, body, by: person.id, at: call.now)
            try await change.connection.insert(move)
            for card in plan.cards { try await change.carry(card, move, plan, portfolio) }
            change.record(
                "claim.moved", of: move.claim, at: move.institution, from: move.from.description,
                to: move.to.description, why: move.reason)
            try await change.tell(of: move, portfolio, plan.cards)
            return try .created(plan.body(submission, body, move), at: "/api/submissions/\(id)/rubric-moves")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 1)
        let database = call.resources.database
        let (_, sight) = try await database.withConnection { try await $0.submission(id, seenBy: person) }
        var moves: [MadeRubricMoveBody] = []
        for move in try await database.rubricMoves(of: id, page) {
            var own: MadeRubricMoveBody.Own?
            if sight == .assessor, let kept = try await database.setAside(by: move, of: person.id) {
                own = try move.own(kept.assignment, kept.scorecard, kept.scores, call.resources.rubrics)
            }
            moves.append(
                MadeRubricMoveBody(
                    id: move.id, claim: move.claim, from: move.from.description, to: move.to.description,
                    reason: move.reason, movedBy: sight == .staff ? move.movedBy : nil, movedAt: move.movedAt, own: own)
            )
        }
        return try call.list(moves, page) { [$0.id.description] }
    }
}

/// What a move would do, worked out while everything it depends on is held.
struct RubricMovePlan: Sendable {
    var from: Document<Assessment.Unit>
    var to: Document<Assessment.Unit>
    var cards: [HeldScorecard]

    func record(
        _ id: ID<RubricMoveRecord>, _ submission: SubmissionRecord, _ body: NewRubricMoveBody, by person: ID<Person>,
        at moment: Date
    ) -> RubricMoveRecord {
        RubricMoveRecord(
            id: id, institution: submission.institution, submission: submission.id, claim: body.claim, from: from.key,
            fromFingerprint: from.fingerprint.rawValue, to: to.key, toFingerprint: to.fingerprint.rawValue,
            reason: body.reason, movedBy: person, movedAt: moment)
    }

    func body(
        _ submission: SubmissionRecord, _ asked: NewRubricMoveBody, _ made: RubricMoveRecord?
    ) -> RubricMoveBody {
        let fates = from.value.rubric.fates(under: to.value.rubric)
        return RubricMoveBody(
            id: made?.id, submission: submission.id, claim: asked.claim, from: from.key.description,
            to: to.key.description, reason: asked.reason, dryRun: made == nil, movedBy: made?.movedBy,
            movedAt: made?.movedAt, words: from.value.rubric.moveInWords(to: to.value.rubric),
            criteria: fates.map(CriterionFateBody.init),
            changes: ChangesBody(from: "", to: "", DocumentChange.between(from.publicJSON, to.publicJSON)).changes,
            seats: cards.map { card in
                MovedSeatBody(
                    assignment: card.assignment.id, seat: card.assignment.assignment.seat, marks: card.levels.count,
                    isOpenedAgain: card.assignment.isAlive && card.assignment.assignment.completedAt != nil)
            })
    }
}

extension AssignmentRecord {
    /// Whether the assessor still has the seat.
    fileprivate var isAlive: Bool { assignment.declinedAt == nil && assignment.lapsedAt == nil }
}

extension Change {
    /// What a move would do, where it may be made.
    fileprivate func plan(
        _ body: NewRubricMoveBody, _ submission: SubmissionRecord, _ portfolio: PortfolioRecord
    ) async throws -> RubricMovePlan {
        let open: [Portfolio.State] = [.submitted, .admitted, .inAssessment]
        guard open.contains(portfolio.state), submission.state != .returned else {
            throw Problem.conflict(
                "case-not-open", "The case is not open",
                "A claim is moved between submission and its outcome; what is decided stays under the version it was "
                    + "decided by."
            ).with("state", .string(portfolio.state.rawValue)).with("needed", .array(open.map { .string($0.rawValue) }))
        }
        guard let pin = try await connection.pin(of: body.claim, in: submission.id) else {
            throw Problem.invalid("/claim", "unknown", "Send the id of a claim in the submission.")
        }
        let rubrics = call.resources.rubrics
        guard let key = DocumentKey(body.to), key.id == pin.unit.id, key != pin.unit, let to = rubrics.units[key],
            to.status == .published
        else {
            let others = rubrics.units.values.filter {
                $0.key.id == pin.unit.id && $0.key != pin.unit && $0.status == .published
            }.map(\.key.description).sorted().joined(separator: ", ")
            throw Problem.invalid(
                "/to", "unknown",
                others.isEmpty
                    ? "There is no other published version of \(pin.unit.id)."
                    : "Send another published version of \(pin.unit.id): \(others).")
        }
        let cards = try await connection.heldScorecards(of: body.claim, in: submission.id)
        try rubrics.policy(portfolio.policy).requireMove(
            isAdmitted: submission.admittedAt != nil, isSettled: pin.isSettled, cards)
        return RubricMovePlan(from: try rubrics.unit(pin.unit), to: to, cards: cards)
    }

    /// Puts a scorecard aside and opens one under the other version, where the assessor still has the seat.
    fileprivate func carry(
        _ card: HeldScorecard, _ move: RubricMoveRecord, _ plan: RubricMovePlan, _ portfolio: PortfolioRecord
    ) async throws {
        let carried = plan.from.value.rubric.move(card.levels, to: plan.to.value.rubric).carried.keys.sorted()
        try await connection.setAside(card, at: call.now)
        guard card.assignment.isAlive else { return }
        try await connection.open(call.newID(), after: card, move, carrying: carried)
        record(
            "scorecard.moved", of: card.id, at: move.institution, from: move.from.description,
            to: move.to.description)
        guard card.assignment.assignment.completedAt != nil else { return }
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        let due = policy.assignment(seat: card.assignment.assignment.seat, at: call.now).dueAt
        try await connection.openAgain(card.assignment.id, until: due)
        record(
            "assignment.openedAgain", of: card.assignment.id, at: move.institution,
            from: Assignment.State.completed.rawValue, to: Assignment.State.accepted.rawValue)
    }

    /// Tells whoever has to score again, and the learner, who need do nothing.
    fileprivate func tell(
        of move: RubricMoveRecord, _ portfolio: PortfolioRecord, _ cards: [HeldScorecard]
    ) async throws {
        for card in cards where card.assignment.isAlive {
            try await notify(card.assignment.assessor, .scorecardMoved, of: card.assignment.id, at: move.institution)
        }
        try await notify(portfolio.learner, .claimMoved, of: move.claim, at: move.institution)
    }
}

extension Policy {
    /// Refuses a move that comes too late.
    fileprivate func requireMove(isAdmitted: Bool, isSettled: Bool, _ cards: [HeldScorecard]) throws {
        var happened: [RubricMoveRules.Until] = []
        if isAdmitted { happened.append(.admission) }
        if cards.contains(where: { !$0.levels.isEmpty }) { happened.append(.firstMark) }
        if cards.contains(where: \.isSubmitted) { happened.append(.firstScorecard) }
        if isSettled { happened.append(.outcome) }
        guard let late = happened.first(where: { $0 >= movesUntil }) else { return }
        let source = rubricMoves?.until.source?.title
        throw Problem.conflict(
            "move-too-late", "The claim cannot be moved any more",
            "It stays with its version, as \(late.words)."
                + (source.map { " \(key) allows it until then only (\($0))." } ?? "")
        ).with("state", .string(late.rawValue)).with("until", .string(movesUntil.rawValue))
    }
}

extension RubricMoveRecord {
    /// One assessor's marks under the old version, and which of them stand.
    fileprivate func own(
        _ assignment: ID<Assignment>, _ scorecard: ID<Scorecard>, _ scores: [JSONValue], _ rubrics: RubricsLibrary
    ) throws -> MadeRubricMoveBody.Own {
        let levels = scores.compactMap { score -> (String, String)? in
            guard let criterion = score["criterion_id"]?.string, let level = score["level_id"]?.string else {
                return nil
            }
            return (criterion, level)
        }
        let (before, after) = (try rubrics.unit(from).value.rubric, try rubrics.unit(to).value.rubric)
        let move = before.move(Dictionary(levels) { first, _ in first }, to: after)
        return .init(
            assignment: assignment, scorecard: scorecard,
            marks: scores.map { score in
                let criterion = score["criterion_id"]?.string ?? ""
                return .init(
                    criterion: criterion, level: score["level_id"]?.string ?? "",
                    comment: score["comment"]?.string ?? "", carried: move.carried[criterion] != nil,
                    words: move.reasons[criterion])
            })
    }
}

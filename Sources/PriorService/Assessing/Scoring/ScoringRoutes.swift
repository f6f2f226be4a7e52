import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Levels on criteria: an assessor's own scorecards while they work, everybody's once all are in.
enum ScoringRoutes {
    /// One score. Written all day, from several tabs: two reads and writes, and the event.
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewScoreBody.self)
        let score = ScoreToWrite(
            assignment: try call.id(of: Assignment.self), claim: try call.id("claim", of: Claim.self),
            criterion: try call.text("criterion"), level: body.level, comment: body.comment ?? "",
            expected: try call.expectedVersion(), at: call.now)
        return try await call.change { change in
            let desk = try await change.connection.scoringDesk(score.assignment, of: person.id, for: score.claim)
            try desk.require(score, call.resources.rubrics)
            let opening = call.newID(of: Scorecard.self)
            guard let card = try await change.connection.write(score, desk, opening: opening) else {
                throw try await change.connection.refusal(of: score, by: person.id)
            }
            change.record("scorecard.scored", of: card.id, at: desk.institution)
            return try .ok(ScoreBody(score, version: card.version)).version(card.version)
        }
    }

    static func own(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let page = try call.page(keys: 1)
        let record = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        try record.assignment.requireTaken(at: call.now)
        let cards = try await call.resources.database.scorecards(of: record, page, call.resources.rubrics)
        return try call.list(cards, page) { [$0.claim.description] }
    }

    /// Nobody sees these, coordinators included, before every claim has its outcome: a third marker too is to be blind.
    static func all(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 3)
        let database = call.resources.database
        let (submission, sight) = try await database.withConnection { try await $0.submission(id, seenBy: person) }
        guard sight == .staff || sight == .assessor else { throw Problem.notFound("submission") }
        try await database.withConnection { try await $0.requireShown(submission, to: sight) }
        let found = try await database.submittedScorecards(of: id, page, namingAssessors: sight == .staff)
        let cards = try await database.withConnection { try await $0.addRulings(to: found) }
        return try call.list(cards, page) { [$0.claim.description, $0.seat.rawValue, $0.id.description] }
    }
}

extension ScoringDesk {
    /// Refuses a score that cannot be written, whatever its version.
    fileprivate func require(_ score: ScoreToWrite, _ rubrics: RubricsLibrary) throws {
        guard !isSubmitted else { throw ScoringError.submitted }
        try assignment.requireAtWork(at: score.at)
        guard portfolioState == .inAssessment else { throw SubmissionError.notInAssessment(portfolioState) }
        try Scorecard.check(score.level, on: score.criterion, of: try rubrics.unit(unit).value.rubric)
        guard version == score.expected else { throw Problem.versionMismatch(present: "\"\(version)\"") }
    }
}

extension Connection {
    /// Why a score was not written although all looked well a moment ago: somebody was faster.
    fileprivate func refusal(of score: ScoreToWrite, by person: ID<Person>) async throws -> any Error {
        let desk = try await scoringDesk(score.assignment, of: person, for: score.claim)
        if desk.isSubmitted { return ScoringError.submitted }
        if desk.version == score.expected { return ScoringError.unknownClaim }
        return Problem.versionMismatch(present: "\"\(desk.version)\"")
    }

    /// Refuses what is shown of a submission only once all of it is in. Those who marked wait until no moderation is open,
    /// because they may have to mark again.
    func requireShown(_ submission: SubmissionRecord, to sight: SubmissionSight) async throws {
        guard submission.state == .assessed else { throw ScoringError.stillBlind }
        guard sight == .assessor else { return }
        let open = try await openModeration(of: submission.id)
        guard open == nil else { throw ScoringError.stillBlind }
    }

    /// Every submitted scorecard of the claim that a moderator looks at, with its rulings.
    func everyScorecard(of moderation: ModerationRecord, namingAssessors: Bool) async throws -> [SubmittedScorecardBody]
    {
        let found = try await submittedScorecards(
            of: moderation.submission, moderation.claim, namingAssessors: namingAssessors)
        return try await addRulings(to: found)
    }

    fileprivate func addRulings(
        to found: [(ID<Assignment>, SubmittedScorecardBody)]
    ) async throws -> [SubmittedScorecardBody] {
        var rulings: [ID<Assignment>: [RulingBody]] = [:]
        var cards: [SubmittedScorecardBody] = []
        for (assignment, card) in found {
            if rulings[assignment] == nil { rulings[assignment] = try await self.rulings(of: assignment) }
            var card = card
            card.rulings = (rulings[assignment] ?? []).filter { $0.claim == card.claim }
            if card.assessor == nil {
                for place in card.rulings.indices { card.rulings[place].ruledBy = nil }
            }
            cards.append(card)
        }
        return cards
    }
}

extension ScoreBody {
    fileprivate init(_ score: ScoreToWrite, version: Int) {
        self.init(
            claim: score.claim, criterion: score.criterion, level: score.level, comment: score.comment,
            scoredAt: score.at, version: version)
    }
}

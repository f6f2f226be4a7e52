import Assessment
import Foundation
import Postgres
import Rubrics

/// The credit record of a learner. What was awarded is never edited: it is shown with everything that happened to it.
enum RecordRoutes {
    static func showMine(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let (credits, facts, policy) = try await call.resources.database.withConnection { connection in
            (
                try await connection.credits(of: person.id), try await connection.facts(ofLearner: person.id),
                try await connection.recordPolicy(of: person.id)
            )
        }
        let record = CreditRecord(credits: credits, facts: facts, policy: policy)
        return try .ok(
            record.body(for: NamedBody(id: person.id, name: person.name), call.resources.rubrics, at: call.now))
    }

    /// For staff and advisers: what their institution posted, and what the learner lets it have.
    static func showOfPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let (learner, record) = try await call.resources.database.withConnection { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            var credits = try await connection.credits(of: portfolio.learner)
            let consented = try await connection.receivers(of: portfolio.learner).contains(portfolio.institution)
            if case .learner = sight {
            } else if !consented {
                credits.removeAll { $0.institution.id != portfolio.institution }
            }
            let name = try await connection.name(of: portfolio.learner)
            return (
                NamedBody<Person>(id: portfolio.learner, name: name),
                CreditRecord(
                    credits: credits, facts: try await connection.facts(ofLearner: portfolio.learner),
                    policy: portfolio.policy)
            )
        }
        return try .ok(record.body(for: learner, call.resources.rubrics, at: call.now))
    }
}

/// Credits with their facts, to be read as a record.
struct CreditRecord {
    var credits: [CreditBody]
    var facts: [CreditFactBody]
    var policy: DocumentKey?

    func body(for learner: NamedBody<Person>, _ rubrics: RubricsLibrary, at now: Date) throws -> RecordBody {
        let frameworks = Set(credits.map(\.framework)).sorted()
        return RecordBody(
            learner: learner, policy: credits.isEmpty ? nil : policy,
            frameworks: try frameworks.map { try body(on: $0, rubrics, at: now) })
    }

    private func body(
        on framework: DocumentKey, _ rubrics: RubricsLibrary, at now: Date
    ) throws -> FrameworkRecordBody {
        let here = credits.filter { $0.framework == framework }
        let counting = here.filter { $0.state == .posted }
        let system = rubrics.frameworks[framework]?.value.creditSystem?.id
        let amounts = counting.filter { $0.creditSystem == system }.compactMap {
            $0.credits.flatMap { Decimal(string: $0, locale: nil) }
        }
        let reached = try reach(on: framework, counting, rubrics, at: now)
        let parts = Set(rubrics.qualifications.values.flatMap(\.value.parts).map(\.id))
        return FrameworkRecordBody(
            framework: framework, name: rubrics.frameworks[framework]?.value.name ?? framework.description,
            credits: system == nil ? nil : amounts.reduce(0, +).description, creditSystem: system,
            units: here.map { credit in
                RecordUnitBody(credit: credit, facts: facts.filter { $0.credit == credit.id })
            }, parts: reached.filter { parts.contains($0.qualification.id) },
            qualifications: reached.filter { !parts.contains($0.qualification.id) })
    }

    /// Every published qualification of the framework to which a unit counts that is held.
    private func reach(
        on framework: DocumentKey, _ counting: [CreditBody], _ rubrics: RubricsLibrary, at now: Date
    ) throws -> [ReachBody] {
        guard let policy else { return [] }
        let rules = try rubrics.policy(policy)
        let all = rubrics.qualifications.mapValues(\.value)
        let units = rubrics.units.mapValues(\.value)
        let holdings = counting.compactMap { credit in
            DocumentKey(id: credit.unit.id, version: credit.unit.version).map {
                Holding(
                    key: $0, route: credit.route, credits: credit.credits.flatMap { Decimal(string: $0, locale: nil) },
                    creditSystem: credit.creditSystem)
            }
        }
        let wanted = all.values.filter { one in
            one.status == .published && one.framework == framework
                && holdings.contains { one.holds(unit: $0.key.id, with: all) }
        }
        return try wanted.sorted { $0.key < $1.key }.map { one in
            let question = PlanQuestion(
                qualification: one, parts: all, units: units, holdings: holdings, policy: rules,
                today: rules.day(of: now))
            let answer: PlanAnswer
            do { answer = try question.answer(alternatives: 0) } catch { throw Problem.unexpected }
            return ReachBody(one, answer, counting)
        }
    }
}

extension ReachBody {
    fileprivate init(_ one: Qualification, _ answer: PlanAnswer, _ counting: [CreditBody]) {
        let counted = answer.shortest?.counted ?? []
        let isReached = answer.shortest?.steps.isEmpty ?? false
        let moments = counting.filter { counted.contains("\($0.unit.id)@\($0.unit.version)") }.map(\.postedAt)
        self.init(
            qualification: one.key, title: one.title, type: one.type, level: one.level, isReached: isReached,
            reachedAt: isReached ? moments.max() : nil, counted: counted, uncounted: answer.shortest?.uncounted ?? [],
            left: answer.shortest?.steps.count, words: answer.words(for: one.title),
            reasons: (answer.shortest?.reasons ?? answer.obstacles).map { PlanReasonBody($0) })
    }
}

extension Connection {
    /// What happened to every credit of a learner, in order.
    fileprivate func facts(ofLearner learner: ID<Person>) async throws -> [CreditFactBody] {
        try await query(
            """
            select f.id, f.credit_id, f.number, f.kind, f.replaces, f.reason, f.made_by, f.made_at
            from credit_fact f join credit k on k.id = f.credit_id where k.learner_id = \(learner)
            order by f.credit_id, f.number
            """
        ).map(CreditFactBody.init(row:))
    }

    /// The policy of the institution that posted the learner's latest credit; nil where there is none.
    fileprivate func recordPolicy(of learner: ID<Person>) async throws -> DocumentKey? {
        try await first(
            """
            select i.policy_id, i.policy_version from credit k join institution i on i.id = k.institution_id
            where k.learner_id = \(learner) order by k.posted_at desc, k.id desc limit 1
            """
        ).map { try DocumentKey($0, "policy_id", "policy_version") }
    }
}

import Assessment
import Foundation
import Postgres
import Rubrics

extension Connection {
    /// Reads everything that a run decides on. For a run that is committed, the institution's seats are held.
    func allocationBatch(
        at institution: ID<Institution>, _ request: AllocationRequestBody, _ rubrics: RubricsLibrary, at now: Date
    ) async throws -> AllocationBatch {
        let certificates = try await certificates(at: institution, at: now)
        var cases = try await casesToAllocate(at: institution, request, rubrics, certificates, at: now)
        try await readSeats(of: &cases, rubrics, at: now)
        cases.removeAll { $0.open.isEmpty }
        cases.sort { ($0.due, $0.submission) < ($1.due, $1.submission) }
        let left = max(0, cases.count - AllocationRequestBody.largest)
        cases.removeLast(left)
        try await readTies(of: &cases)
        return AllocationBatch(
            cases: cases, assessors: try await assessors(at: institution, at: now), request: request, left: left,
            today: CalendarDate(now), certificates: certificates)
    }

    private func casesToAllocate(
        at institution: ID<Institution>, _ request: AllocationRequestBody, _ rubrics: RubricsLibrary,
        _ certificates: UnitCertificates, at now: Date
    ) async throws -> [AllocationBatch.Case] {
        let which: SQL = if let ids = request.submissions { "and s.id = any(\(ids))" } else { "" }
        let places = Dictionary((request.places ?? []).map { ($0.submission, $0.place) }) { first, _ in first }
        return try await query(
            """
            select s.id, s.portfolio_id, p.learner_id, p.policy_id, p.policy_version, d.admitted_at,
                array(select c.unit_id || '@' || c.unit_version from submission_claim c where c.submission_id = s.id
                    and not exists (select from claim_outcome o
                        where o.submission_id = c.submission_id and o.claim_id = c.claim_id)
                    order by c.claim_id) as units,
                array(select distinct e.language || coalesce((select string_agg(' ' || t.language, '' order by t.language)
                        from translation t where t.evidence_id = e.id and t.removed_at is null), '')
                    from submission_claim c join evidence e on e.id = any(c.evidence_ids) where c.submission_id = s.id)
                    as languages
            from submission s join admission d on d.submission_id = s.id
                join portfolio p on p.id = s.portfolio_id and p.state in ('admitted', 'inAssessment')
            where s.institution_id = \(institution) \(which)
                and not exists (select from return_for_completion r where r.submission_id = s.id)
            order by s.id
            """
        ).compactMap { row in
            let keys: [String] = try row["units"]
            guard !keys.isEmpty else { return nil }
            let id: ID<Submission> = try row["id"]
            let policy = try rubrics.policy(DocumentKey(row, "policy_id", "policy_version"))
            let languages: [String] = try row["languages"]
            let needs = CaseNeeds(
                units: try keys.compactMap(DocumentKey.init).map { key in
                    let unit = try rubrics.unit(key).value
                    return .init(
                        unit: key.id, field: unit.field, framework: unit.framework.id, level: unit.level,
                        needsCertificate: certificates.areNeeded(for: key.id, under: policy))
                },
                languages: Set(languages.map { Set($0.split(separator: " ").map { String($0).primaryLanguage }) }),
                place: places[id])
            return AllocationBatch.Case(
                submission: id, portfolio: try row["portfolio_id"], learner: try row["learner_id"], policy: policy,
                due: policy.day(of: policy.assignment(seat: .first, at: try row["admitted_at"]).dueAt), open: [],
                holders: [:], former: [:], completed: [], needs: needs, advisers: [], observers: [], declared: [:])
        }
    }

    /// Who sits where, and who did.
    private func readSeats(
        of cases: inout [AllocationBatch.Case], _ rubrics: RubricsLibrary, at now: Date
    ) async throws {
        let records = try await query(
            """
            select \(AssignmentRecord.columns) from assignment a
            where a.submission_id = any(\(cases.map(\.submission))) order by a.id
            """
        ).map(AssignmentRecord.init(row:))
        let bySubmission = Dictionary(grouping: records, by: \.submission)
        for place in cases.indices {
            var taken: Set<Assignment.Seat> = []
            for record in bySubmission[cases[place].submission] ?? [] {
                let person = record.assessor
                switch record.assignment.state(at: now) {
                case .offered: cases[place].holders[person] = "assignment.offered"
                case .accepted: cases[place].holders[person] = "assignment.accepted"
                case .completed: cases[place].completed.insert(person)
                case .declined: cases[place].former[person] = .declined
                case .lapsed: cases[place].former[person] = .lapsed
                }
                switch record.assignment.state(at: now) {
                case .offered, .accepted, .completed: taken.insert(record.assignment.seat)
                case .declined, .lapsed: break
                }
            }
            var thirdNeeded = false
            if cases[place].completed.count >= 2, let found = try await submission(cases[place].submission) {
                thirdNeeded = try await !disputes(of: found, cases[place].policy.key, rubrics).isEmpty
            }
            cases[place].open = cases[place].policy.openSeats(thirdNeeded: thirdNeeded).filter { !taken.contains($0) }
        }
    }

    /// What stands between learners and staff, for all cases at once.
    private func readTies(of cases: inout [AllocationBatch.Case]) async throws {
        let (portfolios, learners) = (cases.map(\.portfolio), cases.map(\.learner))
        var advisers: [ID<Portfolio>: Set<ID<Person>>] = [:]
        for row in try await query(
            "select portfolio_id, adviser_id from portfolio_adviser where portfolio_id = any(\(portfolios))")
        { advisers[try row["portfolio_id"], default: []].insert(try row["adviser_id"]) }
        var observers: [ID<Portfolio>: Set<ID<Person>>] = [:]
        for row in try await query(
            """
            select portfolio_id, conductor_id from encounter
            where portfolio_id = any(\(portfolios)) and cancelled_at is null
            """)
        { observers[try row["portfolio_id"], default: []].insert(try row["conductor_id"]) }
        var declared: [ID<Person>: [ID<Person>: AllocationBatch.Ties]] = [:]
        for row in try await query(
            """
            select learner_id, person_id, array_agg(relation order by relation) as relations,
                case when count(*) filter (where relation = 'taught' and last_on is null) = 0
                    then max(last_on) filter (where relation = 'taught') end as last_taught
            from conflict_declaration where learner_id = any(\(learners)) and ended_at is null group by 1, 2
            """)
        {
            declared[try row["learner_id"], default: [:]][try row["person_id"]] = .init(
                relations: try row["relations"], lastTaught: try row["last_taught"])
        }
        for place in cases.indices {
            cases[place].advisers = advisers[cases[place].portfolio] ?? []
            cases[place].observers = observers[cases[place].portfolio] ?? []
            cases[place].declared = declared[cases[place].learner] ?? [:]
        }
    }
}

import Allocation
import Assessment
import Foundation
import Rubrics
import Seal

/// The world as a run sees it: the cases with open seats, the assessors, and everything that may stand between them.
struct AllocationBatch: Sendable {
    /// A case with seats to give.
    struct Case: Sendable {
        var submission: ID<Submission>
        var portfolio: ID<Portfolio>
        var learner: ID<Person>
        var policy: Policy
        var due: CalendarDate
        /// Seats that nobody sits in.
        var open: [Assignment.Seat]
        /// Who has an offer or is at work; their seats stay theirs.
        var holders: [ID<Person>: String]
        /// Who completed a seat, said no, or let one lapse.
        var former: [ID<Person>: EligibilityRule]
        var completed: Set<ID<Person>>
        var needs: CaseNeeds
        var advisers: Set<ID<Person>>
        var observers: Set<ID<Person>>
        var declared: [ID<Person>: Ties]
    }

    /// What is declared between a learner and one of the staff.
    struct Ties: Sendable {
        var relations: [ConflictDeclaration.Relation]
        var lastTaught: CalendarDate?
    }

    var cases: [Case]
    var assessors: [AssessorRecord]
    var request: AllocationRequestBody
    /// Cases beyond the largest batch.
    var left: Int
    var today: CalendarDate
    var certificates: UnitCertificates

    /// Why an assessor may not have a seat: a rule of independence goes before one of eligibility.
    enum Bar: Sendable, Equatable {
        case independence([IndependenceFinding])
        case eligibility(EligibilityRule)

        var rule: String {
            switch self {
            case .independence(let findings): findings[0].rule
            case .eligibility(let rule): rule.rawValue
            }
        }
    }

    /// What the rules of independence need to know.
    func facts(_ assessor: ID<Person>, _ place: Case) -> IndependenceFacts {
        IndependenceFacts(
            isLearner: assessor == place.learner,
            holdsAnotherSeat: place.holders[assessor] != nil || place.completed.contains(assessor),
            advised: place.advisers.contains(assessor), observed: place.observers.contains(assessor),
            declared: place.declared[assessor]?.relations ?? [], lastTaught: place.declared[assessor]?.lastTaught,
            today: today)
    }

    /// How well somebody fits a case, or what keeps them from it. What the coordinator forbids in the request is not looked at.
    func fit(_ assessor: AssessorRecord, _ place: Case) -> Result<CaseFit, BarError> {
        let findings = place.policy.independenceFindings(facts(assessor.person, place))
        guard findings.isEmpty else { return .failure(.init(bar: .independence(findings))) }
        if let rule = place.former[assessor.person] { return .failure(.init(bar: .eligibility(rule))) }
        guard let profile = assessor.profile else { return .failure(.init(bar: .eligibility(.profile))) }
        return profile.fit(for: place.needs, certified: certificates.holders[assessor.person] ?? [])
            .mapError { BarError(bar: .eligibility($0.rule)) }
    }

    /// The anchors by scoring which an assessor can come to be certified for what a case asks it for.
    func anchors(for assessor: ID<Person>, _ submission: ID<Submission>) -> [ID<Anchor>] {
        let needs = cases.first { $0.submission == submission }?.needs
        let held = certificates.holders[assessor] ?? []
        let missing = (needs?.units ?? []).filter { $0.needsCertificate && !held.contains($0.unit) }
        return certificates.anchors(for: assessor, missing.map(\.unit))
    }

    /// A bar, thrown.
    struct BarError: Error { var bar: Bar }
}

extension AllocationBatch {
    /// The instance that is solved: assessors and submissions in the order of their ids, so that the same world is the same text.
    func instance() -> AllocationInstance {
        let places = Dictionary(uniqueKeysWithValues: assessors.enumerated().map { ($1.person, Int32($0)) })
        let forbids = request.forbids ?? []
        let pins = request.pins ?? []
        var inBatch: [ID<Person>: Int] = [:]
        for held in cases.flatMap(\.holders.keys) { inBatch[held, default: 0] += 1 }
        return AllocationInstance(
            seed: UInt64(request.seed ?? 1),
            assessors: assessors.map { assessor in
                let load = max(0, assessor.load - (inBatch[assessor.person] ?? 0))
                return .init(
                    id: assessor.person.description, capacity: assessor.profile?.capacity ?? 0, load: load)
            },
            submissions: cases.map { place in
                // Whoever is no assessor any more keeps their seat, and is none of the solver's business.
                let held = place.holders.keys.count { places[$0] != nil }
                var made = AllocationInstance.Submission(
                    id: place.submission.description, seats: place.open.count + held, due: place.due.description,
                    eligible: [])
                for (person, words) in place.holders.sorted(by: { $0.key < $1.key }) {
                    if let at = places[person] { made.pinned.append(.init(assessor: at, words: words)) }
                }
                for (at, assessor) in assessors.enumerated() where place.holders[assessor.person] == nil {
                    let at = Int32(at)
                    let isForbidden = forbids.contains {
                        $0.assessor == assessor.person && ($0.submission ?? place.submission) == place.submission
                    }
                    if pins.contains(where: { $0.assessor == assessor.person && $0.submission == place.submission }) {
                        made.pinned.append(.init(assessor: at, words: EligibilityRule.coordinator.rawValue))
                    }
                    switch fit(assessor, place) {
                    case _ where isForbidden:
                        made.forbidden.append(.init(assessor: at, words: EligibilityRule.coordinator.rawValue))
                    case .success(let fit): made.eligible.append(.init(assessor: at, fit: Int32(fit.fit)))
                    case .failure(let error): made.forbidden.append(.init(assessor: at, words: error.bar.rule))
                    }
                }
                return made
            })
    }

    /// Refuses pins that nothing can make right, each fault with its place in the body.
    func requireSound() throws {
        var faults: [Fault] = []
        var given: [ID<Submission>: Int] = [:]
        var seen = Set<String>()
        for (place, pin) in (request.pins ?? []).enumerated() {
            let path = "/pins/\(place)"
            guard let id = pin.submission, let found = cases.first(where: { $0.submission == id }) else {
                faults.append(
                    Fault(pointer: path, code: "not_in_batch", detail: "Name a submission with an open seat."))
                continue
            }
            guard assessors.contains(where: { $0.person == pin.assessor }) else {
                faults.append(
                    Fault(pointer: path, code: "not_assessor", detail: "Name someone with the role `assessor`."))
                continue
            }
            given[id, default: 0] += 1
            if given[id, default: 0] > found.open.count || !seen.insert("\(id) \(pin.assessor)").inserted {
                faults.append(Fault(pointer: path, code: "too_many", detail: "The submission has no seat left for it."))
            }
            let never = found.policy.independenceFindings(facts(pin.assessor, found)).first { !$0.canBeOverridden }
            if let never { faults.append(Fault(pointer: path, code: "never", detail: never.words)) }
        }
        for (place, forbid) in (request.forbids ?? []).enumerated()
        where seen.contains("\(forbid.submission?.description ?? "") \(forbid.assessor)") {
            faults.append(
                Fault(pointer: "/forbids/\(place)", code: "contradiction", detail: "A pin says the opposite."))
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
    }
}

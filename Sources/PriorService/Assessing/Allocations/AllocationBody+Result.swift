import Allocation
import Assessment
import Foundation
import Seal

extension AllocationBody {
    /// What the solver's result means: only the seats that are new, in the words of the service.
    init(
        _ result: AllocationResult, of batch: AllocationBatch, fingerprint: Digest, id: ID<AllocationRun>,
        at institution: ID<Institution>, by person: ID<Person>?, _ moment: Date
    ) throws {
        let cases = Dictionary(uniqueKeysWithValues: batch.cases.map { ($0.submission.description, $0) })
        let people = Dictionary(uniqueKeysWithValues: batch.assessors.map { ($0.person.description, $0) })
        var given: [Seat] = []
        for (submission, lines) in Dictionary(grouping: result.assignments, by: \.submission) {
            guard let place = cases[submission] else { throw Problem.unexpected }
            let new = lines.compactMap { line in people[line.assessor].map { (line, $0) } }
                .filter { place.holders[$0.1.person] == nil }
                // Whoever fits best takes the first open seat.
                .sorted { (-($0.0.fit ?? 101), $0.0.assessor) < (-($1.0.fit ?? 101), $1.0.assessor) }
            for ((line, assessor), seat) in zip(new, place.open) {
                given.append(Seat(line, place, assessor, seat, batch))
            }
        }
        let order = Dictionary(uniqueKeysWithValues: batch.cases.enumerated().map { ($1.submission, $0) })
        given.sort { (order[$0.submission] ?? 0, $0.seat.number) < (order[$1.submission] ?? 0, $1.seat.number) }
        let held = batch.cases.reduce(0) { $0 + $1.holders.count }
        self.init(
            id: id, institution: institution, state: .dryRun, seed: batch.request.seed ?? 1,
            fingerprint: fingerprint.hex, madeBy: person, madeAt: moment, submissions: batch.cases.count,
            left: batch.left,
            seats: Seats(
                asked: held + batch.cases.reduce(0) { $0 + $1.open.count }, before: held, after: held + given.count,
                worstFit: given.compactMap(\.fit).min(), totalFit: given.reduce(0) { $0 + ($1.fit ?? 0) }),
            assignments: given,
            unserved: try result.unserved.map { line in
                guard let place = cases[line.submission] else { throw Problem.unexpected }
                return try Unserved(line, place, batch)
            },
            loads: result.loads.compactMap { line in
                guard let assessor = people[line.assessor] else { return nil }
                let new = given.count { $0.assessor == assessor.person }
                return Load(
                    assessor: assessor.person, capacity: line.capacity, before: assessor.load,
                    after: assessor.load + new)
            })
    }

    /// The same with the names of the assessors, in the sentences too. They are not kept with the run.
    func naming(_ names: [ID<Person>: String]) -> AllocationBody {
        func named(_ text: String) -> String {
            text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/) { match in
                ID<Person>(String(match.output)).flatMap { names[$0] } ?? String(match.output)
            }
        }
        var copy = self
        for place in copy.assignments.indices {
            copy.assignments[place].assessorName = names[assignments[place].assessor]
            copy.assignments[place].because = named(assignments[place].because)
        }
        for place in copy.unserved.indices {
            copy.unserved[place].because = named(unserved[place].because)
            for line in unserved[place].forbidden.indices {
                copy.unserved[place].forbidden[line].assessorName = names[unserved[place].forbidden[line].assessor]
            }
            for line in unserved[place].help.indices {
                copy.unserved[place].help[line].assessorName = names[unserved[place].help[line].assessor]
            }
        }
        for place in copy.loads.indices { copy.loads[place].assessorName = names[loads[place].assessor] }
        return copy
    }
}

extension AllocationBody.Seat {
    fileprivate init(
        _ line: AllocationResult.Assignment, _ place: AllocationBatch.Case, _ assessor: AssessorRecord,
        _ seat: Assignment.Seat, _ batch: AllocationBatch
    ) {
        // A pinned assessor is shown with the fit they would have had.
        let certified = batch.certificates.holders[assessor.person] ?? []
        let profile = try? assessor.profile?.fit(for: place.needs, certified: certified).get()
        self.init(
            submission: place.submission, pseudonym: SubmissionRecord.pseudonym(of: place.submission), seat: seat,
            assessor: assessor.person, fit: line.fit ?? profile?.fit,
            parts: (profile?.parts ?? []).map {
                .init(unit: $0.unit, strength: $0.strength, isByField: $0.isByField)
            },
            rank: line.rank, of: line.of,
            because: line.pinned == nil ? line.because : "The coordinator set them.", isPinned: line.pinned != nil,
            overrides: line.overrides)
    }
}

extension AllocationBody.Unserved {
    fileprivate init(
        _ line: AllocationResult.Unserved, _ place: AllocationBatch.Case, _ batch: AllocationBatch
    ) throws {
        func person(_ text: String) throws -> ID<Person> {
            guard let id = ID<Person>(text) else { throw Problem.unexpected }
            return id
        }
        self.init(
            submission: place.submission, pseudonym: SubmissionRecord.pseudonym(of: place.submission),
            due: place.due.description, open: line.open, because: line.because,
            forbidden: try line.forbidden.map { .init(assessor: try person($0.assessor), rule: $0.rule) },
            help: try line.help.map {
                let (assessor, submission) = (try person($0.assessor), $0.submission.flatMap { ID<Submission>($0) })
                return .init(
                    change: $0.change.rawValue, assessor: assessor, submission: submission, rule: $0.rule,
                    anchors: $0.rule == EligibilityRule.certificate.rawValue
                        ? batch.anchors(for: assessor, submission ?? place.submission) : nil)
            })
    }
}

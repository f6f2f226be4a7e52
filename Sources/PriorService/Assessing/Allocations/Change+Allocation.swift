import Allocation
import Assessment
import Foundation
import Postgres
import Seal

extension Change {
    /// Solves what the database says now, and keeps the run. Nothing is offered by it.
    func allocate(
        at institution: ID<Institution>, _ request: AllocationRequestBody, by person: ID<Person>?
    ) async throws -> AllocationRecord {
        let batch = try await connection.allocationBatch(
            at: institution, request, call.resources.rubrics, at: call.now)
        try batch.requireSound()
        let instance = batch.instance()
        let result = try instance.solve()
        let text = instance.text
        let id = call.newID(of: AllocationRun.self)
        let body = try AllocationBody(
            result, of: batch, fingerprint: Digest.of(text), id: id, at: institution, by: person, call.now)
        let written = String(decoding: try JSONEncoder.wire().encode(result), as: UTF8.self)
        var record = AllocationRecord(
            id: id, institution: institution, request: request, fingerprint: Digest.of(text), instance: text,
            result: written, body: body)
        try await connection.insert(record)
        record = try await connection.allocation(id) ?? record
        self.record("allocation.made", of: id, at: institution)
        return record
    }

    /// Offers what a run showed, if the world is still the one that it was shown of. The institution's seats are held from
    /// before the world is read until the offers are committed, and every hard rule is looked at again in between.
    func commit(_ record: AllocationRecord, by person: ID<Person>?) async throws -> AllocationRecord {
        _ = try await connection.query(
            """
            select id from portfolio where id in (select portfolio_id from submission
                where id = any(\(record.body.assignments.map(\.submission)))) order by id for update
            """)
        let batch = try await connection.allocationBatch(
            at: record.institution, record.request, call.resources.rubrics, at: call.now)
        let instance = batch.instance()
        guard Digest.of(instance.text) == record.fingerprint else { throw Problem.allocationStale }
        let result = try JSONDecoder().decode(AllocationResult.self, from: Data(record.result.utf8))
        guard result.check(instance).isEmpty else { throw Problem.allocationStale }
        let cases = Dictionary(uniqueKeysWithValues: batch.cases.map { ($0.submission, $0) })
        for seat in record.body.assignments {
            guard let place = cases[seat.submission] else { throw Problem.allocationStale }
            try await offer(seat, place, batch, of: record, by: person)
        }
        try await connection.markCommitted(record.id, by: person, at: call.now)
        self.record("allocation.committed", of: record.id, at: record.institution)
        var committed = record
        (committed.body.state, committed.body.committedBy, committed.body.committedAt) = (.committed, person, call.now)
        return committed
    }

    /// One seat of a run, with the rules of independence once more.
    private func offer(
        _ seat: AllocationBody.Seat, _ place: AllocationBatch.Case, _ batch: AllocationBatch,
        of run: AllocationRecord, by person: ID<Person>?
    ) async throws {
        guard try await connection.worksThere(seat.assessor, run.institution, as: .assessor) else {
            throw Problem.allocationStale
        }
        try await lapseAssignments(of: seat.submission)
        let reason = seat.isPinned ? seat.reason : nil
        let setAside = try place.policy.requireIndependence(
            batch.facts(seat.assessor, place), overrideReason: reason)
        let time = try await connection.workingTime(of: place.policy, at: run.institution, call.resources.rubrics)
        let isExcused = !setAside.isEmpty || seat.overrides != nil
        let record = AssignmentRecord(
            id: call.newID(), institution: run.institution, submission: seat.submission, assessor: seat.assessor,
            assignedBy: person ?? seat.assessor, assignedAt: call.now, overrideReason: isExcused ? reason : nil,
            assignment: place.policy.assignment(seat: seat.seat, at: call.now, in: time))
        try await tellOfOffer(give(record, under: place.policy, allocation: run.id))
    }
}

extension Problem {
    /// What was shown is not what would be done now.
    static let allocationStale = Problem.conflict(
        "allocation-stale", "The world has changed since the dry run",
        "A seat, a tie, a profile or a submission is not as it was. Nothing was offered; make another dry run and look again."
    )
}

import Foundation

extension Stage {
    /// The coordinator gives the seats of a batch at once: what each assessor knows is written down, a dry run shows who is best
    /// and why, one seat that nobody may take says which rule is in the way, a pin with a reason fills it, and what was shown
    /// is committed.
    /// - Parameters:
    ///   - batch: admitted cases without an assessor. The last claims units that, of the crew, only the first assessor knows.
    ///   - crew: with a coordinator and at least two assessors.
    /// - Returns: who got which seat of which submission.
    @discardableResult
    func allocate(_ batch: [Case], at crew: Crew) async throws -> [Given] {
        let coordinator = try crew.one("coordinator")
        guard let hard = batch.last, crew.assessors.count >= 2 else { throw Surprise("There is no batch to give out.") }
        try await writeProfiles(batch, at: crew)
        let path = "/api/institutions/\(crew.institution)/allocations"
        let submissions = JSON.array(batch.map { .text($0.submission) })
        let shown = try await coordinator.api.post(path, ["submissions": submissions, "seed": 7])
        story.does(
            coordinator.first,
            "(coordinator) asks who is best for \("case".counted(batch.count)); nothing is offered yet")
        try tell(shown)
        for open in try shown.items("unserved") {
            story.sees(
                "\(try open.text("pseudonym")): \(try open.whole("open")) seat stays empty. \(try open.text("because"))"
            )
            for barred in try open.items("forbidden").prefix(3) {
                story.sees("  \(try barred.text("assessorName")): \(try barred.text("rule"))")
            }
            for help in try open.items("help").prefix(2) {
                let rule = help.has("rule") ? " \(try help.text("rule"))" : ""
                story.sees("  would help: \(try help.text("change"))\(rule) of \(try help.text("assessorName"))")
            }
        }
        let pin: JSON = [
            "submission": .text(hard.submission), "assessor": .text(crew.assessors[1].id),
            "reason": "Learnt the trade before teaching another; agreed with the head of department.",
        ]
        let pinned = try await coordinator.api.post(path, ["submissions": submissions, "seed": 7, "pins": [pin]])
        story.does(
            coordinator.first,
            "pins \(crew.assessors[1].first) to \(batch.count == 1 ? "it" : "the last case"), with a reason, and looks again"
        )
        try tell(pinned)
        let run = try pinned.text("id")
        let committed = try await coordinator.api.post(
            "/api/allocations/\(run)/commitments", ["fingerprint": .text(try pinned.text("fingerprint"))])
        story.does(coordinator.first, "commits exactly what was shown")
        story.sees(
            "\(try committed.whole("seats", "after")) of \(try committed.whole("seats", "asked")) seats offered, "
                + "instance \(try committed.text("fingerprint").short)")
        let again = try await coordinator.api.refused(
            409, .post, "/api/allocations/\(try shown.text("id"))/commitments",
            ["fingerprint": .text(try shown.text("fingerprint"))])
        story.does(coordinator.first, "tries to commit the first run too")
        story.refused(again)
        return try await given(batch, at: crew)
    }

    /// Whoever was given a seat takes it.
    /// - Returns: the assignment.
    func takeSeat(of assessor: Player, among given: [Given]) async throws -> String {
        guard let seat = given.first(where: { $0.assessor.id == assessor.id }) else {
            throw Surprise("\(assessor.name) was given no seat.")
        }
        try await take(seat.assignment, by: assessor)
        return seat.assignment
    }

    /// A seat that was given.
    struct Given: Sendable {
        var submission: String
        var assessor: Player
        var assignment: String
        var seat: String
    }

    /// All know what is claimed but in the last case, which only the first knows.
    private func writeProfiles(_ batch: [Case], at crew: Crew) async throws {
        let coordinator = try crew.one("coordinator")
        func units(_ cases: some Sequence<Case>) -> [String] {
            Set(cases.flatMap(\.claims).map { String($0.unit.prefix { $0 != "@" }) }).sorted()
        }
        let known = try await coordinator.api.list("/api/institutions/\(crew.institution)/assessors")
        let hard = Set(units(batch.suffix(1)))
        for (place, assessor) in crew.assessors.enumerated() {
            let mine = units(batch).filter { place == 0 || !hard.contains($0) }
            let version = try known.first { try $0.text("person") == assessor.id }?.whole("version") ?? 0
            let expertise = mine.map { JSON.object(["unit": .text($0), "strength": .whole(90 - 15 * place)]) }
            try await coordinator.api.put(
                "/api/institutions/\(crew.institution)/assessors/\(assessor.id)",
                ["capacity": 8, "expertise": .array(expertise), "languages": ["en", "st"]], version: "\"\(version)\"")
        }
        story.does(
            coordinator.first, "(coordinator) writes down what \(crew.assessors.count) assessors know and can hold")
    }

    private func tell(_ run: JSON) throws {
        for seat in try run.items("assignments") {
            let why = seat.has("reason") ? "set: \(try seat.text("reason"))" : try seat.text("because")
            story.sees(
                "\(try seat.text("pseudonym")), \(try seat.text("seat")): \(try seat.text("assessorName"))"
                    + (seat.has("fit") ? ", fit \(try seat.whole("fit"))" : "") + ". \(why)")
        }
    }

    private func given(_ batch: [Case], at crew: Crew) async throws -> [Given] {
        let coordinator = try crew.one("coordinator")
        var given: [Given] = []
        for portfolio in batch {
            for line in try await coordinator.api.list("/api/submissions/\(portfolio.submission)/assignments") {
                let assessor = try line.text("assessor")
                guard let player = crew.assessors.first(where: { $0.id == assessor }) else { continue }
                given.append(
                    Given(
                        submission: portfolio.submission, assessor: player, assignment: try line.text("id"),
                        seat: try line.text("seat")))
            }
        }
        return given
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Synchronization
import Testing

@testable import PriorService

/// Two coordinators, five assessors and a moderator at work at once: nothing is lost, and nobody sees what they may not.
@Suite(.database) struct TogetherTests {
    private struct House: Sendable {
        var cases: [Casework] = []
        var submissions: [String] = []
        var coordinators: [Actor] = []
        var assessors: [Actor] = []
        var moderator: Actor
    }

    @Test(.timeLimit(.minutes(15)))
    func `eight people at work at once lose nothing and see nothing that they may not`() async throws {
        try await Stage.run({ $0.database.connections = 8 }) { stage in
            let house = try await build(stage)
            // Both coordinators offer both seats of every case, to different assessors.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (turn, coordinator) in house.coordinators.enumerated() {
                    group.addTask {
                        for (place, submission) in house.submissions.enumerated() {
                            for (number, seat) in ["first", "second"].enumerated() {
                                let who = house.assessors[(place + number + turn) % house.assessors.count]
                                let seen = try await stage.post(
                                    "/api/submissions/\(submission)/assignments",
                                    ["assessor": .string(who.id), "seat": .string(seat)], as: coordinator)
                                #expect([201, 409].contains(seen.status.code), "\(seen.text)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let isOver = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for assessor in house.assessors { group.addTask { try await assess(house, as: assessor, stage) } }
                group.addTask { try await moderate(house, stage, until: isOver) }
                var left = house.assessors.count
                while left > 0 {
                    _ = try await group.next()
                    left -= 1
                }
                isOver.raise()
                try await group.waitForAll()
            }
            try await check(house, stage)
        }
    }

    private final class Flag: Sendable {
        private let up = Mutex(false)
        var isUp: Bool { up.withLock { $0 } }
        func raise() { up.withLock { $0 = true } }
    }

    private func build(_ stage: Stage) async throws -> House {
        let first = try await stage.casework(policy: "lesotho@3")
        var house = House(moderator: try await stage.staff("Moderator Moira", .moderator, at: first.institution))
        house.coordinators = [
            first.elias, try await stage.staff("Coordinator Tau", .coordinator, at: first.institution),
        ]
        house.assessors = [first.ben, first.carol, first.dumisani]
        for name in ["Assessor Neo", "Assessor Pule"] {
            house.assessors.append(try await stage.staff(name, .assessor, at: first.institution))
        }
        house.cases.append(first)
        for name in ["Thabo Nkosi", "Ana Moshe"] {
            house.cases.append(try await stage.casework(learner: name, beside: first))
        }
        for work in house.cases {
            try await work.showPapers()
            house.submissions.append(try await work.admitted())
        }
        return house
    }

    /// Takes every case in their queue, scores it from two tabs, and completes it; looks around where they may not.
    private func assess(_ house: House, as who: Actor, _ stage: Stage) async throws {
        for line in try await stage.get("/api/assignments", as: who).items {
            let (id, submission) = (line["id"]?.string ?? "", line["submission"]?.string ?? "")
            guard let place = house.submissions.firstIndex(of: submission) else { continue }
            let work = house.cases[place]
            #expect(try await work.accept(id, as: who).status == .created)
            async let one: Void = tab(work, id, who, comment: "One")
            async let other: Void = tab(work, id, who, comment: "Other")
            _ = try await (one, other)
            for item in work.evidence { #expect(try await work.rule(id, item, as: who).status == .ok) }
            let blind = try await stage.get("/api/submissions/\(submission)/scorecards", as: who)
            #expect(blind.status != .ok, "\(who.name) sees marks before all are in")
            let case_ = try await stage.get("/api/submissions/\(submission)", as: who)
            #expect(case_.json["learner"] == nil && !case_.text.contains(work.lerato.id))
            let done = try await work.complete(id, as: who)
            #expect(done.status == .created, "\(done.text)")
        }
    }

    /// Scores every criterion, trying again with the version it is told: what it wrote is in the card, or the other tab's.
    private func tab(_ work: Casework, _ id: String, _ who: Actor, comment: String) async throws {
        var version = 0
        for criterion in work.criteria {
            while true {
                let level = criterion.levels.last?.id ?? ""
                let seen = try await work.stage.put(
                    "/api/assignments/\(id)/scores/\(work.claims[0])/\(criterion.id)",
                    ["level": .string(level), "comment": .string(comment)], as: who,
                    headers: [.ifMatch: "\"\(version)\""])
                if seen.status == .ok {
                    version = seen.json["version"]?.int ?? 0
                    break
                }
                #expect(seen.status == .preconditionFailed, "\(seen.text)")
                let present = seen.json["presentVersion"]?.string?.dropFirst().dropLast() ?? "0"
                version = Int(present) ?? 0
            }
        }
    }

    /// Agrees with whatever comes, as it comes.
    private func moderate(_ house: House, _ stage: Stage, until isOver: Flag) async throws {
        while true {
            let wasOver = isOver.isUp
            for line in try await stage.get("/api/moderations", as: house.moderator).items {
                let path = "/api/moderations/\(line["id"]?.string ?? "")"
                _ = try await stage.must(.post, "\(path)/acceptances", ["independence": true], as: house.moderator)
                let shown = try await stage.get(path, as: house.moderator)
                for work in house.cases { #expect(!shown.text.contains(work.lerato.id)) }
                #expect(shown.json["scorecards"]?.array?.count == 2)
                _ = try await stage.must(.post, "\(path)/verdicts", ["verdict": "agreed"], as: house.moderator)
            }
            if wasOver { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func check(_ house: House, _ stage: Stage) async throws {
        for (work, submission) in zip(house.cases, house.submissions) {
            let seats = try await stage.get("/api/submissions/\(submission)/assignments", as: house.coordinators[0])
                .items
            #expect(seats.map { $0["seat"]?.string ?? "" }.sorted() == ["first", "second"])
            #expect(Set(seats.map { $0["assessor"]?.string }).count == 2)
            #expect(try await work.outcomes(submission).count == 1)
            let cards = try await stage.get("/api/submissions/\(submission)/scorecards", as: house.coordinators[1])
                .items
            #expect(cards.count == 2)
            for card in cards {
                #expect(card["scores"]?.array?.count == work.criteria.count)
                #expect(card["scores"]?.array?.allSatisfy { ["One", "Other"].contains($0["comment"]?.string) } == true)
            }
        }
        // Each write counted on: two tabs wrote each criterion once, on two cards of each case.
        let versions = try await stage.resources.database.query("select version from scorecard").map {
            try $0["version"] as Int
        }
        #expect(versions == Array(repeating: house.cases[0].criteria.count * 2, count: house.cases.count * 2))
        let open: Int = try await stage.resources.database.one(
            "select count(*) as n from moderation where verdict is distinct from 'agreed'")["n"]
        #expect(open == 0)
        let events: Int = try await stage.resources.database.one(
            "select count(*) as n from event where kind = 'scorecard.scored'")["n"]
        #expect(events == house.cases[0].criteria.count * 2 * house.cases.count * 2)
    }
}

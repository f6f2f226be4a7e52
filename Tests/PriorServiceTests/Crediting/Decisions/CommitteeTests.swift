import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CommitteeTests {
    private struct Scene {
        var recommendation: String
        var made: AssessedCase
        var members: [Actor]
        var coordinator: Actor
    }

    private func scene(_ stage: Stage, policy: String = "strict@3") async throws -> Scene {
        let maseru = try await stage.institution("maseru", policy: policy)
        let made = try await stage.assessed(
            try await stage.person("Lerato"), at: maseru, policy: policy, ["garment-machine-operation@1": .met])
        let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
        let written = try await stage.recommend("garment-machine-operation@1", of: made, by: elias)
        #expect(written.status == .created, "\(written.text)")
        var members: [Actor] = []
        for name in ["Thabo", "Fumane", "Neo"] {
            members.append(try await stage.staff("Registrar \(name)", .registrar, at: maseru))
        }
        return Scene(recommendation: written.id, made: made, members: members, coordinator: elias)
    }

    @Test func `a decision counts when as many as the policy asks for sign the same`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let path = "/api/recommendations/\(scene.recommendation)"
            let alone = try await stage.post(path + "/decisions", ["verdict": "granted"], as: scene.members[0])
            #expect(alone.problem == "committee-decides" && alone.json["allowed"] == ["sign"])
            let part: JSONValue = ["verdict": "partly", "credits": "4", "reason": "Half of the machines."]
            let first = try await stage.post(path + "/signatures", part, as: scene.members[0])
            #expect(first.status == .created && first.json["agreed"] == 1 && first.json["needed"] == 2, "\(first.text)")
            // Those who have not signed are asked to, and nobody else is.
            for (member, isAsked) in zip(scene.members, [false, true, true]) {
                let told = try await stage.get("/api/me/notifications", as: member).items
                #expect(told.contains { $0["kind"] == "signature.asked" } == isAsked)
            }
            let other = try await stage.post(path + "/signatures", ["verdict": "granted"], as: scene.members[1])
            #expect(other.json["agreed"] == 1 && other.json["decision"] == nil)
            // Nobody makes two of a committee.
            let twice = try await stage.post(path + "/signatures", part, as: scene.members[0])
            #expect(twice.json["agreed"] == 1)
            let last = try await stage.post(
                path + "/signatures", ["verdict": "partly", "credits": "4.0", "reason": "I saw four kinds."],
                as: scene.members[2])
            #expect(last.json["agreed"] == 2 && last.json["decision"]?["credits"] == "4", "\(last.text)")
            #expect(last.json["decision"]?["signedBy"]?.array?.count == 2)
            let after = try await stage.post(path + "/signatures", ["verdict": "granted"], as: scene.members[1])
            #expect(after.problem == "already-decided")
            let list = try await stage.get(path + "/signatures", as: scene.coordinator).items
            #expect(list.map { $0["counts"] } == [false, true, true, true])
            #expect(try await stage.get(path + "/signatures", as: scene.made.learner).status == .notFound)
        }
    }

    @Test func `who assessed does not sign, nor does who may not decide`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let path = "/api/recommendations/\(scene.recommendation)/signatures"
            try await stage.grant(.registrar, to: scene.made.assessors[0], at: scene.made.institution)
            let seen = try await stage.post(path, ["verdict": "granted"], as: scene.made.assessors[0])
            #expect(seen.problem == "not-independent")
            #expect(try await stage.post(path, ["verdict": "granted"], as: scene.coordinator).status == .forbidden)
        }
    }

    @Test func `where no policy asks for it nobody signs`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage, policy: "lesotho@1")
            let path = "/api/recommendations/\(scene.recommendation)/signatures"
            #expect(try await stage.post(path, ["verdict": "granted"], as: scene.members[0]).problem == "no-committee")
        }
    }

    @Test func `members who sign at the same moment decide once`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let path = "/api/recommendations/\(scene.recommendation)/signatures"
            let answers = try await withThrowingTaskGroup(of: Seen.self) { group in
                for member in scene.members {
                    group.addTask { try await stage.post(path, ["verdict": "granted"], as: member) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.json["decision"] != nil } == 1)
            #expect(answers.count { $0.problem == "already-decided" } == 1)
        }
    }

    @Test func `a recommendation is shown in the form that receivers know`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage, policy: "lesotho@3")
            let path = "/api/recommendations/\(scene.recommendation)/statement"
            let seen = try await stage.get(path, as: scene.coordinator)
            #expect(seen.status == .ok, "\(seen.text)")
            #expect(seen.json["credits"] == "10" && seen.json["hours"] == "100" && seen.json["graded"] == false)
            #expect(seen.json["words"]?.string?.contains("(100 hours)") == true)
            #expect(seen.json["carried"]?[0]?["isIndicative"] == true)
            let from = try #require(seen.json["validFrom"]?.string.flatMap { CalendarDate($0) })
            #expect(seen.json["reviewOn"]?.string == from.adding(years: 3).description)
            #expect(seen.json["decided"]?["assessors"] == 2)
            #expect(try await stage.get(path, as: scene.made.assessors[0]).status == .notFound)
        }
    }
}

import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct LimitTests {
    private let trades = "building-trades@1"

    @Test func `a hundred decisions at once on one learner post as many units as the limit has room for`() async throws
    {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let cave = try await stage.institution("cave-hill", policy: "caribbean@3", country: "BB")
            let mona = try await stage.institution("mona", policy: "caribbean@3", country: "JM")
            var waiting: [(path: String, registrar: Actor)] = []
            for (place, half) in [cave, mona].enumerated() {
                let registrar = try await stage.staff("Registrar of \(place)", .registrar, at: half)
                for id in try await stage.waiting(50, for: lerato, at: half, named: "course-\(place)") {
                    waiting.append(("/api/recommendations/\(id)/decisions", registrar))
                }
            }
            let all = waiting
            let answers = try await withThrowingTaskGroup(of: Seen.self) { group in
                for (path, registrar) in all {
                    // Whoever waits too long for a connection is told so, and sends it again.
                    group.addTask {
                        var seen = try await stage.post(path, ["verdict": "granted"], as: registrar)
                        while seen.status == .serviceUnavailable {
                            seen = try await stage.post(path, ["verdict": "granted"], as: registrar)
                        }
                        return seen
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == .created } == 7)
            let refused = answers.filter { $0.status == .conflict }
            #expect(refused.count == 93)
            #expect(refused.allSatisfy { $0.problem == "credit-limit" && $0.json["fits"] == "0" })
            #expect(
                refused.allSatisfy {
                    $0.json["findings"]?[0]?["source"]?["title"]?.string?.hasPrefix("The Voice") == true
                })
            #expect(try await stage.get("/api/credits", as: lerato).items.count == 7)
        }
    }

    @Test func `a share of a qualification refuses what passes it and says how much would fit`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "strict@2")
            let lerato = try await stage.person("Lerato")
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: maseru)
            var paths: [String] = []
            for unit in ["bricklaying-trade-test@1", "carpentry-trade-test@1"] {
                let made = try await stage.assessed(lerato, at: maseru, policy: "strict@2", [unit: .met])
                let elias = try await stage.staff("Coordinator of \(unit)", .coordinator, at: maseru)
                let written = try await stage.recommend(unit, of: made, by: elias)
                #expect(written.status == .created, "\(written.text)")
                paths.append("/api/recommendations/\(written.id)/decisions")
            }
            let whole = try await stage.post(
                paths[0], ["verdict": "granted", "towards": .string(trades)], as: registrar)
            // 30 % of 55 credits.
            #expect(whole.problem == "credit-limit" && whole.json["fits"] == "16.5", "\(whole.text)")
            #expect(whole.json["findings"]?[0]?["rule"] == "limits.rpl-share")
            #expect(whole.json["allowed"] == ["partly", "refused"])
            let reason: JSONValue = "Within the limit."
            let most = try await stage.post(
                paths[0], ["verdict": "partly", "credits": "16.5", "reason": reason, "towards": .string(trades)],
                as: registrar)
            #expect(most.status == .created && most.json["towards"] == .string(trades), "\(most.text)")
            let more = try await stage.post(
                paths[1], ["verdict": "partly", "credits": "1", "reason": reason, "towards": .string(trades)],
                as: registrar)
            #expect(more.problem == "credit-limit" && more.json["fits"] == "0")
            let beside = try await stage.post(paths[1], ["verdict": "granted"], as: registrar)
            #expect(beside.status == .created)
        }
    }

    @Test func `credit counts towards a qualification only in which its unit stands`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: maseru)
            let ids = try await stage.waiting(1, for: try await stage.person("Lerato"), at: maseru, named: "course")
            for named in ["personal-care-cvq@1", "nothing@1", "x"] {
                let seen = try await stage.post(
                    "/api/recommendations/\(ids[0])/decisions", ["verdict": "granted", "towards": .string(named)],
                    as: registrar)
                #expect(seen.faults == ["/towards unknown"], "\(seen.text)")
            }
        }
    }

    @Test func `a batch answers item by item, or posts nothing where all are asked for and one cannot be`() async throws
    {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let cave = try await stage.institution("cave-hill", policy: "caribbean@3", country: "BB")
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: cave)
            let ids = try await stage.waiting(9, for: lerato, at: cave, named: "course")
            let items = ids.map { ["recommendation": .string($0), "verdict": "granted"] as JSONValue }
            let path = "/api/institutions/\(cave)/decisions"
            let all = try await stage.post(path, ["mode": "all", "decisions": .array(items)], as: registrar)
            #expect(all.problem == "batch-refused" && all.json["refused"]?.array?.count == 2, "\(all.text)")
            #expect(try await stage.get("/api/credits", as: lerato).items.isEmpty)
            let each = try await stage.post(path, ["mode": "each", "decisions": .array(items)], as: registrar)
            #expect(each.status == .ok && each.json["decided"] == 7, "\(each.text)")
            let answers = each.json["items"]?.array ?? []
            #expect(answers.map { $0["recommendation"]?.string } == ids)
            #expect(answers.prefix(7).allSatisfy { $0["decision"]?["verdict"] == "granted" })
            #expect(answers.suffix(2).allSatisfy { $0["refused"]?["type"] == "credit-limit" })
            #expect(try await stage.get("/api/credits", as: lerato).items.count == 7)
            let again = try await stage.post(path, ["mode": "each", "decisions": .array(items)], as: registrar)
            #expect(again.json["items"]?[0]?["refused"]?["type"] == "already-decided")
            let stranger = try await stage.staff("Registrar Neo", .registrar, at: try await stage.institution("roma"))
            #expect(
                try await stage.post(path, ["mode": "each", "decisions": .array(items)], as: stranger).status
                    == .notFound)
        }
    }

    @Test func `two batches that cross each other both come to an end, and the limit holds`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let cave = try await stage.institution("cave-hill", policy: "caribbean@3", country: "BB")
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: cave)
            let ids = try await stage.waiting(20, for: lerato, at: cave, named: "course")
            let orders = [ids, ids.reversed()]
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for order in orders {
                    let items = order.map { ["recommendation": .string($0), "verdict": "granted"] as JSONValue }
                    group.addTask {
                        try await stage.post(
                            "/api/institutions/\(cave)/decisions", ["mode": "each", "decisions": .array(items)],
                            as: registrar
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [.ok, .ok])
            #expect(try await stage.get("/api/credits", as: lerato).items.count == 7)
        }
    }
}

extension Stage {
    /// So many recommendations of a credit that wait for their decision, each on a portfolio and a unit of its own: written
    /// straight into the tables, because the way there is not what is tried.
    func waiting(_ count: Int, for learner: Actor, at institution: String, named name: String) async throws -> [String]
    {
        let (now, registry) = (clock.now, try #require(ID<Institution>(institution)))
        let chain = #"{"scorecards": [], "rubric": {"fingerprint": "\#(Digest.of(name).hex)"}}"#
        let owner = try #require(ID<Person>(learner.id))
        return try await resources.database.transaction { connection in
            var ids: [String] = []
            for number in 1...count {
                let made = (0..<4).map { _ in UUID.version7(at: now, random: RandomBytes.next(10)) }
                let unit = "\(name)-\(number)"
                try await connection.execute(
                    """
                    insert into unit (id, version, fingerprint, title, document, loaded_at)
                    values (\(unit), '1', \(unit), \(unit), '{"status": "published"}', \(now))
                    """)
                try await connection.execute(
                    """
                    insert into portfolio (
                        id, institution_id, learner_id, title, state, state_since, policy_id, policy_version, created_at)
                    select \(made[0])::uuid, id, \(owner)::uuid, \(unit)::text, 'recommended', \(now)::timestamptz, policy_id,
                        policy_version, \(now)::timestamptz
                    from institution where id = \(registry)
                    """)
                try await connection.execute(
                    """
                    insert into claim (id, institution_id, portfolio_id, unit_id, unit_version, route, purpose, made_at)
                    values (\(made[1]), \(registry), \(made[0]), \(unit), '1', 'rpl', 'credit', \(now))
                    """)
                try await connection.execute(
                    """
                    insert into submission (
                        id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by,
                        submitted_at)
                    values (\(made[2]), \(registry), \(made[0]), 1, '{}', sha256('{}'), \(made[2].uuidString), \(owner), \(now))
                    """)
                try await connection.execute(
                    """
                    insert into recommendation (
                        id, institution_id, submission_id, claim_id, kind, credits, credit_system, framework_id,
                        framework_version, level, chain, chain_digest, recommended_by, recommended_at)
                    values (\(made[3]), \(registry), \(made[2]), \(made[1]), 'credit', 3, 'own-credit', 'cqf', '1', 1,
                        \(chain)::jsonb, sha256('{}'), \(owner), \(now))
                    """)
                ids.append(ID<Recommendation>(made[3]).description)
            }
            return ids
        }
    }
}

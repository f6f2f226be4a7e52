import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct QuotaTests {
    @Test func `fifty uploads at once never take more than there is, and take all there is`() async throws {
        let size = Samples.png.count
        let limit: @Sendable (inout Settings) -> Void = {
            $0.quotas.institutionBytes = 20 * size + size / 2
            // All fifty wait for one portfolio on few connections: none is to be sent away for that.
            $0.database.wait = .seconds(120)
        }
        try await Stage.withPortfolio(limit) { stage, lerato, portfolio in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        if index.isMultiple(of: 2) {
                            return try await stage.upload(Samples.png, to: portfolio, as: lerato).status.code
                        }
                        let begun = try await stage.begin(size, to: portfolio, as: lerato)
                        guard begun.status == .created else { return begun.status.code }
                        return try await stage.sending(at: begun, as: lerato).send(Samples.png, at: 0).status.code
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 || $0 == 204 } == 20)
            #expect(statuses.count { $0 == 413 } == 30, "\(statuses)")
            let usage = try await stage.usage(of: portfolio, as: lerato)
            #expect(usage["usedBytes"]?.int == 20 * size && usage["usedItems"] == 20)
            #expect(usage["reservedBytes"] == 0 && usage["reservedItems"] == 0)
            #expect(try await stage.countsAreTrue())
        }
    }

    @Test func `what is reserved counts, what is given up or taken out is free again`() async throws {
        let size = Samples.png.count
        try await Stage.withPortfolio({ $0.quotas.institutionItems = 2 }) { stage, lerato, portfolio in
            let upload = try await stage.sending(size, to: portfolio, as: lerato)
            let item = try await stage.evidence(in: portfolio, as: lerato)
            let full = try await stage.upload(Samples.png, to: portfolio, as: lerato)
            #expect(full.status == .contentTooLarge && full.problem == "quota-exceeded", "\(full.text)")
            #expect(full.json["quotaOf"] == "institution" && full.json["reservedItems"] == 1)
            #expect(full.json["maximumItems"] == 2 && full.json["usedItems"] == 1 && full.json["fitsBytes"] == 0)
            #expect(try await stage.begin(size, to: portfolio, as: lerato).problem == "quota-exceeded")
            #expect(try await upload.giveUp().status == .noContent)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: lerato).status == .created)
            #expect(try await stage.delete("/api/evidence/\(item)", as: lerato).status == .noContent)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: lerato).status == .created)
            #expect(try await stage.countsAreTrue())
        }
    }

    @Test func `the operator gives one institution more or less room, and its administrator sees how much`()
        async throws
    {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let ada = try await stage.staff("Ada", .administrator, at: college)
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let quota = "/api/institutions/\(college)/quota"
            let operatorActor = Actor(id: "", name: "", email: "", token: Stage.operatorToken)
            #expect(try await stage.put(quota, ["maximumBytes": 10], as: ada).status == .unauthorized)
            let set = try await stage.put(quota, ["maximumBytes": 10], as: operatorActor)
            #expect(set.status == .ok && set.json["maximumBytes"] == 10, "\(set.text)")
            let full = try await stage.upload(Samples.png, to: portfolio, as: lerato)
            #expect(full.problem == "quota-exceeded" && full.json["fitsBytes"] == 10)
            _ = try await stage.put(quota, [:], as: operatorActor)
            #expect(try await stage.upload(Samples.png, to: portfolio, as: lerato).status == .created)
            let usage = try await stage.get("/api/institutions/\(college)/usage", as: ada)
            #expect(usage.json["usedItems"] == 1 && usage.json["maximumBytes"]?.int == 1_099_511_627_776)
            #expect(try await stage.get("/api/institutions/\(college)/usage", as: lerato).status == .forbidden)
        }
    }

    @Test func `a policy says how much a portfolio may hold`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let usage = try await stage.usage(of: portfolio, as: lerato)
            #expect(usage["maximumBytes"]?.int == 10_737_418_240 && usage["maximumItems"] == 500)
            for _ in 0..<5 { _ = try await stage.sending(2_000_000_000, to: portfolio, as: lerato) }
            let full = try await stage.begin(2_000_000_000, to: portfolio, as: lerato)
            #expect(full.problem == "quota-exceeded" && full.json["quotaOf"] == "portfolio")
            #expect(full.json["fitsBytes"]?.int == 737_418_240)
            #expect(try await stage.begin(737_418_240, to: portfolio, as: lerato).status == .created)
        }
    }

    @Test func `nobody has more unfinished uploads than a person may`() async throws {
        try await Stage.withPortfolio({ $0.uploads.perPerson = 3 }) { stage, lerato, portfolio in
            let seen = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await stage.begin(9, to: portfolio, as: lerato).status.code } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(seen.count { $0 == 201 } == 3 && seen.count { $0 == 409 } == 5)
        }
    }
}

extension Stage {
    /// Whether the counters are what the tables come to.
    fileprivate func countsAreTrue() async throws -> Bool {
        let row = try await resources.database.one(
            """
            select not exists (
                select from portfolio_usage u where (kept_bytes, kept_items) <> (
                    select coalesce(sum(f.size), 0)::bigint, count(*) from evidence e
                    join evidence_file f on f.evidence_id = e.id
                    where e.portfolio_id = u.portfolio_id and e.removed_at is null)
                or (reserved_bytes, reserved_items) <> (
                    select coalesce(sum(length), 0)::bigint, count(*) from upload
                    where portfolio_id = u.portfolio_id and state = 'open'))
            and not exists (
                select from institution_usage i
                where (kept_bytes, kept_items, reserved_bytes, reserved_items) <> (
                    select sum(kept_bytes)::bigint, sum(kept_items)::bigint, sum(reserved_bytes)::bigint,
                        sum(reserved_items)::bigint
                    from portfolio_usage u where u.institution_id = i.institution_id)) as is_true
            """)
        return try row["is_true"]
    }
}

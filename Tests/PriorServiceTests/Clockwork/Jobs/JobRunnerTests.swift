import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Synchronization
import Testing

@testable import PriorService

@Suite(.database) struct JobRunnerTests {
    /// A thing that jobs concern.
    private enum Thing {}
    private let thing = ID<Thing>(UUID())

    /// Owes one mail a job: the effect that is counted.
    private static let mails = JobHandler(kind: "test.mail") { job, change in
        try await change.send(Mail(recipient: "a@example.org", purpose: job.key, subject: "", body: ""))
        change.record("test.mailed", of: job.subject(of: Thing.self), at: nil)
        return .done
    }

    private static func runner(_ stage: Stage, _ handlers: JobHandler...) -> JobRunner {
        JobRunner(resources: stage.resources, handlers: handlers)
    }

    private func change(_ stage: Stage, _ body: @Sendable (Change) async throws -> Void) async throws {
        try await stage.resources.database.transaction { connection in
            let change = Change(connection: connection, call: Call(ofServiceAt: stage.clock.now, stage.resources))
            try await body(change)
            try await change.finish()
        }
    }

    private func sent(_ stage: Stage) async throws -> [String] {
        try await stage.resources.database.query("select purpose from mail order by purpose").map { try $0["purpose"] }
    }

    private func drain(_ runner: JobRunner) async throws -> Int {
        var count = 0
        while try await runner.runOne() { count += 1 }
        return count
    }

    private func drain(_ stage: Stage) async throws -> Int { try await drain(Self.runner(stage, Self.mails)) }

    @Test func `a job is done when its time has come, once, with its effect and its event`() async throws {
        try await Stage.run { stage in
            let due = stage.clock.now + 3_600
            try await change(stage) { _ = try await $0.owe("test.mail", of: thing, key: "one", at: due) }
            let runner = Self.runner(stage, Self.mails)
            #expect(try await drain(runner) == 0)
            stage.clock.advance(3_600)
            #expect(try await drain(runner) == 1)
            #expect(try await drain(runner) == 0)
            #expect(try await sent(stage) == ["one"])
            let events = try await stage.resources.database.query(
                "select actor_kind from event where kind = 'test.mailed' and subject_id = \(thing)")
            #expect(try events.map { try $0["actor_kind"] as String } == ["service"])
        }
    }

    @Test func `the same is owed once, also after it was done; its moment can be moved, and it can be taken back`()
        async throws
    {
        try await Stage.run { stage in
            let (runner, now) = (Self.runner(stage, Self.mails), stage.clock.now)
            try await change(stage) { change in
                #expect(try await change.owe("test.mail", of: thing, key: "a", at: now))
                #expect(try await change.owe("test.mail", of: thing, key: "a", at: now + 60))
                #expect(try await change.owe("test.mail", of: thing, key: "b", at: now + 60))
                try await change.withdraw("test.mail", of: thing, key: "b")
            }
            #expect(try await drain(runner) == 0)
            stage.clock.advance(60)
            #expect(try await drain(runner) == 1)
            try await change(stage) { change in
                #expect(try await change.owe("test.mail", of: thing, key: "a", at: now) == false)
                try await change.withdraw("test.mail", of: thing)
            }
            #expect(try await drain(runner) == 0)
            #expect(try await sent(stage) == ["a"])
        }
    }

    private func fail(_ stage: Stage) async throws {
        try await change(stage) { change in
            _ = try await change.owe("test.mail", of: thing, at: stage.clock.now)
            throw Problem.notFound()
        }
    }

    @Test func `what is owed in a transaction that fails is not owed`() async throws {
        try await Stage.run { stage in
            do {
                try await fail(stage)
                Issue.record("It went through.")
            } catch is Problem {}
            let done = try await drain(stage)
            #expect(done == 0)
        }
    }

    @Test func `six runners at once do sixty jobs once each`() async throws {
        try await Stage.run({ $0.database.connections = 8 }) { stage in
            try await change(stage) { change in
                for key in 10..<70 {
                    _ = try await change.owe("test.mail", of: thing, key: "\(key)", at: stage.clock.now)
                }
            }
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await drain(stage) } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(counts.reduce(0, +) == 60)
            #expect(try await sent(stage) == (10..<70).map { "\($0)" })
        }
    }

    @Test func `a runner that dies in the middle leaves nothing, and another does the job`() async throws {
        try await Stage.run { stage in
            let database = TestDatabase.current.database
            let dying = JobHandler(kind: "test.mail") { job, change in
                _ = try await Self.mails.work(job, change)
                let backend: Int = try await change.connection.one("select pg_backend_pid() as pid")["pid"]
                try await database.execute("select pg_terminate_backend(\(backend))")
                return .done
            }
            try await change(stage) { _ = try await $0.owe("test.mail", of: thing, key: "once", at: stage.clock.now) }
            _ = try? await Self.runner(stage, dying).runOne()
            #expect(try await sent(stage) == [])
            #expect(try await drain(stage) == 0)
            stage.clock.advance(Job.lease + 1)
            #expect(try await drain(stage) == 1)
            #expect(try await sent(stage) == ["once"])
        }
    }

    @Test func `a slow runner that was overtaken takes back what it did`() async throws {
        try await Stage.run { stage in
            let slow = JobHandler(kind: "test.mail") { job, change in
                try await change.send(Mail(recipient: "a@example.org", purpose: "slow", subject: "", body: ""))
                stage.clock.advance(Job.lease + 1)
                let others = try await drain(stage)
                #expect(others == 1)
                return .done
            }
            try await change(stage) { _ = try await $0.owe("test.mail", of: thing, key: "fast", at: stage.clock.now) }
            let found = try await Self.runner(stage, slow).runOne()
            #expect(found)
            #expect(try await sent(stage) == ["fast"])
        }
    }

    @Test func `a job that says again comes again at its time`() async throws {
        try await Stage.run { stage in
            let daily = JobHandler(kind: "test.daily") { job, change in
                try await change.send(Mail(recipient: "a@example.org", purpose: "daily", subject: "", body: ""))
                return .again(at: job.dueAt + 86_400)
            }
            try await change(stage) { _ = try await $0.owe("test.daily", of: thing, at: stage.clock.now) }
            let runner = Self.runner(stage, daily)
            for day in 1...3 {
                #expect(try await drain(runner) == 1)
                #expect(try await sent(stage).count == day)
                stage.clock.advance(days: 1)
            }
        }
    }

    @Test func `a job that fails is tried again, later each time, then waits for the operator, who sees why`()
        async throws
    {
        try await Stage.run { stage in
            let attempts = Mutex(0)
            let failing = JobHandler(kind: "test.mail") { job, change in
                _ = try await Self.mails.work(job, change)
                let attempt = attempts.withLock { count in
                    count += 1
                    return count
                }
                guard attempt > Job.attempts else { throw Problem.conflict("never-mind", "No", "Not now.") }
                return .done
            }
            try await change(stage) { _ = try await $0.owe("test.mail", of: thing, key: "x", at: stage.clock.now) }
            let runner = Self.runner(stage, failing)
            for attempt in 1...Job.attempts {
                #expect(try await drain(runner) == 1)
                stage.clock.advance(Job.wait(afterAttempt: attempt))
            }
            #expect(try await drain(runner) == 0)
            #expect(try await sent(stage) == [])
            let list = try await stage.get("/api/jobs", as: stage.operator)
            #expect(list.items.map { $0["state"] } == ["failed"])
            #expect(list.items.map { $0["lastFault"]?.string?.hasSuffix("never-mind") } == [true])
            let metrics = try await stage.get("/metrics").text
            #expect(metrics.contains("prior_jobs{kind=\"test.mail\",state=\"failed\"} 1\n"))
            let id = try #require(list.items.first?["id"]?.string)
            #expect(try await stage.post("/api/jobs/\(id)/retries", as: stage.operator).status == .noContent)
            #expect(try await stage.post("/api/jobs/\(id)/retries", as: stage.operator).status == .notFound)
            #expect(try await stage.get("/metrics").text.contains("prior_jobs{kind=\"test.mail\",state=\"due\"} 1\n"))
            #expect(try await drain(runner) == 1)
            #expect(try await sent(stage) == ["x"])
            #expect(try await stage.get("/api/jobs?state=done", as: stage.operator).items.count == 1)
        }
    }

    @Test func `a job that ends whoever does it is given up`() async throws {
        try await Stage.run { stage in
            try await change(stage) { _ = try await $0.owe("test.mail", of: thing, at: stage.clock.now) }
            for _ in 1...Job.attempts {
                #expect(try await stage.resources.database.takeUpJob(of: ["test.mail"], at: stage.clock.now) != nil)
                stage.clock.advance(Job.lease)
            }
            #expect(try await drain(stage) == 1)
            #expect(try await sent(stage) == [])
            let list = try await stage.get("/api/jobs?state=failed", as: stage.operator)
            #expect(list.items.map { $0["lastFault"]?.string } == ["ended whoever did it"])
        }
    }

    @Test func `a kind that this version does not know is left for one that does`() async throws {
        try await Stage.run { stage in
            try await change(stage) { _ = try await $0.owe("test.tomorrow", of: thing, at: stage.clock.now) }
            #expect(try await drain(stage) == 0)
            let list = try await stage.get("/api/jobs?state=due", as: stage.operator)
            #expect(list.items.map { $0["attempts"]?.int } == [0])
        }
    }
}

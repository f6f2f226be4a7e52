import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct FeedWaitTests {
    private let bricks = "bricklaying-trade-test@1"

    /// With somebody who listens to the database, as a running service has.
    private func watched(_ test: @Sendable @escaping (Stage) async throws -> Void) async throws {
        try await Stage.run { stage in
            let watch = Task { try await FeedWatch(resources: stage.resources).run() }
            while !stage.resources.bell.isWatched { try await Task.sleep(for: .milliseconds(5)) }
            try await test(stage)
            watch.cancel()
            _ = await watch.result
        }
    }

    @Test func `who waits is answered as soon as the entry is committed, and not before`() async throws {
        try await watched { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let lerato = try await stage.person("Lerato")
            async let waited = stage.get("/api/credit-feed?wait=30", as: machine)
            while stage.resources.bell.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
            _ = try await stage.posted(bricks, to: lerato, at: maseru)
            let page = try await waited
            #expect(page.items.count == 1 && page.json["next"] == "1")
            // What is there already is not waited for.
            #expect(try await stage.get("/api/credit-feed?wait=30", as: machine).items.count == 1)
            let lines = try await stage.get(
                "/api/credit-feed?wait=30", as: machine, headers: [.accept: "application/x-ndjson"])
            #expect(lines.bytes.split(separator: 0x0A).count == 1)
            #expect(stage.resources.bell.waiting == 0)
        }
    }

    @Test func `another institution's entry wakes nobody, and a wait ends with an empty page and a cursor`()
        async throws
    {
        try await watched { stage in
            let (maseru, roma) = (try await stage.institution("maseru"), try await stage.institution("roma"))
            let machine = try await stage.machine(of: roma, .creditsRead)
            async let waited = stage.get("/api/credit-feed?wait=2", as: machine)
            while stage.resources.bell.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
            _ = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
            let page = try await waited
            #expect(page.items.isEmpty && page.json["next"] == "0")
            for wrong in ["wait=51", "wait=-1", "wait=x"] {
                #expect(try await stage.get("/api/credit-feed?\(wrong)", as: machine).status == .badRequest)
            }
        }
    }

    @Test func `of one machine's waits the newest four are kept, and the older ones answered`() async throws {
        try await watched { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            try await withThrowingTaskGroup(of: Seen.self) { group in
                for number in 1...7 {
                    group.addTask { try await stage.get("/api/credit-feed?wait=40", as: machine) }
                    while stage.resources.bell.waiting < min(number, 4) { try await Task.sleep(for: .milliseconds(5)) }
                }
                for _ in 0..<3 {
                    let seen = try await group.next()
                    #expect(seen?.items.isEmpty == true && seen?.status == .ok)
                }
                #expect(stage.resources.bell.waiting == 4)
                _ = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
                for try await seen in group { #expect(seen.items.count == 1) }
            }
        }
    }

    @Test func `where nobody listens to the database a wait still ends with the entry`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            async let waited = stage.get("/api/credit-feed?wait=30", as: machine)
            while stage.resources.bell.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
            // Longer than one look of its own.
            try await Task.sleep(for: .milliseconds(2_300))
            _ = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
            #expect(try await waited.items.count == 1)
        }
    }
}

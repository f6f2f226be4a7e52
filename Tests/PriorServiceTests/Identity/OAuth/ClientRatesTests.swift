import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ClientRatesTests {
    @Test func `the machines of one institution have one allowance, and it comes back with the time`() throws {
        let (rates, start) = (ClientRates(), ContinuousClock.now)
        let (maseru, roma) = (ID<Institution>(UUID()), ID<Institution>(UUID()))
        for _ in 0..<60 { try rates.count(maseru, perSecond: 2, at: start) }
        #expect(throws: Problem.self) { try rates.count(maseru, perSecond: 2, at: start) }
        try rates.count(roma, perSecond: 2, at: start)
        for _ in 0..<2 { try rates.count(maseru, perSecond: 2, at: start + .seconds(1)) }
        #expect(throws: Problem.self) { try rates.count(maseru, perSecond: 2, at: start + .seconds(1)) }
    }

    @Test func `a program that goes round in a loop is told to wait, whichever of its machines it asks by`()
        async throws
    {
        try await Stage.run({ $0.clientRate = 1 }) { stage in
            let maseru = try await stage.institution("maseru")
            let id = try #require(ID<Institution>(maseru))
            // Used up at a moment to come, so that nothing comes back while the test runs.
            let later = ContinuousClock.now + .seconds(3_600)
            for _ in 0..<ClientRates.burst {
                try stage.resources.clientRates.count(id, perSecond: 1, at: later)
            }
            for _ in 0..<2 {
                let machine = try await stage.machine(of: maseru, .creditsRead)
                let seen = try await stage.get("/api/credit-feed", as: machine)
                #expect(seen.problem == "too-many-requests" && seen.headers[.retryAfter] == "5")
            }
            let elsewhere = try await stage.machine(of: try await stage.institution("roma"), .creditsRead)
            #expect(try await stage.get("/api/credit-feed", as: elsewhere).status == .ok)
        }
    }
}

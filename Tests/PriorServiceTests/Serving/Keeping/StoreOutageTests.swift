import EvidenceStore
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct StoreOutageTests {
    @Test func `while the bucket does not answer, files are refused with 503 and everything else goes on`() async throws
    {
        try await Stage.run({
            // Nobody listens on that port.
            $0.store.s3 = S3Configuration(
                endpoint: "http://127.0.0.1:9", bucket: "prior", accessKey: "a", secretKey: "b")
            $0.store.s3?.attempts = 1
            $0.store.backEnd = .s3
        }) { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let seen = try await stage.upload(Samples.png, to: portfolio, as: lerato)
            #expect(seen.status == .serviceUnavailable && seen.problem == "store-unavailable", "\(seen.text)")
            #expect(seen.headers[.retryAfter] != nil)
            #expect(try await stage.get("/readyz").status == .serviceUnavailable)
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items == [])
            #expect(stage.storedFiles == [])
        }
    }
}

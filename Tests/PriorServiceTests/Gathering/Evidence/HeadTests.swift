import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct HeadTests {
    @Test func `HEAD is answered as GET is, without the body`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let item = try await stage.evidence(in: portfolio, as: lerato)
            let paths = [
                "/healthz", "/openapi.json", "/api/portfolios", "/api/portfolios/\(portfolio)",
                "/api/evidence/\(item)", "/api/evidence/\(item)/content", "/api/units",
            ]
            for path in paths {
                let got = try await stage.get(path, as: lerato)
                let asked = try await stage.send(.head, path, bytes: nil, as: lerato)
                #expect(asked.status == got.status && asked.bytes.isEmpty, "\(path)")
                for name in [HTTPField.Name.contentLength, .contentType, .eTag, .reprDigest, .contentDisposition] {
                    #expect(asked.headers[name] == got.headers[name], "\(path): \(name)")
                }
            }
            let part = try await stage.send(
                .head, "/api/evidence/\(item)/content", bytes: nil, as: lerato, headers: [.range: "bytes=0-3"])
            #expect(part.status == .partialContent && part.bytes.isEmpty && part.headers[.contentLength] == "4")
        }
    }

    @Test func `a refusal of HEAD has no body either, and a route without GET has no HEAD`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let missing = try await stage.send(
                .head, "/api/portfolios/00000000-0000-7000-8000-000000000000", bytes: nil, as: lerato)
            #expect(missing.status == .notFound && missing.bytes.isEmpty)
            #expect(try await stage.send(.head, "/api/portfolios", bytes: nil, as: nil).status == .unauthorized)
            let none = try await stage.send(.head, "/api/people", bytes: nil, as: lerato)
            #expect(none.status == .methodNotAllowed && none.headers[.allow] == "POST")
            let other = try await stage.send(.patch, "/api/portfolios", bytes: nil, as: lerato)
            #expect(other.headers[.allow] == "GET, HEAD, POST")
        }
    }
}

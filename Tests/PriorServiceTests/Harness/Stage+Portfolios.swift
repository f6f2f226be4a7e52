import Foundation
import HTTPTypes
import Testing

@testable import PriorService

extension Stage {
    /// A portfolio that its learner just opened.
    func portfolio(of learner: Actor, at institution: String, titled title: String = "Fifteen years of walls")
        async throws -> String
    {
        let seen = try await post(
            "/api/portfolios", ["institution": .string(institution), "title": .string(title)], as: learner)
        #expect(seen.status == .created, "\(seen.text)")
        return seen.id
    }

    /// A claim that its learner just made.
    func claim(_ unit: String = "bricklaying-trade-test@1", in portfolio: String, as learner: Actor) async throws
        -> String
    {
        let seen = try await post(
            "/api/portfolios/\(portfolio)/claims",
            ["unit": .string(unit), "route": "rpl", "purpose": "credit"], as: learner)
        #expect(seen.status == .created, "\(seen.text)")
        return seen.id
    }

    /// Sends a file.
    func upload(
        _ bytes: [UInt8], to portfolio: String, as who: Actor, _ query: String = "?fileName=photo.png",
        headers: HTTPFields = [:]
    ) async throws -> Seen {
        try await send(.post, "/api/portfolios/\(portfolio)/evidence\(query)", bytes: bytes, as: who, headers: headers)
    }

    /// An item that is in the portfolio.
    func evidence(in portfolio: String, as learner: Actor, kind: String = "artefact") async throws -> String {
        let seen = try await upload(Samples.png, to: portfolio, as: learner, "?fileName=photo.png&kind=\(kind)")
        #expect(seen.status == .created, "\(seen.text)")
        return seen.id
    }

    /// Links an item to criteria of a claim.
    func link(_ evidence: String, to claim: String, _ criteria: [String], as learner: Actor) async throws {
        for criterion in criteria {
            let seen = try await post(
                "/api/evidence/\(evidence)/links", ["claim": .string(claim), "criterion": .string(criterion)],
                as: learner)
            #expect(seen.status == .created, "\(seen.text)")
        }
    }

    /// Every file under the evidence store, temporary ones too.
    var storedFiles: [String] {
        let store = resources.settings.dataDirectory.appending(path: "evidence")
        let names = FileManager.default.enumerator(atPath: store.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: store.appending(path: name).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    /// The ids of a unit's criteria.
    func criteria(of unit: String = "bricklaying-trade-test@1") async throws -> [String] {
        let seen = try await get("/api/units/\(unit)")
        return (seen.json["document"]?["rubric"]?["criteria"]?.array ?? []).compactMap { $0["id"]?.string }
    }
}

/// Small files that are what they say.
enum Samples {
    /// One transparent pixel.
    static let png = decoded(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

    /// A page with nothing on it.
    static let pdf = Array(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
        trailer<</Root 1 0 R/Size 4>>
        startxref
        164
        %%EOF

        """.utf8)

    static let html = Array(
        "<!DOCTYPE html><html><head><title>x</title></head><body><script>1</script></body></html>\n".utf8)

    private static func decoded(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }
}

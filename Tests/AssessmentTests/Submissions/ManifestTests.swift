import Assessment
import Foundation
import Testing

struct ManifestTests {
    private func manifest(title: String) throws -> Manifest {
        let (claim, item) = (id(Claim.self, 1), id(Evidence.self, 2))
        let (unit, policy) = (
            try #require(DocumentKey("bricklaying-trade-test@1")), try #require(DocumentKey("lesotho@1"))
        )
        return Manifest(
            portfolio: id(Portfolio.self, 3), institution: id(Institution.self, 4), learner: id(Person.self, 5),
            number: 1,
            policy: policy,
            claims: [.init(id: claim, unit: unit, fingerprint: "f", route: .rpl, purpose: .credit)],
            evidence: [
                .init(
                    id: item, kind: .artefact, title: title, description: "", language: "en",
                    file: .init(digest: "d", size: 7, type: "image/png", name: "a.png"))
            ],
            links: [
                .init(claim: claim, evidence: item, criterion: "lay", note: "", page: 2),
                .init(claim: claim, evidence: item, criterion: "level", note: ""),
            ])
    }

    private func id<Subject>(_ subject: Subject.Type, _ last: UInt8) -> ID<Subject> {
        ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last)))
    }

    @Test func `the canonical form has its keys sorted, no space, and no escape that is not needed`() throws {
        let text = try manifest(title: "Wall / \"north\" — Leribe").canonicalJSON()
        #expect(
            text.hasPrefix(
                #"{"claims":[{"fingerprint":"f","id":"00000000-0000-0000-0000-000000000001","purpose":"credit""#))
        #expect(text.contains(#""title":"Wall / \"north\" — Leribe"}"#))
        #expect(text.contains(#""format":"prior-manifest-1","institution":"#))
        #expect(text == (try manifest(title: "Wall / \"north\" — Leribe").canonicalJSON()))
    }

    @Test func `a manifest is read back as it was`() throws {
        let manifest = try manifest(title: "Wall")
        let read = try JSONDecoder().decode(Manifest.self, from: Data(try manifest.canonicalJSON().utf8))
        #expect(read == manifest)
    }

    @Test func `an item linked twice to a claim is one item of it`() throws {
        #expect(try manifest(title: "Wall").evidence(of: id(Claim.self, 1)) == [id(Evidence.self, 2)])
        #expect(try manifest(title: "Wall").evidence(of: id(Claim.self, 9)).isEmpty)
    }
}

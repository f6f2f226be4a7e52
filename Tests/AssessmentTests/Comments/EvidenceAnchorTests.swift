import Assessment
import Foundation
import Testing

@Suite struct EvidenceAnchorTests {
    private static let pdf = EvidenceAnchor.Bounds(type: "application/pdf", pages: 3)
    private static let song = EvidenceAnchor.Bounds(type: "audio/mp4", seconds: 12)
    private static let note = EvidenceAnchor.Bounds(type: "text/plain", characters: 40)

    @Test(arguments: [
        (EvidenceAnchor.page(3, nil), pdf), (.page(1, .init(x: 0, y: 0.5, width: 1, height: 0.5)), pdf),
        (.page(1, nil), .init(type: "image/jpeg")), (.time(12, nil), song), (.time(0, 12), song), (.text(0, 40), note),
        (.text(3, 9), .init()), (.page(7, nil), .init(type: "application/pdf")),
    ])
    func `a place in the item is taken`(anchor: EvidenceAnchor, bounds: EvidenceAnchor.Bounds) throws {
        try anchor.require(in: bounds)
        let written = try JSONEncoder().encode(anchor)
        #expect(try JSONDecoder().decode(EvidenceAnchor.self, from: written) == anchor)
    }

    @Test(arguments: [
        (EvidenceAnchor.page(4, nil), pdf), (.page(0, nil), pdf), (.page(2, nil), .init(type: "image/png")),
        (.page(1, .init(x: 0.6, y: 0, width: 0.5, height: 0.5)), pdf),
        (.page(1, .init(x: 0, y: 0, width: 0, height: 0.5)), pdf), (.page(1, nil), song), (.time(13, nil), song),
        (.time(3, 3), song), (.time(3, 13), song), (.time(1, nil), pdf), (.text(5, 41), note), (.text(5, 5), note),
        (.text(0, 4), song),
    ])
    func `a place that is not in the item is refused`(anchor: EvidenceAnchor, bounds: EvidenceAnchor.Bounds) {
        #expect(throws: EvidenceAnchorError.self) { try anchor.require(in: bounds) }
    }
}

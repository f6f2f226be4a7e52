import Testing

@testable import PriorService

/// How pictures and texts are compared, without files.
@Suite struct LikenessTests {
    private func grey(_ level: (Int, Int) -> Int) -> GreyPicture? {
        let side = GreyPicture.side
        return GreyPicture(
            levels: (0..<side * side).map { UInt8(clamping: level($0 % side, $0 / side)) })
    }

    @Test func `a hash has no more than eleven differences from those its quarters find`() {
        let hash = PictureHash(bits: 0x0123_4567_89AB_CDEF)
        for quarter in 0..<4 {
            let values = hash.quarterAndNeighbours(quarter)
            #expect(values.count == 137 && Set(values).count == 137)
            let own = Int32(hash.bits >> (48 - 16 * UInt64(quarter)) & 0xFFFF)
            #expect(values.first == own && values.allSatisfy { ($0 ^ own).nonzeroBitCount <= 2 && $0 >= 0 })
        }
    }

    @Test func `brightness and noise change little, another picture changes much`() throws {
        let waves = try #require(grey { x, y in 128 + 50 * ((x / 8 + y / 12) % 2) - x })
        let bright = try #require(grey { x, y in 150 + 50 * ((x / 8 + y / 12) % 2) - x + (x * y) % 3 })
        let other = try #require(grey { x, y in (x * x + 3 * y * y) % 251 })
        #expect(PictureHash(waves).distance(to: PictureHash(bright)) <= 8)
        #expect(PictureHash(waves).distance(to: PictureHash(other)) > PictureHash.farthest)
        #expect(waves.likeness(to: .whole, of: bright) > 0.97)
        #expect(waves.likeness(to: .whole, of: other) < 0.6)
    }

    @Test func `what is plain is told from nothing`() throws {
        #expect(try #require(grey { _, _ in 255 }).isPlain)
        #expect(try #require(grey { x, y in 250 + (x * y) % 5 }).isPlain)
        #expect(try !#require(grey { x, _ in x * 5 }).isPlain)
    }

    private let prose = """
        I started on the walls of the clinic in March and laid the footings with two helpers, after the engineer had marked
        the lines. The bricks came from Thetsane and half of the first load was too soft, so I sent them back. We built in
        English bond, eleven courses a day, and I checked each corner with the level and the plumb line before the mortar set.
        When the rain came we covered the wall with plastic, and on the next morning I raked the joints and pointed them.
        """

    @Test func `an edited text is known again, another is not`() throws {
        let first = try #require(TextSketch(prose))
        let edited = try #require(
            TextSketch(
                prose.uppercased().replacing("MARCH", with: "APRIL").replacing(",", with: " -")
                    + " That is how the clinic got its walls."))
        let other = try #require(
            TextSketch(
                String(
                    repeating:
                        "In the kitchen of the hotel we begin at five, and the bread is the first thing that I look "
                        + "after. ", count: 1)
                    + "Then come the eggs, the fruit and the coffee for eighty guests, and I write the list for the market, "
                    + "because what is not bought before seven is not on the table at noon, whatever the menu says."))
        #expect(first.likeness(to: first) == 1)
        #expect(first.likeness(to: edited) > 0.6 && first.likeness(to: edited) < 1)
        #expect(first.likeness(to: edited) == edited.likeness(to: first))
        #expect(first.likeness(to: other) == 0)
    }

    @Test func `the estimate of long texts is near the truth`() throws {
        let words = (0..<3_000).map { "word\($0 * 7919 % 100_003)" }
        let half = Array(words[..<1_500]) + (0..<1_500).map { "else\($0)" }
        let likeness = try #require(TextSketch(words.joined(separator: " "))).likeness(
            to: try #require(TextSketch(half.joined(separator: " "))))
        // 1,496 runs of 4,496 are common.
        #expect(abs(likeness - 0.333) < 0.12)
    }

    @Test func `what is too short, or says one thing over and over, is not compared`() {
        #expect(TextSketch("The wall at Ha Thetsane.") == nil)
        #expect(TextSketch(String(repeating: "yes ", count: 500)) == nil)
        #expect(TextSketch("") == nil)
        #expect(
            TextSketch.words(in: "Café, CAFE\u{301}; ﬁne—2 x").map(String.init) == ["cafe", "cafe", "fine", "2", "x"])
    }
}

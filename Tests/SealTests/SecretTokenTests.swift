import Seal
import Testing

struct SecretTokenTests {
    @Test
    func `a token is its prefix and 256 bits in the alphabet of addresses`() {
        let token = SecretToken.make(prefix: "prior_s_")
        #expect(token.text.hasPrefix("prior_s_"))
        let secret = token.text.dropFirst("prior_s_".count)
        #expect(secret.count == 43)
        #expect(secret.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(SecretToken.digest(of: token.text) == token.digest)
    }

    @Test
    func `no two of ten thousand tokens are alike`() {
        #expect(Set((0..<10_000).map { _ in SecretToken.make(prefix: "").text }).count == 10_000)
    }

    @Test
    func `printing or dumping a token never shows the secret`() {
        let token = SecretToken.make(prefix: "prior_s_")
        var dumped = ""
        dump([token], to: &dumped)
        for text in ["\(token)", String(reflecting: token), String(describing: [token]), dumped] {
            #expect(!text.contains(token.text))
        }
    }

    @Test
    func `a short code survives being read aloud and typed`() {
        for _ in 0..<200 {
            let code = ShortCode.make()
            #expect(code.count == 8)
            let typed = code.prefix(4).lowercased() + " - " + code.suffix(4)
            #expect(ShortCode.read(typed) == code)
        }
        #expect(ShortCode.read("K7MX2QR") == nil)
        #expect(ShortCode.read("K7MX2QR0") == nil)
        #expect(ShortCode.read("") == nil)
    }

    @Test
    func `every sign of the alphabet turns up in short codes about equally often`() {
        let signs = (0..<4_000).flatMap { _ in ShortCode.make() }
        let counts = Dictionary(grouping: signs, by: { $0 }).mapValues(\.count)
        #expect(counts.count == 32)
        #expect(counts.values.allSatisfy { (800...1_200).contains($0) })
    }

    @Test
    func `random bytes come from the generator given`() {
        var first = Seeded(state: 7)
        var second = Seeded(state: 7)
        #expect(RandomBytes.next(100, using: &first) == RandomBytes.next(100, using: &second))
        #expect(RandomBytes.next(32) != RandomBytes.next(32))
    }
}

/// A generator that gives the same numbers every time (Steele, Lea and Flood's SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

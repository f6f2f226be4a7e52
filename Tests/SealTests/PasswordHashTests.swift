import Foundation
import Testing

@testable import Seal

struct PasswordHashTests {
    /// RFC 7914 section 12; the fourth, of 1 GiB, is left out.
    static let vectors: [(password: String, salt: String, cost: [Int], key: String)] = [
        (
            "", "", [4, 1, 1],
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", [10, 8, 16],
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", [14, 8, 1],
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ]

    @Test(arguments: vectors)
    func `the vectors of RFC 7914 come out`(password: String, salt: String, cost: [Int], key: String) throws {
        let cost = try #require(
            PasswordHash.Cost(logarithmOfN: cost[0], blockSize: cost[1], parallelism: cost[2]))
        let derived = try #require(
            Scrypt.key(from: Array(password.utf8), salt: Array(salt.utf8), cost: cost, count: 64))
        #expect(derived.map { String(format: "%02x", $0) }.joined() == key)
    }

    @Test
    func `the right password verifies and no other does`() async {
        let hash = await PasswordHash.make("five goats under a blue tree", cost: .test)
        #expect(hash.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(await PasswordHash.verify("five goats under a blue tree", against: hash, cost: .test))
        #expect(await !PasswordHash.verify("five goats under a blue tree ", against: hash, cost: .test))
        #expect(await !PasswordHash.verify("Five goats under a blue tree", against: hash, cost: .test))
        #expect(await !PasswordHash.verify("", against: hash, cost: .test))
    }

    @Test
    func `the same password hashed twice gives two hashes that both verify`() async {
        let first = await PasswordHash.make("same", cost: .test)
        let second = await PasswordHash.make("same", cost: .test)
        #expect(first != second)
        #expect(await PasswordHash.verify("same", against: first, cost: .test))
        #expect(await PasswordHash.verify("same", against: second, cost: .test))
    }

    @Test
    func `an accented letter is the same letter from every keyboard`() async {
        let hash = await PasswordHash.make("caf\u{e9} Mas\u{e9}ru", cost: .test)
        #expect(await PasswordHash.verify("cafe\u{301} Mase\u{301}ru", against: hash, cost: .test))
        #expect(await !PasswordHash.verify("cafe Maseru", against: hash, cost: .test))
    }

    @Test
    func `a NUL in a password counts like any other sign`() async {
        let hash = await PasswordHash.make("before\u{0}after", cost: .test)
        #expect(await !PasswordHash.verify("before", against: hash, cost: .test))
        #expect(await PasswordHash.verify("before\u{0}after", against: hash, cost: .test))
    }

    @Test(arguments: [
        "", "password", "$scrypt$", "$scrypt$ln=4,r=8,p=1$$", "$scrypt$ln=4,r=8$AAAA$AAAA", "$2b$12$abc",
        "$scrypt$ln=63,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=20,r=32,p=16$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=-1,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a text that is no hash verifies nothing and asks to be made anew`(stored: String) async {
        #expect(await !PasswordHash.verify("", against: stored, cost: .test))
        #expect(await !PasswordHash.verify("password", against: stored, cost: .test))
        #expect(PasswordHash.needsRehash(stored, cost: .test))
    }

    @Test
    func `a hash made at another cost still verifies and asks to be made anew`() async {
        let hash = await PasswordHash.make("passphrase", cost: .test)
        #expect(await PasswordHash.verify("passphrase", against: hash))
        #expect(PasswordHash.needsRehash(hash))
        #expect(!PasswordHash.needsRehash(hash, cost: .test))
    }

    @Test
    func `an unknown account costs about what a known one does`() async throws {
        let cost = try #require(PasswordHash.Cost(logarithmOfN: 12, blockSize: 8, parallelism: 1))
        let hash = await PasswordHash.make("passphrase", cost: cost)
        let clock = ContinuousClock()
        var known: [Duration] = []
        var unknown: [Duration] = []
        for _ in 0..<9 {
            known.append(await clock.measure { _ = await PasswordHash.verify("wrong", against: hash, cost: cost) })
            unknown.append(await clock.measure { _ = await PasswordHash.verify("wrong", against: nil, cost: cost) })
        }
        let ratio = known.sorted()[4] / unknown.sorted()[4]
        #expect((0.2...5).contains(ratio))
        #expect(await !PasswordHash.verify("wrong", against: nil, cost: .test))
    }
}

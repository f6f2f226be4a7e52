import Foundation
import Seal
import Testing

struct DigestTests {
    /// FIPS 180-4 examples, as published by NIST's Cryptographic Standards and Guidelines.
    static let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test(arguments: vectors)
    func `the published examples of SHA-256 come out`(message: String, hex: String) {
        #expect(Digest.of(message).hex == hex)
        #expect(Digest.of(Array(message.utf8)).description == hex)
    }

    @Test
    func `a million letters in uneven pieces have the published digest`() {
        var digest = StreamingDigest()
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        var start = 0
        var length = 1
        while start < letters.count {
            let end = min(start + length, letters.count)
            letters[start..<end].withUnsafeBytes { digest.update($0) }
            start = end
            length = length * 3 % 1021 + 1
        }
        #expect(digest.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test
    func `a digest so far does not disturb what follows`() {
        var digest = StreamingDigest()
        digest.update(Array("ab".utf8))
        #expect(digest.finish() == Digest.of("ab"))
        digest.update(Array("c".utf8))
        #expect(digest.finish() == Digest.of("abc"))
    }

    @Test
    func `hexadecimal digits of either case make the same digest, and nothing else makes one`() throws {
        let digest = Digest.of("abc")
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
        #expect(Digest(hex: digest.hex + "0") == nil)
        #expect(Digest(hex: "g" + digest.hex.dropFirst()) == nil)
        #expect(Digest(bytes: digest.bytes.dropLast()) == nil)
        #expect(Digest(bytes: digest.bytes + [0]) == nil)
    }

    @Test
    func `JSON carries a digest as its hexadecimal digits`() throws {
        let digest = Digest.of("abc")
        let json = try JSONEncoder().encode([digest])
        #expect(String(bytes: json, encoding: .utf8) == "[\"\(digest.hex)\"]")
        #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Digest].self, from: Data("[\"abc\"]".utf8))
        }
    }

    @Test
    func `digests sort as their hexadecimal digits do`() {
        let digests = (0..<200).map { Digest.of("\($0)") }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    }

    @Test
    func `the Content-Digest field of RFC 9530 is written and read`() {
        let digest = Digest.of("{\"hello\": \"world\"}")
        #expect(digest.contentDigest == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")
        #expect(Digest(contentDigest: digest.contentDigest) == digest)
        #expect(Digest(contentDigest: "sha-512=:AA==:, " + digest.contentDigest) == digest)
        #expect(Digest(contentDigest: "sha-512=:AA==:") == nil)
        #expect(Digest(contentDigest: "sha-256=:AA==:") == nil)
        #expect(Digest(contentDigest: "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=") == nil)
        #expect(Digest(contentDigest: "") == nil)
    }
}

import Seal
import Testing

struct HMACSHA256Tests {
    /// RFC 4231 sections 4.2, 4.3 and 4.7 (a key longer than a block).
    static let vectors: [(key: [UInt8], message: String, code: String)] = [
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test(arguments: vectors)
    func `the vectors of RFC 4231 come out`(key: [UInt8], message: String, code: String) {
        let made = HMACSHA256.code(for: Array(message.utf8), key: key)
        #expect(Digest(bytes: made) == Digest(hex: code))
        #expect(HMACSHA256.isValid(made, for: Array(message.utf8), key: key))
    }

    @Test
    func `a code with one bit changed, or cut short, is not valid`() {
        let key = Array("key".utf8)
        let code = HMACSHA256.code(for: Array("message".utf8), key: key)
        for bit in 0..<code.count * 8 {
            var changed = code
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!HMACSHA256.isValid(changed, for: Array("message".utf8), key: key))
        }
        #expect(!HMACSHA256.isValid(Array(code.dropLast()), for: Array("message".utf8), key: key))
    }

    @Test
    func `equality in constant time agrees with equality`() {
        #expect(areEqualInConstantTime([UInt8](), [UInt8]()))
        #expect(areEqualInConstantTime([1, 2, 3] as [UInt8], [1, 2, 3] as [UInt8]))
        #expect(!areEqualInConstantTime([1, 2, 3] as [UInt8], [1, 2, 4] as [UInt8]))
        #expect(!areEqualInConstantTime([1, 2, 3] as [UInt8], [1, 2] as [UInt8]))
    }
}

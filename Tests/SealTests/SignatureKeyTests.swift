import Crypto
import Foundation
import Testing

@testable import Seal

@Suite struct SignatureKeyTests {
    @Test func `Base58 goes there and back, leading zeros too`() {
        #expect(Base58.decode("2NEpo7TZRRrLZSi2U") == Array("Hello World!".utf8))
        for bytes: [UInt8] in [[], [0], [0, 0, 1], Array(0..<90)] {
            #expect(Base58.decode(Base58.encode(bytes)) == bytes)
        }
        #expect(Base58.decode("0OIl") == nil)
        #expect(Base58.decode(String(repeating: "2", count: 129)) == nil)
    }

    @Test func `base64url has no padding and no other alphabet`() {
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        for text in ["+/8", "-_8=", "a", "a b c"] { #expect(Base64URL.decode(text) == nil, "\(text)") }
    }

    @Test func `a key of each kind takes what its private half signed, and nothing else`() throws {
        let message = Array("twenty years of walls".utf8)
        let ed = Curve25519.Signing.PrivateKey()
        let p = P256.Signing.PrivateKey()
        let x963 = Array(p.publicKey.x963Representation)
        let multikey = Base58.encode([0xED, 0x01] + ed.publicKey.rawRepresentation)
        let keys: [(SignatureKey?, [UInt8])] = [
            (SignatureKey(ed25519: ed.publicKey.rawRepresentation), Array(try ed.signature(for: message))),
            (SignatureKey(multibase: "z" + multikey), Array(try ed.signature(for: message))),
            (SignatureKey(p256x: x963[1..<33], y: x963[33...]), Array(try p.signature(for: message).rawRepresentation)),
            (SignatureKey(pem: p.publicKey.pemRepresentation), Array(try p.signature(for: message).rawRepresentation)),
        ]
        for (key, signature) in keys {
            let key = try #require(key)
            #expect(key.verifies(signature, over: message))
            #expect(!key.verifies(signature, over: message + [0]))
            var changed = signature
            changed[5] ^= 1
            #expect(!key.verifies(changed, over: message))
            #expect(!key.verifies([], over: message))
        }
    }

    /// RFC 7515, appendix A.2: RS256, with the key and signature printed there.
    @Test func `RS256 is verified by the example of its standard`() throws {
        let modulus = """
            ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs\
            D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdV\
            MTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ
            """
        let signed =
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let signature = """
            cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZ\
            cAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-e\
            OkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw
            """
        let numbers = try #require(Base64URL.decode(modulus))
        let key = try #require(SignatureKey(rsaModulus: numbers, exponent: [1, 0, 1]))
        #expect(key.algorithm == .rs256)
        let bytes = try #require(Base64URL.decode(signature))
        #expect(key.verifies(bytes, over: Array(signed.utf8)))
        #expect(!key.verifies(bytes, over: Array(signed.utf8.dropLast())))
        #expect(SignatureKey(rsaModulus: [UInt8](repeating: 0xC1, count: 128), exponent: [3]) == nil, "too short")
    }

    @Test func `what is no key is none`() {
        for text in ["", "z", "z6Mk", "zQ3sh", "m7QE", "z" + String(repeating: "1", count: 60)] {
            #expect(SignatureKey(multibase: text) == nil, "\(text)")
        }
        #expect(SignatureKey(pem: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----") == nil)
        #expect(SignatureKey(subjectPublicKeyInfo: [0x30, 0x80]) == nil)
        #expect(SignatureKey(p256x: [UInt8](repeating: 1, count: 32), y: [UInt8](repeating: 1, count: 32)) == nil)
    }
}

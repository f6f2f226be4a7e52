import Crypto
public import Foundation

/// Message authentication by HMAC with SHA-256 (RFC 2104, FIPS 198-1).
public enum HMACSHA256 {
    /// The authentication code of `message` under `key`: 32 bytes.
    public static func code(for message: some ContiguousBytes, key: some ContiguousBytes) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        message.withUnsafeBytes { code.update(data: $0) }
        return Array(code.finalize())
    }

    /// True when `code` is the authentication code of `message` under `key`, found out in a time that says nothing
    /// about how much of it was right.
    public static func isValid(
        _ code: some ContiguousBytes, for message: some ContiguousBytes, key: some ContiguousBytes
    ) -> Bool {
        areEqualInConstantTime(code, Self.code(for: message, key: key))
    }
}

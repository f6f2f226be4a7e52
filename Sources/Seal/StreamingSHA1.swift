import Crypto
public import Foundation

/// SHA-1 over bytes that arrive in pieces, for clients that send it as a checksum against accidents on the way. It proves
/// nothing against anyone who means to deceive, and nothing is ever named or trusted by it.
public struct StreamingSHA1: Sendable {
    private var hash = Insecure.SHA1()

    /// The bytes in a SHA-1 digest.
    public static let byteCount = 20

    /// A digest over nothing yet.
    public init() {}

    /// Takes `bytes` in.
    public mutating func update(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// The 20 bytes of the digest of everything taken in so far.
    public func finish() -> [UInt8] { Array(hash.finalize()) }
}

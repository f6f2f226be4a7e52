import COpenSSL
public import Foundation

/// True when both hold the same bytes. The time taken depends on their length alone, never on where they differ; that
/// the lengths differ is not kept secret.
public func areEqualInConstantTime(_ first: some ContiguousBytes, _ second: some ContiguousBytes) -> Bool {
    first.withUnsafeBytes { first in
        second.withUnsafeBytes { second in
            guard first.count == second.count else { return false }
            guard let one = first.baseAddress, let other = second.baseAddress else { return true }
            return CRYPTO_memcmp(one, other, first.count) == 0
        }
    }
}

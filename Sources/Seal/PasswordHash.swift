import Dispatch
import Foundation

/// Passwords kept by scrypt (RFC 7914), in a text that says how it was made: `$scrypt$ln=15,r=8,p=3$salt$hash`.
///
/// A password is put in Unicode normalisation form C first (as RFC 8265 asks), so that a letter with an accent is the
/// same letter whichever keyboard typed it; nothing else is changed, trimmed or cut.
///
/// At most two hashes run at once, on threads of their own: a flood of sign-ins waits in line and can neither stop the
/// service's own threads nor take more memory than twice ``Cost/memory``.
public enum PasswordHash {
    /// A fresh hash of `password` with a random salt of 16 bytes.
    public static func make(_ password: String, cost: Cost = .standard) async -> String {
        let salt = RandomBytes.next(16)
        let key = await onHashingThread { Scrypt.key(from: bytes(of: password), salt: salt, cost: cost, count: 32) }
        guard let key else { preconditionFailure("out of memory for a password's hash") }
        return StoredHash(cost: cost, salt: salt, key: key).text
    }

    /// True when `password` is the one `stored` was made from.
    ///
    /// With nil (no such account), or a text that is no hash, it does the same work and answers false, so that the time
    /// taken does not tell who has an account.
    public static func verify(_ password: String, against stored: String?, cost: Cost = .standard) async -> Bool {
        let known = stored.flatMap(StoredHash.init(text:))
        let hash = known ?? StoredHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), key: [])
        let count = known?.key.count ?? 32
        let key = await onHashingThread {
            Scrypt.key(from: bytes(of: password), salt: hash.salt, cost: hash.cost, count: count)
        }
        guard let key, known != nil else { return false }
        return areEqualInConstantTime(key, hash.key)
    }

    /// True when `stored` was made at another cost than `cost`, or cannot be read: hash the password anew at the next
    /// sign-in that gives it.
    public static func needsRehash(_ stored: String, cost: Cost = .standard) -> Bool {
        StoredHash(text: stored)?.cost != cost
    }

    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    private static let lanes = [
        DispatchQueue(label: "prior.password.0", qos: .userInitiated),
        DispatchQueue(label: "prior.password.1", qos: .userInitiated),
    ]

    private static func onHashingThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        let lane = lanes[Int.random(in: 0..<lanes.count)]
        return await withCheckedContinuation { continuation in
            lane.async { continuation.resume(returning: work()) }
        }
    }
}

extension PasswordHash {
    /// What a guess costs: RFC 7914's N (as a power of two), r and p.
    public struct Cost: Sendable, Hashable {
        /// The binary logarithm of N, 1 to 20.
        public let logarithmOfN: Int
        /// The block size r, 1 to 32.
        public let blockSize: Int
        /// The parallelisation p, 1 to 16.
        public let parallelism: Int

        /// Nil outside the limits above, or when one hash would take more than 256 MiB.
        public init?(logarithmOfN: Int, blockSize: Int, parallelism: Int) {
            guard (1...20).contains(logarithmOfN), (1...32).contains(blockSize), (1...16).contains(parallelism),
                128 * blockSize << logarithmOfN <= 256 << 20
            else { return nil }
            self.init(checked: logarithmOfN, blockSize, parallelism)
        }

        private init(checked logarithmOfN: Int, _ blockSize: Int, _ parallelism: Int) {
            self.logarithmOfN = logarithmOfN
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// N = 2^15, r = 8, p = 3: 32 MiB, one of the equal choices of OWASP's password storage cheat sheet.
        public static let standard = Cost(checked: 15, 8, 3)
        /// N = 2^4, r = 8, p = 1: for tests only, as good as no hash at all.
        public static let test = Cost(checked: 4, 8, 1)

        /// Bytes of memory one hash takes.
        public var memory: Int { 128 * blockSize << logarithmOfN }
    }
}

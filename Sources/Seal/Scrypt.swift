import COpenSSL

/// scrypt (RFC 7914) by OpenSSL's `EVP_PBE_scrypt(3)`. It blocks and takes ``PasswordHash/Cost/memory`` bytes.
enum Scrypt {
    /// `count` bytes derived from `password`; nil when OpenSSL cannot have the memory.
    static func key(from password: [UInt8], salt: [UInt8], cost: PasswordHash.Cost, count: Int) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: count)
        // OpenSSL counts the blocks of all p lanes and a scratch block besides.
        let limit = UInt64(cost.memory + 128 * cost.blockSize * (cost.parallelism + 2) + (1 << 20))
        let result = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                1 << UInt64(cost.logarithmOfN), UInt64(cost.blockSize), UInt64(cost.parallelism), limit, &key, count)
        }
        return result == 1 ? key : nil
    }
}

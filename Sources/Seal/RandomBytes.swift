/// Bytes nobody can guess, from the kernel's generator.
public enum RandomBytes {
    /// `count` fresh bytes.
    public static func next(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return next(count, using: &generator)
    }

    /// `count` bytes from `generator`, which tests may seed.
    public static func next(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        // Eight at a time: each word is a call to the kernel.
        while bytes.count < count {
            let word = generator.next()
            for place in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word >> (8 * place)))
            }
        }
        return bytes
    }
}

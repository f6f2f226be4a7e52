/// Bytes nobody can guess, from the kernel's generator.
public enum RandomBytes {
    /// `count` fresh bytes.
    public static func next(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return next(count, using: &generator)
    }

    /// `count` bytes from `generator`, which tests may seed.
    public static func next(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// A code short enough to be read over a telephone: eight of 32 signs that nobody confuses, 40 bits.
///
/// Too few bits to stand alone: whoever accepts one limits how often it may be tried.
public enum ShortCode {
    /// Digits and capitals without 0, 1, I and O.
    public static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    /// The number of signs in a code.
    public static let length = 8

    /// A fresh code, such as `K7MX2QRD`.
    public static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// A code from `generator`, which tests may seed.
    public static func make(using generator: inout some RandomNumberGenerator) -> String {
        // 32 divides 256, so the low five bits of a random byte are a fair draw.
        String(RandomBytes.next(length, using: &generator).map { alphabet[Int($0 & 31)] })
    }

    /// The code a person meant by what they typed, whatever its case, spaces and hyphens; nil when it cannot be one.
    public static func read(_ typed: String) -> String? {
        let signs = typed.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard signs.count == length, signs.allSatisfy(alphabet.contains) else { return nil }
        return signs
    }
}

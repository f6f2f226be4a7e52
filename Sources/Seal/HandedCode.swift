/// A code that is handed over by voice, on paper or in a message, and typed on the keypad of any telephone: 16 digits in
/// groups of four, as on a voucher for airtime.
///
/// Six digits name what the code is for and are no secret; nine, some 30 bits, are; the last is a check digit. Too few
/// bits to stand alone: whoever accepts one counts the tries of each `locator` before looking at the secret, and closes
/// it after a few. The check digit finds every single wrong digit and every two neighbours swapped (Damm, 2004), so that
/// a slip of the finger is told at once and is not counted as a try.
public struct HandedCode: Sendable, Equatable {
    /// Six digits by which the code is found. Kept as they are.
    public let locator: String
    /// Nine digits. Kept only as a slow hash (`PasswordHash`): there are few enough to try them all against a fast one.
    public let secret: String

    /// The number of digits of a whole code.
    public static let length = 16

    private init(_ digits: [Int]) {
        locator = digits.prefix(6).map(String.init).joined()
        secret = digits[6..<15].map(String.init).joined()
    }

    /// A fresh code.
    public static func make() -> HandedCode {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// A code from `generator`, which tests may seed.
    public static func make(using generator: inout some RandomNumberGenerator) -> HandedCode {
        HandedCode((0..<length - 1).map { _ in Int.random(in: 0...9, using: &generator) })
    }

    /// The code as it is handed over, `4821 7730 5519 0042`.
    public var text: String {
        let digits = locator + secret
        let whole = Array(digits + String(Self.checkDigit(of: digits.compactMap(\.wholeNumberValue))))
        return stride(from: 0, to: whole.count, by: 4).map { String(whole[$0..<$0 + 4]) }.joined(separator: " ")
    }

    /// The code that a person meant by what they typed, whatever its spaces, hyphens and dots; nil when a digit is missing,
    /// one too many, or wrong.
    public init?(typed: String) {
        let signs = typed.filter { !$0.isWhitespace && $0 != "-" && $0 != "." }
        let digits = signs.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
        guard signs.count == Self.length, digits.count == Self.length, Self.checkDigit(of: digits) == 0 else {
            return nil
        }
        self.init(digits)
    }

    /// Digits for a code that is short-lived and goes to one address, such as six in a mail.
    public static func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9)) }.joined()
    }

    /// 0 for digits of which the last is their check digit.
    private static func checkDigit(of digits: [Int]) -> Int { digits.reduce(0) { quasigroup[$0][$1] } }

    /// Damm's totally anti-symmetric quasigroup of order 10.
    private static let quasigroup = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]
}

extension HandedCode: CustomStringConvertible, CustomReflectable {
    /// Never the secret, so that no log can carry it.
    public var description: String { "HandedCode(\(locator)…)" }
    /// Never the secret, for `dump` and interpolation of what contains it.
    public var customMirror: Mirror { Mirror(self, children: ["locator": locator]) }
}

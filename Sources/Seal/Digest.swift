import Crypto
public import Foundation

/// A SHA-256 digest (FIPS 180-4): the name by which content is known everywhere in Prior.
///
/// It is four machine words and not an array, so that sets and dictionaries of digests allocate nothing. They are not
/// stored as a `SIMD4`: a value aligned to 32 bytes in the frame of an `async` function brings the process down (Swift 6.3.1,
/// "freed pointer was not the last allocation").
/// Ordering is that of the bytes, and so also of ``hex``.
public struct Digest: Sendable, Hashable {
    /// The number of bytes in every digest.
    public static let byteCount = 32

    private let first, second, third, fourth: UInt64

    private init(words: SIMD4<UInt64>) {
        (first, second, third, fourth) = (words.x, words.y, words.z, words.w)
    }

    private var words: SIMD4<UInt64> { SIMD4(first, second, third, fourth) }

    /// The digest whose bytes are `bytes`; nil unless there are exactly 32 of them.
    public init?(bytes: some Sequence<UInt8>) {
        var words = SIMD4<UInt64>()
        var count = 0
        for byte in bytes {
            guard count < Self.byteCount else { return nil }
            words[count / 8] = words[count / 8] << 8 | UInt64(byte)
            count += 1
        }
        guard count == Self.byteCount else { return nil }
        self.init(words: words)
    }

    /// The digest written as 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8
        guard digits.count == Self.byteCount * 2 else { return nil }
        var words = SIMD4<UInt64>()
        for (index, digit) in digits.enumerated() {
            guard let value = Self.value(ofHexDigit: digit) else { return nil }
            words[index / 16] = words[index / 16] << 4 | UInt64(value)
        }
        self.init(words: words)
    }

    /// The digest of `bytes`, all at once.
    public static func of(_ bytes: some ContiguousBytes) -> Digest {
        var digest = StreamingDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }

    /// The digest of the UTF-8 of `text`.
    public static func of(_ text: String) -> Digest {
        of(Array(text.utf8))
    }

    /// The 32 bytes, in order.
    public var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> (56 - 8 * UInt64($0 % 8))) }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: Self.byteCount * 2) { text in
            for index in 0..<Self.byteCount * 2 {
                let digit = UInt8(truncatingIfNeeded: words[index / 16] >> (60 - 4 * UInt64(index % 16))) & 15
                text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return Self.byteCount * 2
        }
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Digest: Comparable {
    /// True when the bytes of `first` come before those of `second`.
    public static func < (first: Digest, second: Digest) -> Bool {
        for index in 0..<4 where first.words[index] != second.words[index] {
            return first.words[index] < second.words[index]
        }
        return false
    }
}

extension Digest: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}

extension Digest: Codable {
    /// Reads 64 hexadecimal digits; anything else is corrupt data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A digest is 64 hexadecimal digits.")
        }
        self = digest
    }

    /// Writes ``hex``.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

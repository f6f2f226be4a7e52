import NIOCore

/// In a PNG the chunks that hold texts, times and EXIF: they stay where they are, empty, with a checksum that is right (PNG,
/// third edition, 5.3 and 11.3). In a WebP those of EXIF and XMP (RFC 9649, 2.7.1.5).
struct ChunkBlinding: BlindingScanner {
    enum Format: Sendable {
        case png, webP

        /// What comes before the first chunk.
        fileprivate var start: Int64 { self == .png ? 8 : 12 }
        fileprivate var told: Set<String> {
            self == .png ? ["tEXt", "zTXt", "iTXt", "eXIf", "tIME"] : ["EXIF", "XMP "]
        }
    }

    private let format: Format
    private var head: [UInt8] = []
    /// How much is to be passed over before the next chunk.
    private var left: Int64
    private var offset: Int64 = 0
    private var found = Blinding()

    init(_ format: Format) {
        self.format = format
        left = format.start
    }

    mutating func take(_ bytes: ByteBufferView) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if left > 0 {
                let count = Int(min(left, Int64(rest.count)))
                left -= Int64(count)
                offset += Int64(count)
                rest = rest.dropFirst(count)
            } else {
                head.append(rest[rest.startIndex])
                offset += 1
                rest = rest.dropFirst()
                if head.count == 8 { begin() }
            }
        }
    }

    consuming func finish() -> Blinding { found }

    /// A chunk begins whose head was read.
    private mutating func begin() {
        let (first, second) = (head.prefix(4), head.suffix(4))
        let type = String(decoding: format == .png ? second : first, as: UTF8.self)
        let size = (format == .png ? Array(first) : second.reversed()).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        if format.told.contains(type) {
            found.zero(offset..<offset + size)
            if format == .png { found.write(Self.checksum(type, zeros: size), at: offset + size) }
        }
        left = size + (format == .png ? 4 : size & 1)
        head = []
    }

    /// The CRC-32 of a chunk's type and so many zeros.
    private static func checksum(_ type: String, zeros: Int64) -> [UInt8] {
        var crc = UInt32.max
        func take(_ byte: UInt8) {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        for byte in type.utf8 { take(byte) }
        for _ in 0..<zeros { take(0) }
        let sum = ~crc
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    }
}

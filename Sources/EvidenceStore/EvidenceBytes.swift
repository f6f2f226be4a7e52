public import NIOCore

/// The bytes of an object, in buffers of at most ``chunkSize``. While one is being used the next is being read.
///
/// It may be iterated more than once, and dropped at any point.
public struct EvidenceBytes: AsyncSequence, Sendable {
    /// What each step gives.
    public typealias Element = ByteBuffer
    /// The most bytes in one buffer: 256 KiB.
    public static let chunkSize = 256 << 10

    /// The size of the whole object in bytes.
    public let size: Int64
    /// The stretch of it that these bytes are.
    public let range: Range<Int64>

    private let read: @Sendable (_ offset: Int64, _ count: Int) async throws -> ByteBuffer

    /// The bytes of `range` in an object of `size` bytes.
    ///
    /// - Parameters:
    ///   - range: cut to the size; nil for all of it.
    ///   - read: gives exactly `count` bytes from `offset` on, or throws.
    public init(
        size: Int64, range: Range<Int64>? = nil,
        read: @escaping @Sendable (_ offset: Int64, _ count: Int) async throws -> ByteBuffer
    ) {
        self.size = size
        self.range = (range ?? 0..<size).clamped(to: 0..<size)
        self.read = read
    }

    /// Starts reading from the first byte.
    public func makeAsyncIterator() -> Iterator {
        Iterator(left: range, read: read)
    }

    /// Reads one buffer ahead of the one it gives.
    public struct Iterator: AsyncIteratorProtocol {
        private var left: Range<Int64>
        private let read: @Sendable (Int64, Int) async throws -> ByteBuffer
        private var ahead: Task<ByteBuffer, any Error>?

        init(left: Range<Int64>, read: @escaping @Sendable (Int64, Int) async throws -> ByteBuffer) {
            self.left = left
            self.read = read
        }

        /// The next buffer; nil after the last.
        public mutating func next() async throws -> ByteBuffer? {
            guard let current = ahead ?? readOn() else { return nil }
            ahead = readOn()
            return try await current.value
        }

        private mutating func readOn() -> Task<ByteBuffer, any Error>? {
            guard !left.isEmpty else { return nil }
            let offset = left.lowerBound
            let count = Int(Swift.min(Int64(EvidenceBytes.chunkSize), left.upperBound - offset))
            left = offset + Int64(count)..<left.upperBound
            let read = read
            return Task { try await read(offset, count) }
        }
    }
}

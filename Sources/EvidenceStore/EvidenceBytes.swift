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

    private let source: Source

    private enum Source: Sendable {
        /// Any bytes, at any time.
        case places(@Sendable (_ offset: Int64, _ count: Int) async throws -> ByteBuffer)
        /// One after the other: opens a stream of the range, which gives the next bytes each time it is called.
        case stream(@Sendable (Range<Int64>) -> @Sendable () async throws -> ByteBuffer?)
    }

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
        source = .places(read)
    }

    /// The bytes of `range` in an object of `size` bytes, as they come.
    ///
    /// - Parameters:
    ///   - range: cut to the size; nil for all of it.
    ///   - stream: opens a stream of a range; what it gives is called for the next bytes, and gives nil after the last.
    public init(
        size: Int64, range: Range<Int64>? = nil,
        stream: @escaping @Sendable (Range<Int64>) -> @Sendable () async throws -> ByteBuffer?
    ) {
        self.size = size
        self.range = (range ?? 0..<size).clamped(to: 0..<size)
        source = .stream(stream)
    }

    /// Starts reading from the first byte.
    public func makeAsyncIterator() -> Iterator {
        switch source {
        case .places(let read): Iterator(way: .ahead(left: range, read: read, ahead: nil))
        case .stream(let open): Iterator(way: .stream(open(range)))
        }
    }

    /// Reads one buffer ahead of the one it gives, where any bytes can be read at any time.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate enum Way {
            case ahead(
                left: Range<Int64>, read: @Sendable (Int64, Int) async throws -> ByteBuffer,
                ahead: Task<ByteBuffer, any Error>?)
            case stream(@Sendable () async throws -> ByteBuffer?)
        }

        fileprivate var way: Way

        /// The next buffer; nil after the last.
        public mutating func next() async throws -> ByteBuffer? {
            switch way {
            case .stream(let next):
                return try await next()
            case .ahead(var left, let read, let ahead):
                guard let current = ahead ?? Self.readOn(&left, read) else { return nil }
                let following = Self.readOn(&left, read)
                way = .ahead(left: left, read: read, ahead: following)
                return try await current.value
            }
        }

        private static func readOn(
            _ left: inout Range<Int64>, _ read: @escaping @Sendable (Int64, Int) async throws -> ByteBuffer
        ) -> Task<ByteBuffer, any Error>? {
            guard !left.isEmpty else { return nil }
            let offset = left.lowerBound
            let count = Int(Swift.min(Int64(EvidenceBytes.chunkSize), left.upperBound - offset))
            left = offset + Int64(count)..<left.upperBound
            return Task { try await read(offset, count) }
        }
    }
}

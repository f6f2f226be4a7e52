import Archive
import EvidenceStore
import Foundation
import NIOCore

/// One file on its way into an archive.
struct ArchiveEntry: Sendable {
    /// Plain ASCII, parts between slashes.
    var path: String
    /// Exactly as many bytes as the body has.
    var size: Int64
    var modifiedAt: Date
    /// Whether packing it would be in vain, as of a photo or a film.
    var isCompressed = false
    /// Opens the body: what it gives is called for the next bytes, and gives nil after the last.
    var open: @Sendable () async throws -> () async throws -> ByteBuffer?
}

extension ArchiveEntry {
    /// An entry whose bytes are at hand.
    init(path: String, bytes: ByteBuffer, modifiedAt: Date) {
        self.init(path: path, size: Int64(bytes.readableBytes), modifiedAt: modifiedAt) {
            var rest: ByteBuffer? = bytes
            return {
                defer { rest = nil }
                return rest
            }
        }
    }

    /// An object of the evidence store.
    init(path: String, bytes: EvidenceBytes, modifiedAt: Date, isCompressed: Bool) {
        self.init(path: path, size: bytes.size, modifiedAt: modifiedAt, isCompressed: isCompressed) {
            var iterator = bytes.makeAsyncIterator()
            return { try await iterator.next() }
        }
    }
}

/// An archive, made while it is read: as fast as it is taken and no faster, in memory that does not grow with what is in
/// it. It is read once. An error of an entry ends it in the middle, so that whoever receives it sees that it is not whole.
struct ArchiveStream {
    private let writer: ArchiveWriter
    private let entries: () async throws -> ArchiveEntry?
    private var body: (() async throws -> ByteBuffer?)?
    private var packed = ByteBuffer()
    private var isAtEnd = false
    /// Small pieces are sent together.
    private static let enough = 32_768

    /// - Parameter entries: called for one entry after the other, each after the one before has been read; nil ends it.
    init(_ format: ArchiveFormat, entries: @escaping () async throws -> ArchiveEntry?) throws {
        writer = try ArchiveWriter(format)
        self.entries = entries
    }

    /// The next bytes of the archive; nil after the last.
    mutating func next() async throws -> ByteBuffer? {
        while !isAtEnd, packed.readableBytes < Self.enough {
            try await step()
            packed.writeBytes(writer.take())
        }
        guard packed.readableBytes > 0 else { return nil }
        defer { packed = ByteBuffer() }
        return packed
    }

    private mutating func step() async throws {
        if let body {
            if let piece = try await body() {
                try piece.withUnsafeReadableBytes { try writer.write($0) }
            } else {
                self.body = nil
            }
        } else if let entry = try await entries() {
            try writer.begin(
                entry.path, size: entry.size, modifiedAt: Int64(entry.modifiedAt.timeIntervalSince1970),
                isCompressed: entry.isCompressed)
            body = try await entry.open()
        } else {
            try writer.finish()
            isAtEnd = true
        }
    }
}

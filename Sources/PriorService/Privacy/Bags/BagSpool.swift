import Foundation
import Glibc
import NIOCore
import Seal

/// The files of a bag that are made here, written one after the other to a file without a name while the database is being
/// read, so that neither memory grows with them nor the database waits for a slow reader.
struct BagSpool: Sendable {
    /// One file in it.
    struct Entry: Sendable {
        var path: String
        var digest: Digest
        var offset: Int64
        var size: Int64
    }

    private(set) var entries: [Entry] = []
    private var size: Int64 = 0
    private let file: SpoolFile

    /// - Parameter folder: where there is room; nothing is seen of it there.
    init(in folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        file = try SpoolFile(in: folder.path)
    }

    /// Adds a file.
    mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        try file.append(bytes)
        entries.append(Entry(path: path, digest: Digest.of(bytes), offset: size, size: Int64(bytes.count)))
        size += Int64(bytes.count)
    }

    /// All of a file, for what is small.
    func bytes(of entry: Entry) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < Int(entry.size) {
            bytes += try file.read(at: entry.offset + Int64(bytes.count), count: Int(entry.size) - bytes.count)
        }
        return bytes
    }

    /// The bytes of a file, a piece at a time.
    func read(_ entry: Entry) -> () async throws -> ByteBuffer? {
        var offset = entry.offset
        let end = entry.offset + entry.size
        return {
            guard offset < end else { return nil }
            let bytes = try file.read(at: offset, count: Int(min(end - offset, 1 << 18)))
            offset += Int64(bytes.count)
            return ByteBuffer(bytes: bytes)
        }
    }
}

/// An open file that has no name any more; gone with its last use.
private final class SpoolFile: Sendable {
    private let descriptor: Int32

    init(in folder: String) throws {
        let path = "\(folder)/\(UUID().uuidString.lowercased())"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        unlink(path)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CocoaError(.fileWriteOutOfSpace) }
            rest = rest.dropFirst(count)
        }
    }

    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
        guard !bytes.isEmpty else { throw CocoaError(.fileReadUnknown) }
        return bytes
    }
}

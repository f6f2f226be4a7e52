import Foundation
import Glibc
import Seal

/// A file of a bag, as it lies on a disk here.
struct BagFile: Sendable, Hashable {
    /// Within the bag, from its base folder on.
    var path: String
    /// Where its bytes are.
    var location: String
    /// In bytes.
    var size: Int64

    /// All of it, for what is small.
    /// - Throws: ``BagFault`` where it is larger than `limit` or cannot be read.
    func bytes(atMost limit: Int = 16 << 20) throws -> [UInt8] {
        guard size <= Int64(limit) else { throw BagFault(.tooLarge, path, expected: "\(limit)", found: "\(size)") }
        guard let data = FileManager.default.contents(atPath: location) else { throw BagFault(.unreadable, path) }
        return [UInt8](data)
    }

    /// The digest of its bytes, read a piece at a time.
    /// - Throws: ``BagFault`` where it cannot be read.
    func digest() async throws -> Digest {
        let descriptor = open(location, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw BagFault(.unreadable, path) }
        defer { close(descriptor) }
        var digest = StreamingDigest()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw BagFault(.unreadable, path) }
            if count == 0 { return digest.finish() }
            buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}

/// The names of files in a bag.
enum BagPath {
    /// What is wrong with a path from an archive; nil for one that is safe everywhere: relative, of plain parts, not too
    /// long, and without signs that a screen or another system takes for something else.
    static func isSafe(_ path: String) -> Bool {
        guard (1...1_024).contains(path.utf8.count), !path.hasPrefix("/") else { return false }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !["", ".", ".."].contains(part) && part.utf8.count <= 255
                && part.unicodeScalars.allSatisfy { scalar in
                    scalar.value >= 0x20 && scalar.value != 0x7F && !"\\:".unicodeScalars.contains(scalar)
                        && scalar != "\u{FFFD}" && scalar.properties.generalCategory != .format
                        && scalar.properties.generalCategory != .control
                }
        }
    }

    /// The same for two names that are one where letters of either case are the same, or accents are kept apart.
    static func folded(_ path: String) -> String {
        path.decomposedStringWithCanonicalMapping.lowercased()
    }

    /// A path as a manifest writes it (RFC 8493 section 2.1.3): `%`, CR and LF as three signs each.
    static func decoded(_ text: String) -> String {
        guard text.contains("%") else { return text }
        var decoded = text
        for (written, meant) in [("%0D", "\r"), ("%0d", "\r"), ("%0A", "\n"), ("%0a", "\n"), ("%25", "%")] {
            decoded = decoded.replacingOccurrences(of: written, with: meant)
        }
        return decoded
    }
}

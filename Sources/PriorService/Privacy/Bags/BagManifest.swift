import Seal

/// A manifest of a bag (RFC 8493 section 2.1.3): which file has which SHA-256.
struct BagManifest: Sendable, Equatable {
    static let payload = "manifest-sha256.txt"
    static let tags = "tagmanifest-sha256.txt"

    private(set) var lines: [(path: String, digest: Digest)] = []
    private(set) var digests: [String: Digest] = [:]

    init() {}

    /// Adds a file. Its path is plain ASCII without `%`, as all are that are written here.
    mutating func add(_ path: String, _ digest: Digest) {
        lines.append((path, digest))
        digests[path] = digest
    }

    /// As it stands in the bag.
    var text: String { lines.map { "\($0.digest.hex)  \($0.path)\n" }.joined() }

    static func == (left: BagManifest, right: BagManifest) -> Bool { left.digests == right.digests }

    /// Reads a manifest that somebody wrote: a digest, white space, a path, a line each.
    /// - Parameter name: what the manifest is called, for its faults.
    /// - Throws: ``BagFault``
    init(reading bytes: [UInt8], named name: String) throws(BagFault) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw BagFault(.malformedManifest, name) }
        var number = 0
        // A CR and LF together are one `Character`.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { "\n\r\r\n".contains($0) }) {
            number += 1
            guard !line.isEmpty else { continue }
            let parts = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
            guard parts.count == 2, let digest = Digest(hex: parts[0]) else {
                throw BagFault(.malformedManifest, name, found: "line \(number)")
            }
            // Some write a `*` or `./` before the path, as md5sum does.
            var path = BagPath.decoded(String(parts[1].drop { $0 == " " || $0 == "\t" || $0 == "*" }))
            if path.hasPrefix("./") { path.removeFirst(2) }
            guard digests[path] == nil else { throw BagFault(.malformedManifest, name, found: "line \(number)") }
            add(path, digest)
        }
    }
}

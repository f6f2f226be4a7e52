import Archive
import Assessment
import EvidenceStore
import Foundation
import Logging
import NIOCore
import Seal

/// A bag that is about to leave: what was made of the database in one look, and which files go with it.
struct BagExport: Sendable {
    /// A file of the store.
    struct Stored: Sendable {
        var path: String
        var digest: Digest
        var size: Int64
        var isCompressed: Bool
    }

    /// The one folder that everything lies in.
    var base: String
    var source: String
    var identifier: String
    var title: String
    var spool: BagSpool
    var stored: [Stored] = []
    var madeAt: Date

    /// Everything, in the order in which it leaves: the payload first, as the manifests are known only then to be true.
    func archive(_ format: ArchiveFormat, _ resources: Resources) throws -> ArchiveStream {
        var manifest = BagManifest()
        for entry in spool.entries { manifest.add(entry.path, entry.digest) }
        for file in stored { manifest.add(file.path, file.digest) }
        let tags = try tagFiles(manifest, resources.signing)
        var heads = tags.makeIterator()
        var made = spool.entries.makeIterator()
        var kept = stored.makeIterator()
        return try ArchiveStream(format) {
            if let entry = made.next() {
                return ArchiveEntry(path: "\(base)/\(entry.path)", size: entry.size, modifiedAt: madeAt) {
                    spool.read(entry)
                }
            }
            if let file = kept.next() { return self.entry(file, resources) }
            guard let (path, bytes) = heads.next() else { return nil }
            return ArchiveEntry(path: "\(base)/\(path)", bytes: ByteBuffer(bytes: bytes), modifiedAt: madeAt)
        }
    }

    /// A file of the store, hashed again on its way out.
    private func entry(_ file: Stored, _ resources: Resources) -> ArchiveEntry {
        ArchiveEntry(
            path: "\(base)/\(file.path)", size: file.size, modifiedAt: madeAt, isCompressed: file.isCompressed
        ) {
            var iterator = try await resources.store.open(file.digest).makeAsyncIterator()
            var digest = StreamingDigest()
            return {
                if let buffer = try await iterator.next() {
                    buffer.withUnsafeReadableBytes { digest.update($0) }
                    return buffer
                }
                guard digest.finish() == file.digest else {
                    resources.logger.error(
                        "a kept file is not what it was; the bag it was to go with was cut off",
                        metadata: ["object": .string(file.digest.hex)])
                    throw EvidenceStoreError.changed(file.digest)
                }
                return nil
            }
        }
    }

    /// The files that say what the others are, the signature last.
    private func tagFiles(_ manifest: BagManifest, _ key: SigningKey) throws -> [(path: String, bytes: [UInt8])] {
        let bytes = spool.entries.reduce(0) { $0 + $1.size } + stored.reduce(0) { $0 + $1.size }
        let info = """
            Source-Organization: \(source)
            Bagging-Date: \(CalendarDate(madeAt))
            External-Identifier: \(identifier)
            External-Description: \(title)
            Payload-Oxum: \(bytes).\(manifest.lines.count)
            Bag-Size: \(Self.words(bytes))
            Bag-Software-Agent: Prior
            Prior-Bag-Form: \(BagWriting.form)

            """
        var files: [(path: String, bytes: [UInt8])] = [
            ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
            ("bag-info.txt", Array(info.utf8)), (BagManifest.payload, Array(manifest.text.utf8)),
        ]
        var tags = BagManifest()
        for file in files { tags.add(file.path, Digest.of(file.bytes)) }
        let text = Array(tags.text.utf8)
        files.append((BagManifest.tags, text))
        files.append((BagSignature.fileName, try BagSignature(Digest.of(text), by: key, at: madeAt).bytes))
        return files
    }

    /// `41.1 kB`
    private static func words(_ bytes: Int64) -> String {
        var (size, unit) = (Double(bytes), 0)
        let units = ["B", "kB", "MB", "GB", "TB"]
        while size >= 1_000, unit < units.count - 1 { (size, unit) = (size / 1_000, unit + 1) }
        return unit == 0 ? "\(bytes) B" : "\((size * 10).rounded() / 10) \(units[unit])"
    }
}

import Foundation
import Glibc
import Seal
import Synchronization

/// The folders `ab/cd` that objects stand in, by the first digits of their digests. It blocks.
final class ObjectFolders: Sendable {
    private let root: Folder
    /// The folders, as `ab` and `abcd`, whose own entries are known to be durable.
    private let durable = Mutex<Set<String>>([])

    init(root: Folder) {
        self.root = root
    }

    /// The folder of `digest`; nil when there is none.
    func folder(of digest: Digest) throws -> Folder? {
        let (first, second) = Self.prefixes(of: digest.hex)
        return try root.folder(first)?.folder(second)
    }

    /// The object of `digest`, open for reading.
    func open(_ digest: Digest) throws -> OpenFile {
        guard let file = try folder(of: digest)?.file(digest.hex) else { throw EvidenceStoreError.missing(digest) }
        return file
    }

    /// Keeps the content of `file` under `digest`, durably, and ends its temporary name.
    ///
    /// The folders above are synced last: what the file's own sync and its folder's have written by then, a journalling
    /// file system does not write again. Nobody is told of the object before all of it is durable.
    func keep(_ file: StagingFile, as digest: Digest) throws -> StoredObject {
        let (first, second) = Self.prefixes(of: digest.hex)
        let outer = try root.folder(making: first)
        let inner = try outer.folder(making: second)
        let existed = try place(file, as: digest.hex, in: inner)
        // Also when it existed: whoever linked it may not have come this far yet.
        try inner.sync()
        try makeDurable(outer, first, second)
        file.discard()
        return StoredObject(digest: digest, size: file.size, existed: existed)
    }

    /// Syncs the entries of the folders `first` and `first/second`, once in the life of the process.
    private func makeDurable(_ outer: Folder, _ first: String, _ second: String) throws {
        let (outerStands, innerStands) = durable.withLock { ($0.contains(first), $0.contains(first + second)) }
        if !innerStands { try outer.sync() }
        if !outerStands { try root.sync() }
        durable.withLock { $0.formUnion([first, first + second]) }
    }

    private func place(_ file: StagingFile, as name: String, in folder: Folder) throws -> Bool {
        guard let there = try folder.status(of: name) else {
            try file.sync()
            return try !file.link(into: folder, as: name)
        }
        if there.st_mode & S_IFMT == S_IFREG, Int64(there.st_size) == file.size { return true }
        // Something else took the name, or the object was cut: the good bytes are here now, so they take its place.
        try file.sync()
        try file.replace(name, in: folder)
        return false
    }

    /// Takes the object of `digest` away; false when it was not there.
    func remove(_ digest: Digest) throws -> Bool {
        guard let folder = try folder(of: digest), try folder.remove(digest.hex) else { return false }
        try folder.sync()
        return true
    }

    /// The names of the outer folders.
    func outerNames() throws -> [String] {
        try root.names().filter { $0.utf8.count == 2 }
    }

    /// All objects in one outer folder, in order. What is no object of the store is passed over.
    func entries(in outer: String) throws -> [StoreEntry] {
        guard let outerFolder = try root.folder(outer) else { return [] }
        return try outerFolder.names().filter { $0.utf8.count == 2 }.flatMap { inner -> [StoreEntry] in
            guard let folder = try outerFolder.folder(inner) else { return [] }
            return try folder.names().compactMap { name in
                // One that is removed at this moment is not told.
                guard name.hasPrefix(outer + inner), let digest = Digest(hex: name),
                    let status = try folder.status(of: name)
                else { return nil }
                let storedAt = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
                return StoreEntry(digest: digest, size: Int64(status.st_size), storedAt: storedAt)
            }
        }
    }

    private static func prefixes(of hex: String) -> (String, String) {
        (String(hex.prefix(2)), String(hex.dropFirst(2).prefix(2)))
    }
}

import Glibc

/// An open folder. Everything below it is reached from its descriptor and never through a symbolic link, so that
/// nobody can lead the store out of its own folder, whatever they put in it.
final class Folder: Sendable {
    let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Opens the folder at `path`, made first (0700) where it is not there. Links above it are followed: whoever runs
    /// the service may keep its folder where they like.
    static func at(_ path: String) throws -> Folder {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw EvidenceStoreError.last("mkdir") }
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw EvidenceStoreError.last("open") }
        return Folder(descriptor: descriptor)
    }

    /// The folder `name` in this one; nil when there is none.
    func folder(_ name: String) throws -> Folder? {
        let descriptor = openat(self.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw EvidenceStoreError.last("openat") }
        return Folder(descriptor: descriptor)
    }

    /// The folder `name` in this one, made (0700) where it is not there.
    func folder(making name: String) throws -> Folder {
        if let folder = try folder(name) { return folder }
        if mkdirat(descriptor, name, 0o700) != 0, errno != EEXIST { throw EvidenceStoreError.last("mkdirat") }
        guard let folder = try folder(name) else { throw EvidenceStoreError.last("openat") }
        return folder
    }

    /// Opens the plain file `name`; nil when there is none.
    func file(_ name: String) throws -> OpenFile? {
        // O_NONBLOCK keeps a named pipe put here from holding the thread for ever.
        let descriptor = openat(self.descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw EvidenceStoreError.last("openat") }
        return try OpenFile(descriptor: descriptor)
    }

    /// Makes the file `name` (0600), which must not be there yet, for writing and reading.
    func file(creating name: String) throws -> OpenFile {
        let descriptor = openat(
            self.descriptor, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw EvidenceStoreError.last("openat") }
        return try OpenFile(descriptor: descriptor)
    }

    /// Takes the file `name` away; false when it was not there.
    func remove(_ name: String) throws -> Bool {
        if unlinkat(descriptor, name, 0) == 0 { return true }
        guard errno == ENOENT else { throw EvidenceStoreError.last("unlinkat") }
        return false
    }

    /// What `name` is, a link not followed; nil when there is nothing.
    func status(of name: String) throws -> stat? {
        var status = stat()
        if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
        guard errno == ENOENT else { throw EvidenceStoreError.last("fstatat") }
        return nil
    }

    /// Makes the entries of this folder durable.
    func sync() throws {
        guard fsync(descriptor) == 0 else { throw EvidenceStoreError.last("fsync") }
    }

    /// The names of everything in it, sorted.
    func names() throws -> [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw EvidenceStoreError.last("openat") }
        guard let stream = fdopendir(copy) else {
            close(copy)
            throw EvidenceStoreError.last("fdopendir")
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw EvidenceStoreError.last("readdir") }
        return names.sorted()
    }
}

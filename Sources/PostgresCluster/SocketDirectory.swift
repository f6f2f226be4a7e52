import Foundation

/// The folder with the server's Unix socket, the only way in. Only PostgreSQL's account (and root) may pass through
/// it, which is why the server can trust whoever comes.
enum SocketDirectory {
    /// `sun_path` holds 107 bytes and a NUL (unix(7)), of which PostgreSQL takes these.
    private static let longestPath = 107 - "/.s.PGSQL.5432".utf8.count
    /// What stands bare in `unix_socket_directories` (a list with commas) and in a libpq `host` (another).
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")

    /// Makes the folder: `socket` in the workshop, or, where that path is too long or has odd characters, a short one
    /// with a random name in `/run` or `/tmp`, remembered in `note` so that the next start can remove it.
    static func make(in workshop: Workshop, note: String) async throws -> String {
        remove(noted: note)
        let usual = "\(workshop.folder)/socket"
        if usual.utf8.count <= longestPath, usual.allSatisfy(plain.contains) {
            try await workshop.system("mkdir", ["-p", "-m", "0700", "socket"])
            return usual
        }
        let short = try makeShort(for: workshop.account)
        guard FileManager.default.createFile(atPath: note, contents: Data(short.utf8)) else {
            throw ClusterError.file(path: note, doing: "Writing", errorNumber: errno)
        }
        return short
    }

    /// Removes the short folder that `note` tells of, if there is one.
    static func remove(noted note: String) {
        guard let path = text(of: note) else { return }
        let name = (path as NSString).lastPathComponent
        // A note damaged into naming something else must not cost that something.
        if name.hasPrefix(prefix), let found = status(of: path), found.st_mode & S_IFMT == S_IFDIR {
            for file in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] { unlink("\(path)/\(file)") }
            rmdir(path)
        }
        unlink(note)
    }

    private static let prefix = "prior-socket-"

    private static func makeShort(for account: Account) throws(ClusterError) -> String {
        let personal = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? ""
        let preferred = account.needsSwitch ? "/run" : personal
        let fits = preferred.hasPrefix("/") && preferred.utf8.count < 60 && preferred.allSatisfy(plain.contains)
        let parent = fits && access(preferred, W_OK) == 0 ? preferred : "/tmp"
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        // mkdtemp(3) makes it with mode 0700 and a name that was free.
        guard mkdtemp(&template) != nil else {
            throw .file(path: parent, doing: "Making a folder in", errorNumber: errno)
        }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if account.needsSwitch, lchown(path, account.userID, account.groupID) != 0 {
            throw .file(path: path, doing: "Giving PostgreSQL", errorNumber: errno)
        }
        return path
    }
}

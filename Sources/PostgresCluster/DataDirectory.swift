import Foundation

/// The folder that a service keeps everything in, made and opened so that PostgreSQL's account can reach its part.
struct DataDirectory {
    /// Absolute, with every link followed.
    var path: String

    /// Makes the folder if it is absent: private to us, except that PostgreSQL's account must pass through it when we
    /// are root (it can list nothing, and our other folders in it are private).
    init(at given: String) throws(ClusterError) {
        let absolute = given.hasPrefix("/") ? given : FileManager.default.currentDirectoryPath + "/" + given
        let trimmed = (absolute as NSString).standardizingPath
        try makeDirectory(trimmed, mode: geteuid() == 0 ? 0o711 : 0o700)
        guard let canonical = canonicalPath(trimmed) else {
            throw .file(path: trimmed, doing: "Opening the folder", errorNumber: errno)
        }
        path = canonical
    }

    /// The file that tells of a socket folder elsewhere.
    var socketNote: String { "\(path)/socket-directory" }

    /// Makes PostgreSQL's part of the folder, chooses account and programs, and makes sure that the account gets there.
    func openWorkshop(programs directory: String?) async throws -> Workshop {
        let folder = "\(path)/postgres"
        let account = try Account.running(clusterIn: folder)
        try makeDirectory(folder, mode: 0o700)
        // Also when it exists: we may have been killed between making it and giving it away.
        if account.needsSwitch, status(of: folder)?.st_uid == 0,
            lchown(folder, account.userID, account.groupID) != 0
        {
            throw ClusterError.file(path: folder, doing: "Giving PostgreSQL", errorNumber: errno)
        }
        if account.needsSwitch { try allowPassage() }
        let cluster = "\(folder)/cluster"
        let version = text(of: "\(cluster)/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
        let programs = try await Programs.find(in: directory, clusterVersion: version, cluster: cluster)
        let workshop = Workshop(folder: folder, account: account, programs: programs)
        do {
            try await workshop.system("true", [])
        } catch {
            guard let obstacle = obstacle(for: account) else { throw error }
            throw ClusterError.unreachable(folder: obstacle, account: account.name)
        }
        return workshop
    }

    private func allowPassage() throws(ClusterError) {
        guard let found = status(of: path), found.st_mode & 0o001 == 0 else { return }
        guard chmod(path, (found.st_mode & 0o7777) | 0o011) == 0 else {
            throw .file(path: path, doing: "Letting PostgreSQL's account pass through", errorNumber: errno)
        }
    }

    /// The first folder on the way whose mode keeps the account out.
    private func obstacle(for account: Account) -> String? {
        var folder = ""
        for name in path.split(separator: "/") {
            folder += "/" + name
            guard let found = status(of: folder) else { return folder }
            let allowed: mode_t =
                if found.st_uid == account.userID {
                    0o100
                } else if found.st_gid == account.groupID {
                    0o010
                } else {
                    0o001
                }
            if found.st_mode & allowed == 0 { return folder }
        }
        return nil
    }
}

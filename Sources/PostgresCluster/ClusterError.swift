/// Why a private cluster could not be started. Every case reads as a sentence for the person who typed the command:
/// what is wrong, where, and what to do about it.
public enum ClusterError: Error, Equatable, CustomStringConvertible {
    /// No `initdb`, `pg_ctl` and `postgres` of version 15 or newer stand together in any of the folders looked at.
    case serverNotInstalled(lookedIn: [String])
    /// The data directory is held by another live process; its id where the lock file tells it.
    case inUse(dataDirectory: String, processID: Int32?)
    /// The cluster was made by a major version that is not installed here.
    case otherMajorVersion(cluster: String, madeBy: Int, installed: [Int])
    /// PostgreSQL does not run as root, and there is no other account to run it as.
    case noAccount
    /// The account that runs PostgreSQL cannot pass through a folder on the way to the data directory.
    case unreachable(folder: String, account: String)
    /// The cluster belongs to another account than the one that starts it, which is not root.
    case ownedByOther(cluster: String, userID: UInt32)
    /// A folder or file could not be made, opened or given to the account that needs it.
    case file(path: String, doing: String, errorNumber: Int32)
    /// One of PostgreSQL's programs failed; what it said, with the end of the server's log.
    case program(name: String, said: String)

    /// The sentence to print.
    public var description: String {
        switch self {
        case .serverNotInstalled(let folders):
            """
            PostgreSQL 15 or newer is not installed (looked in \(folders.joined(separator: ", "))). \
            On Debian: apt-get install postgresql. Or set DATABASE_URL to use a server you already have.
            """
        case .inUse(let directory, let processID):
            """
            The data directory \(directory) is in use by another prior\
            \(processID.map { " (process \($0))" } ?? ""). Stop that one first, or choose another --data-dir.
            """
        case .otherMajorVersion(let cluster, let madeBy, let installed):
            """
            The database in \(cluster) was made by PostgreSQL \(madeBy), but only \
            \(installed.map(String.init).joined(separator: ", ")) is installed. Install postgresql-\(madeBy), or move \
            the data with pg_dump and pg_restore as docs/operations.md describes.
            """
        case .noAccount:
            """
            PostgreSQL refuses to run as root, and there is no account named postgres to run it as. \
            Make one (adduser --system --group postgres), or start prior as another user.
            """
        case .unreachable(let folder, let account):
            """
            The account \(account), which runs PostgreSQL when prior is started as root, cannot pass through \
            \(folder). Choose a --data-dir outside it, such as /var/lib/prior, or allow it with: chmod o+x \(folder)
            """
        case .ownedByOther(let cluster, let userID):
            "The database in \(cluster) belongs to user id \(userID). Start prior as that user or as root."
        case .file(let path, let doing, let number):
            "\(doing) \(path) failed: \(systemMessage(number))."
        case .program(let name, let said):
            "\(name) failed: \(said.isEmpty ? "it said nothing" : said)"
        }
    }
}

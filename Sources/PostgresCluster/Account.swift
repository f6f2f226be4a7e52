import Foundation

/// The account that PostgreSQL's programs run as. PostgreSQL refuses to run as root.
struct Account: Equatable {
    var name: String
    var userID: uid_t
    var groupID: gid_t
    /// Whether we are root and have to become this account first.
    var needsSwitch: Bool

    /// What a command line begins with so that it runs as this account: `setpriv` of util-linux, which every Debian has.
    ///
    /// Not the platform options of Subprocess: between fork and exec they call glibc's `setgroups`, which waits for the
    /// other threads of the process to follow. In the forked child there are none, and where one was just ending at the
    /// fork it waits for ever (seen 2026-11, glibc 2.36).
    var switching: [String] {
        guard needsSwitch else { return [] }
        return ["setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"]
    }

    /// Decides who runs the cluster in `folder`: whoever started us; or, when that is root, the owner of the cluster
    /// that is already there, and `postgres` for a new one.
    static func running(clusterIn folder: String) throws(ClusterError) -> Account {
        let owner = status(of: folder)?.st_uid
        let caller = geteuid()
        guard caller == 0 else {
            if let owner, owner != caller { throw .ownedByOther(cluster: folder, userID: owner) }
            return Account(name: NSUserName(), userID: caller, groupID: getegid(), needsSwitch: false)
        }
        let entry = if let owner, owner != 0 { getpwuid(owner) } else { getpwnam("postgres") }
        guard let entry = entry?.pointee, let name = entry.pw_name else { throw .noAccount }
        return Account(
            name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid, needsSwitch: true)
    }
}

extension PostgresCluster {
    /// Ends the server of a data directory at once, in this thread, and without asking it to write anything more; the
    /// next start recovers what was committed (nothing is promised for a server that was not durable).
    ///
    /// For exit handlers and for clearing away after a killed run, where nothing can be awaited. Otherwise use
    /// ``stop()``. Call it only for a directory that is yours or whose ``DataDirectoryLock`` you hold.
    public static func quit(dataDirectory: String) {
        Postmaster(cluster: "\(dataDirectory)/postgres/cluster").quit(limit: 5)
        SocketDirectory.remove(noted: "\(dataDirectory)/socket-directory")
    }
}

extension PostgresCluster {
    /// What may differ from one private cluster to another.
    public struct Options: Sendable {
        /// Whether a committed transaction survives a power cut. `false` is for tests: it switches off `fsync`,
        /// `synchronous_commit`, `full_page_writes`, WAL for replicas and autovacuum.
        public var durable: Bool
        /// `max_connections` of the server.
        public var maximumConnections: Int
        /// The folder that holds `initdb`, `pg_ctl`, `postgres` and `psql`; nil looks in Debian's places and in `PATH`.
        public var serverVersionPath: String?

        /// Options for a server that keeps what it was told, with PostgreSQL's own default of 100 connections.
        public init(durable: Bool = true, maximumConnections: Int = 100, serverVersionPath: String? = nil) {
            self.durable = durable
            self.maximumConnections = maximumConnections
            self.serverVersionPath = serverVersionPath
        }
    }
}

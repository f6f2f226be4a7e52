import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import UnixSignals

extension ApplicationConfiguration {
    /// Where the service listens, with no more connections than the limits and the process's open files allow.
    static func edge(
        address: BindAddress, limits: EdgeLimits = EdgeLimits(), logger: Logger
    ) -> ApplicationConfiguration {
        // The rest is for PostgreSQL, evidence files and the log.
        let most = max(16, min(limits.connections, raiseOpenFiles() - 256))
        return ApplicationConfiguration(
            address: address, backlog: 1_024, availableConnectionsDelegate: .maximum(most, logger: logger))
    }

    /// Raises the number of files this process may open as far as it may without privilege: a shell's default of 1,024
    /// is one for programs that use `select`.
    /// - Returns: how many that is.
    private static func raiseOpenFiles() -> Int {
        var files = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else { return 1_024 }
        files.rlim_cur = files.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        return Int(clamping: files.rlim_cur)
    }
}

extension ServiceGroup {
    /// Services that run until SIGTERM or SIGINT and then stop in good order, the last one first. What has not stopped
    /// after `limits.longestShutdown` is cancelled.
    /// - Parameter services: those that others need come first: database, then pool, then application.
    init(services: [any Service], limits: EdgeLimits, logger: Logger) {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = limits.longestShutdown
        self.init(configuration: configuration)
    }
}

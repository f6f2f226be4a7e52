import Logging
import Sandbox

extension Typist {
    /// Starts as this service is set up; the log says which protections hold.
    /// - Throws: ``SandboxError`` where files are to be looked at apart and cannot be.
    func start(_ settings: Settings, logger: Logger) throws {
        if let program = settings.sandboxProgram { SandboxProgram.use(program) }
        let protections = Result { try Protections.found() }
        switch protections {
        case .success(let found): logger.notice("sandbox", metadata: ["holds": .string(found.description)])
        case .failure(let error): logger.error("no sandbox", metadata: ["error": .string(String(describing: error))])
        }
        if settings.isTypingApart {
            guard try protections.get().seccomp else {
                throw SandboxError.refused(
                    "This kernel filters no system calls, so files cannot be looked at apart. PRIOR_TYPING=in-process starts without."
                )
            }
        } else {
            logger.warning("files are looked at within the service: a file that crashes its reader ends it")
        }
        try start()
    }
}

/// What a confined program may use and touch. It never reaches a network, whatever stands here.
public struct Confinement: Sendable, Hashable {
    /// How much processor time each of its processes may take, in seconds.
    public var cpuSeconds: Int
    /// How long it may run, in seconds.
    public var wallSeconds: Int
    /// How much data each of its processes may have in memory, in bytes.
    public var memoryBytes: Int
    /// How large a file it may write, in bytes; and how much output is taken of it.
    public var fileBytes: Int
    /// The files and folders it may read and run, beside the system's programs and libraries. Landlock holds this where the
    /// kernel has it (Linux 5.13 and later).
    public var readable: [String]
    /// The files and folders it may read and write.
    public var writable: [String]
    /// How many processes and threads it may have at once.
    public var processes: Int
    /// Whether it may make a local socket in `/tmp`, and remove what it made: LibreOffice does not start without. Nobody
    /// can be connected to all the same.
    public var isListening: Bool

    /// Limits that do for a small tool; give more to what needs it.
    public init(
        cpuSeconds: Int = 10, wallSeconds: Int = 20, memoryBytes: Int = 256 << 20, fileBytes: Int = 64 << 20,
        readable: [String] = [], writable: [String] = [], processes: Int = 16, isListening: Bool = false
    ) {
        self.cpuSeconds = cpuSeconds
        self.wallSeconds = wallSeconds
        self.memoryBytes = memoryBytes
        self.fileBytes = fileBytes
        self.readable = readable
        self.writable = writable
        self.processes = processes
        self.isListening = isListening
    }
}

/// How a confined program ended, and what it said.
public struct ConfinedOutcome: Sendable, Hashable {
    /// How it ended.
    public enum Status: Sendable, Hashable {
        /// By itself, with this exit status.
        case exited(Int32)
        /// By this signal: a fault, or a limit (25 is the size of a file).
        case signalled(Int32)
        /// Its time was over, on the clock or on the processor.
        case timedOut
    }

    /// How it ended.
    public var status: Status
    /// What it wrote to its output, at most ``Confinement/fileBytes``.
    public var output: [UInt8]
    /// What it wrote to its error output, the first 64 KiB.
    public var errors: String
    /// The processor time of it and its children, in seconds.
    public var cpuSeconds: Double
    /// The most memory that one of its processes had at once, in bytes.
    public var peakBytes: Int
}

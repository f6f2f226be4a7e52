import Glibc

/// Takes in what a confined program writes until it has ended. What goes beyond the bounds is read and dropped, so that the
/// program does not hang on a full pipe.
struct OutputReader {
    let output: Int32
    let errors: Int32
    let control: Int32
    let stop: Int32
    let longestOutput: Int
    private(set) var outputBytes: [UInt8] = []
    private(set) var errorBytes: [UInt8] = []
    private(set) var report: [UInt8] = []

    init(output: Int32, errors: Int32, control: Int32, stop: Int32, longestOutput: Int) {
        self.output = output
        self.errors = errors
        self.control = control
        self.stop = stop
        self.longestOutput = longestOutput
    }

    /// Reads until the sandbox has reported and both outputs are at their end.
    mutating func readAll(seconds: Int) {
        var descriptors = [output, errors, control, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = Self.now() + seconds * 1_000
        while descriptors[0...2].contains(where: { $0.fd >= 0 }) {
            let left = end - Self.now()
            guard left > 0 else { return }
            if poll(&descriptors, 4, Int32(min(left, 60_000))) < 0, errno != EINTR { return }
            if descriptors[3].revents != 0 { return }
            for index in 0...2 where descriptors[index].revents != 0 {
                let count = read(descriptors[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    descriptors[index].fd = -1
                    continue
                }
                take(buffer[..<count], from: index)
            }
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, from index: Int) {
        switch index {
        case 0: outputBytes += bytes.prefix(longestOutput - outputBytes.count)
        case 1: errorBytes += bytes.prefix(65_536 - errorBytes.count)
        default: report += bytes.prefix(1_024 - min(report.count, 1_024))
        }
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}

/// A pipe, closed with its last use.
final class Pipe: @unchecked Sendable {
    // `@unchecked`: the reading end never changes, and only the thread that made the pipe closes the writing end.
    let reading: Int32
    private(set) var writing: Int32

    init() throws(SandboxError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    deinit {
        closeWriting()
        close(reading)
    }
}

/// Lets a cancelled task wake the thread that waits for its program.
final class Stop: Sendable {
    private let pipe: Pipe

    init() throws(SandboxError) { pipe = try Pipe() }

    var reading: Int32 { pipe.reading }

    func now() { _ = write(pipe.writing, "x", 1) }
}

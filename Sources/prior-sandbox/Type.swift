import CSandbox
import Glibc
import MediaType

/// What a worker is asked; the ones behind `type` let tests see that it holds.
private enum Work: UInt32 {
    case type, crash, loop, hoard, escape
}

/// `type`: loads libmagic's database, gives up everything else, and looks at one file after another, each in a process of
/// its own. Sends `r` when it is ready, or why it cannot be.
func serveTypes() {
    guard let examiner = try? Examiner() else { return report("libmagic has no database here") }
    examiner.warmUp()
    var limits = sandbox_limits(
        cpu_seconds: 3, wall_seconds: 15, memory_bytes: 96 << 20, file_bytes: 65_536, processes: 0, listening: 0)
    let failed = sandbox_zygote(
        control, &limits, 16_384,
        { context, kind, file, answer in
            guard let context else { return }
            let examiner = Unmanaged<Examiner>.fromOpaque(context).takeUnretainedValue()
            work(Work(rawValue: kind) ?? .type, by: examiner, on: file, to: answer)
        }, Unmanaged.passUnretained(examiner).toOpaque())
    if failed != 0 { report(String(cString: strerror(failed))) }
    withExtendedLifetime(examiner) {}
}

private func work(_ work: Work, by examiner: Examiner, on file: Int32, to answer: Int32) {
    var bytes: [UInt8] = []
    switch work {
    case .type: bytes = examiner.answer(about: file)
    case .crash: raise(SIGSEGV)
    case .loop: while getppid() != -2 {}
    case .hoard:
        var hoard: [UnsafeMutableRawPointer] = []
        while let more = malloc(1 << 20) {
            memset(more, 1, 1 << 20)
            hoard.append(more)
        }
        bytes = Array("\(hoard.count)".utf8)
    case .escape:
        let tries: [(String, Int32)] = [
            ("open", open("/etc/passwd", O_RDONLY)), ("socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)),
            ("kill", kill(getppid(), 0)), ("unlink", unlink("/tmp/x") == 0 || errno != EPERM ? 0 : -1),
            ("descriptors", (3...9).contains { $0 != file && $0 != answer && fcntl($0, F_GETFD) >= 0 } ? 0 : -1),
        ]
        bytes = Array(tries.filter { $0.1 >= 0 }.map(\.0).joined(separator: " ").utf8)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(answer, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}

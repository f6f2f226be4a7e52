import Dispatch
import Glibc

/// Programs that read what strangers wrote, run apart: without a network, without the files of the service, with limits on time, memory and processes.
public enum ConfinedProgram {
    /// Runs a program, confined, to its end.
    ///
    /// Cancelling the task does not wait for the program: it is killed.
    /// - Parameters:
    ///   - program: its absolute path.
    ///   - arguments: without the program itself.
    ///   - input: a descriptor that becomes its standard input; none: it reads nothing.
    ///   - environment: all of its environment; `PATH` and `LANG` are there by themselves.
    /// - Throws: ``SandboxError`` when it could not be started or not be confined; it has not run then.
    public static func run(
        _ program: String, _ arguments: [String], input: Int32? = nil, environment: [String: String] = [:],
        within confinement: Confinement
    ) async throws -> ConfinedOutcome {
        let stop = try Stop()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try runAndWait(program, arguments, input, environment, confinement, stop)
                        })
                }
            }
        } onCancel: {
            stop.now()
        }
    }

    private static func runAndWait(
        _ program: String, _ arguments: [String], _ input: Int32?, _ environment: [String: String],
        _ confinement: Confinement, _ stop: Stop
    ) throws -> ConfinedOutcome {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        let output = try Pipe()
        let errors = try Pipe()
        let spawned: Spawned
        do {
            defer {
                close(nothing)
                output.closeWriting()
                errors.closeWriting()
            }
            let variables = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
            spawned = try Spawned.start(
                confinement.words + ["--", program] + arguments, environment: variables.map { "\($0)=\($1)" },
                standard: [input ?? nothing, output.writing, errors.writing])
        }
        defer { close(spawned.control) }
        var reader = OutputReader(
            output: output.reading, errors: errors.reading, control: spawned.control, stop: stop.reading,
            longestOutput: confinement.fileBytes)
        // The sandbox keeps the time. This side waits a little longer, should the sandbox itself be stopped.
        reader.readAll(seconds: confinement.wallSeconds + 10)
        if reader.report.isEmpty { kill(spawned.process, SIGKILL) }
        _ = spawned.wait()
        return try ConfinedOutcome(reader, program)
    }
}

extension Confinement {
    /// As options of `prior-sandbox run`.
    fileprivate var words: [String] {
        ["run", String(cpuSeconds), String(wallSeconds), String(memoryBytes), String(fileBytes), String(processes)]
            + readable.flatMap { ["--readable", $0] } + writable.flatMap { ["--writable", $0] }
            + (isListening ? ["--listening"] : [])
    }
}

extension ConfinedOutcome {
    /// What `prior-sandbox` reported: `e 0 cpu peak` and the like, or `! message`.
    fileprivate init(_ reader: OutputReader, _ program: String) throws(SandboxError) {
        let report = String(decoding: reader.report, as: UTF8.self)
        if report.hasPrefix("!") { throw .refused("\(program): \(report.dropFirst(2))") }
        let words = report.split(separator: " ")
        if words.count == 4, let code = Int32(words[1]), let cpu = Int(words[2]), let peak = Int(words[3]) {
            status = words[0] == "e" ? .exited(code) : words[0] == "s" ? .signalled(code) : .timedOut
            (cpuSeconds, peakBytes) = (Double(cpu) / 1_000_000, peak)
        } else {
            // The sandbox was stopped or killed, and the program with it.
            (status, cpuSeconds, peakBytes) = (.timedOut, 0, 0)
        }
        output = reader.outputBytes
        errors = String(decoding: reader.errorBytes, as: UTF8.self)
    }
}

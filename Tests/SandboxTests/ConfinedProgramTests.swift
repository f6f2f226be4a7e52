import Foundation
import Glibc
import Sandbox
import Testing

struct ConfinedProgramTests {
    private let python = "/usr/bin/python3"

    private func run(_ code: String, within limits: Confinement = Confinement(), input: Int32? = nil) async throws
        -> ConfinedOutcome
    {
        try await ConfinedProgram.run(python, ["-c", code], input: input, within: limits)
    }

    @Test
    func `a program's output, error output, exit status and costs come back`() async throws {
        let outcome = try await run("import sys; print('hello'); print('oh', file=sys.stderr); sys.exit(3)")
        #expect(outcome.status == .exited(3))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "hello\n")
        #expect(outcome.errors == "oh\n")
        #expect(outcome.cpuSeconds > 0 && outcome.cpuSeconds < 10)
        #expect(outcome.peakBytes > 1 << 20)
    }

    @Test
    func `it reads what is handed over as its input`() async throws {
        let file = URL.temporaryDirectory.appending(path: "prior-input-\(UUID().uuidString)")
        try Data("evidence".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let handle = try FileHandle(forReadingFrom: file)
        let outcome = try await run("import sys; print(len(sys.stdin.read()))", input: handle.fileDescriptor)
        #expect(outcome.output == Array("8\n".utf8))
    }

    @Test(arguments: [
        "socket.socket(socket.AF_INET, socket.SOCK_STREAM)", "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect('/run/systemd/notify')",
        "os.setsid()", "os.chroot('/')", "ctypes.CDLL(None, use_errno=True).unshare(0x10000000) == 0 or 1/0",
    ])
    func `it reaches no network, no other service and no new namespace`(attempt: String) async throws {
        let code = """
            import ctypes, os, socket
            try: \(attempt)
            except Exception: print('no')
            else: print('yes')
            """
        #expect(try await run(code).output == Array("no\n".utf8))
    }

    @Test
    func `it sees the folders it is given and no other file`() async throws {
        let folder = URL.temporaryDirectory.appending(path: "prior-box-\(UUID().uuidString)")
        for name in ["in", "out", "secret"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
            try Data(name.utf8).write(to: folder.appending(path: "\(name)/file"))
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let limits = Confinement(
            readable: [folder.appending(path: "in").path], writable: [folder.appending(path: "out").path])
        let code = """
            import os, sys
            os.chdir('\(folder.path)')
            def attempt(what):
                try: what(); return 'yes'
                except OSError: return 'no'
            print(attempt(lambda: open('in/file').read()), attempt(lambda: open('in/new', 'w')),
                attempt(lambda: open('out/new', 'w').write('x')), attempt(lambda: open('secret/file').read()),
                attempt(lambda: open('/etc/shadow').read()), attempt(lambda: os.listdir('/home')),
                attempt(lambda: os.unlink('in/file')))
            """
        guard try Protections.found().landlock > 0 else { try Test.cancel("no Landlock in this kernel: not tested") }
        let outcome = try await run(code, within: limits)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "yes no yes no no no no\n", "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(15)))
    func `memory, processor, clock, files and output have their limits`() async throws {
        let memory = try await run("x = bytearray(512 << 20)", within: Confinement(memoryBytes: 64 << 20))
        #expect(memory.status == .exited(1))
        #expect(memory.errors.contains("MemoryError"))
        #expect(memory.peakBytes < 128 << 20)

        #expect(try await run("while True: pass", within: Confinement(cpuSeconds: 1)).status == .timedOut)
        #expect(
            try await run("import time; time.sleep(3600)", within: Confinement(wallSeconds: 1)).status == .timedOut)

        let output = try await run("print('x' * 100_000)", within: Confinement(fileBytes: 1_000))
        #expect(output.output.count == 1_000)
    }

    @Test
    func `a fork bomb stays small and nothing of it is left`() async throws {
        let mark = "prior-bomb-\(UUID().uuidString)"
        let code = """
            import os, time
            mark = '\(mark)'
            made = 0
            try:
                for _ in range(5000):
                    if os.fork() == 0: time.sleep(3600); os._exit(0)
                    made += 1
            except OSError: pass
            print(made, flush=True)
            """
        guard try Protections.found().ownProcessCount else { try Test.cancel("processes are counted by account here") }
        let outcome = try await run(code, within: Confinement(wallSeconds: 10, processes: 20))
        let made = Int(String(decoding: outcome.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(try #require(made) < 20)
        let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            let command = try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8)
            return Int(name) != nil && command?.contains(mark) == true
        }
        #expect(left == [])
    }

    @Test
    func `it has no descriptor of the service but the three it is given`() async throws {
        let open = FileHandle(forReadingAtPath: "/etc/hostname")
        defer { try? open?.close() }
        let outcome = try await run(
            """
            import os
            found = []
            for fd in range(1024):
                try: os.fstat(fd); found.append(fd)
                except OSError: pass
            print(found)
            """)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "[0, 1, 2]\n")
    }

    @Test
    func `it works however many descriptors are open, and whatever their numbers`() async throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: "/etc/hostname"))
        let handles = (0..<200).map { _ in dup(file.fileDescriptor) }
        defer { for handle in handles { close(handle) } }
        for _ in 0..<5 {
            let outcome = try await run("import sys; print(len(sys.stdin.read()) > 0)", input: file.fileDescriptor)
            #expect(outcome.status == .exited(0) && outcome.output == Array("True\n".utf8), "\(outcome)")
            try file.seek(toOffset: 0)
        }
    }

    @Test
    func `a program that is not there is an error, and so is one that cannot be run`() async throws {
        await #expect(throws: SandboxError.self) {
            try await ConfinedProgram.run("/nowhere/at/all", [], within: Confinement())
        }
        await #expect(throws: SandboxError.self) {
            try await ConfinedProgram.run("/etc/passwd", [], within: Confinement())
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `a cancelled task kills its program at once`() async throws {
        let task = Task {
            try await ConfinedProgram.run("/bin/sleep", ["3600"], within: Confinement(wallSeconds: 3_600))
        }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        _ = try? await task.value
    }

    @Test
    func `system calls are filtered here`() throws {
        #expect(try Protections.found().seccomp)
    }
}

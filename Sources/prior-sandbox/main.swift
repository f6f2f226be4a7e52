import CSandbox
import Glibc

// The small program that confines: others (`run`), and itself to look at files (`type`) and to unpack archives
// (`unpack`, itself under `run`). It has one thread and no event loop, as it forks. Descriptor 3 is the socket to whoever
// started it.

let control: Int32 = 3
let words = Array(CommandLine.arguments.dropFirst())
guard sandbox_close_from(control + 1) == 0 else { exit(70) }

switch words.first {
case "check":
    report("\(sandbox_has_seccomp()) \(sandbox_landlock_version()) \(sandbox_has_own_process_count())")
case "run":
    runConfined(Array(words.dropFirst()))
case "type":
    serveTypes()
case "unpack":
    unpack(Array(words.dropFirst()))
default:
    exit(64)
}

func report(_ text: String) {
    _ = text.withCString { send(control, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
}

import CSandbox
import Glibc

/// What every program needs to start and to be itself: never anything of the service or of a person.
private let systemPaths = [
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/alternatives", "/etc/locale.alias", "/etc/fonts", "/etc/libreoffice", "/etc/magic", "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf", "/etc/passwd", "/etc/group", "/etc/papersize", "/etc/vips", "/etc/ImageMagick-6",
    "/var/cache/fontconfig", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/kernel/random",
    "/sys/devices/system/cpu", "/dev/urandom", "/dev/random", "/dev/zero",
]

/// `run CPU WALL MEMORY FILE PROCESSES [--readable P] [--writable P] [--listening] -- PROGRAM …`: reports `e 0 cpu peak`, or `! why`.
func runConfined(_ words: [String]) {
    let numbers = words.prefix(5).compactMap { UInt64($0) }
    guard numbers.count == 5, let dashes = words.firstIndex(of: "--"), dashes + 1 < words.count else { exit(64) }
    var limits = sandbox_limits(
        cpu_seconds: numbers[0], wall_seconds: numbers[1], memory_bytes: numbers[2], file_bytes: numbers[3],
        processes: numbers[4], listening: words[5..<dashes].contains("--listening") ? 1 : 0)
    let paths = Array(words[5..<dashes])
    let program = words[dashes + 1]
    var end = sandbox_end()
    let failed = withCStrings(systemPaths + values(of: "--readable", in: paths)) { readable in
        withCStrings(["/dev/null"] + values(of: "--writable", in: paths)) { writable in
            withCStrings(Array(words[(dashes + 1)...])) { arguments in
                sandbox_run(
                    program, arguments, environ, constant(readable), constant(writable), &limits, control, &end)
            }
        }
    }
    if failed != 0 {
        report("! \(String(cString: strerror(failed)))")
    } else {
        report("\(Character(Unicode.Scalar(UInt8(end.kind)))) \(end.code) \(end.cpu_microseconds) \(end.peak_bytes)")
    }
}

private func values(of option: String, in words: [String]) -> [String] {
    words.indices.filter { words[$0] == option && $0 + 1 < words.count }.map { words[$0 + 1] }
}

private func constant(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> UnsafePointer<UnsafePointer<CChar>?> {
    UnsafeRawPointer(list).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
}

/// Lends texts as a list of C strings that ends with null.
private func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var strings: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    defer { for text in strings { free(text) } }
    return strings.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { exit(70) }
        return body(start)
    }
}

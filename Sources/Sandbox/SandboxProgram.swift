import Glibc
import Synchronization

/// Where the program lies that confines others and itself: beside the running one, unless said otherwise.
public enum SandboxProgram {
    private static let chosen = Mutex<String?>(nil)

    /// The path of `prior-sandbox`: the one set with ``use(_:)``, that of the environment's `PRIOR_SANDBOX`, or the one in
    /// the folder of the running program.
    public static var path: String {
        if let chosen = chosen.withLock({ $0 }) { return chosen }
        if let named = getenv("PRIOR_SANDBOX") { return String(cString: named) }
        return beside
    }

    /// Takes another program than the one beside the running one, for all that starts from now on.
    public static func use(_ path: String) {
        chosen.withLock { $0 = path }
    }

    /// The folders of Swift's own libraries, where the program is linked with such as lie outside the system's folders; none
    /// where it has them in itself.
    public static let libraries: [String] = {
        guard let maps = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(maps) }
        var folders: Set<String> = []
        var line = [CChar](repeating: 0, count: 4_096)
        while fgets(&line, Int32(line.count), maps) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard let start = text.firstIndex(of: "/"), let slash = text.lastIndex(of: "/"),
                text[slash...].hasPrefix("/libswift")
            else { continue }
            folders.insert(String(text[start..<slash]))
        }
        return folders.sorted()
    }()

    private static let beside: String = {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return "prior-sandbox" }
        let own = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[...$0] } ?? ""
        return folder + "prior-sandbox"
    }()
}

/// Why nothing could be confined.
public enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `prior-sandbox` could not be started: the path and the errno.
    case notThere(String, Int32)
    /// The kernel or an account's limits refused: what was tried, and the errno.
    case system(String, Int32)
    /// The program could not be confined, or is not there; it has not run. The text is for whoever runs the service.
    case refused(String)

    /// For whoever runs the service.
    public var description: String {
        switch self {
        case .notThere(let path, let code): "\(path) cannot be started: \(String(cString: strerror(code)))"
        case .system(let what, let code): "\(what): \(String(cString: strerror(code)))"
        case .refused(let why): why
        }
    }
}

import Foundation
import Glibc
public import Logging

/// Logs as one JSON object a line on standard error, so that nothing a client sends can begin a new line.
public struct JSONLog: LogHandler {
    /// Metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// The least level written.
    public var logLevel = Logger.Level.info
    private let label: String

    private init(label: String) {
        self.label = label
    }

    /// A logger that writes so.
    public static func logger(level: Logger.Level) -> Logger {
        Logger(label: "prior") { label in
            var handler = JSONLog(label: label)
            handler.logLevel = level
            return handler
        }
    }

    /// One metadata value.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// A whole line in one call where the kernel takes it; what it cannot take, on a broken pipe, is lost.
    private static func write(_ bytes: UnsafeRawBufferPointer) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: left).baseAddress, left.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            left = left.dropFirst(count)
        }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        var line = JSONWriter(capacity: 256)
        line.object { line in
            line.field("at", Date())
            line.field("level", event.level.rawValue)
            line.field("says", "\(event.message)")
            for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
                $0.key < $1.key
            }) {
                line.key(named: key)
                line.string("\(value)")
            }
        }
        line.newline()
        line.bytes.withUnsafeBytes(Self.write)
    }
}

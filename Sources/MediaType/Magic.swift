import CLibMagic
import CZlib

/// One libmagic cookie. Every `magic_…` call of the package is here.
///
/// `@unchecked Sendable`: it is used on one serial queue only, the lane it was made for.
final class Magic: @unchecked Sendable {
    /// What libmagic says about some bytes.
    struct Answer {
        var type: MediaType
        var encoding: String
        var description: String
    }

    static let version: String = {
        let number = magic_version()
        let minor = number % 100
        return "\(number / 100).\(minor < 10 ? "0" : "")\(minor)"
    }()

    /// Which database it looks things up in: `magic.mgc`, its length and CRC-32.
    static let database: String = {
        let paths = magic_getpath(nil, 0).map { String(cString: $0) } ?? ""
        for path in paths.split(separator: ":") {
            guard let file = try? MappedFile(path: "\(path).mgc", isLink: true) else { continue }
            let sum = crc32_z(0, file.bytes.bindMemory(to: UInt8.self).baseAddress, file.bytes.count)
            let digits = String(sum, radix: 16)
            return "\(file.bytes.count)-\(String(repeating: "0", count: 8 - digits.count))\(digits)"
        }
        return "unknown"
    }()

    var database: String { Self.database }

    private let cookie: magic_t

    init() throws {
        // Neither compressed data is unpacked nor any tape, ELF or CDF detail printed: less work on hostile bytes.
        guard let cookie = magic_open(MAGIC_MIME | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF) else {
            throw MediaTypeError.libmagic("magic_open failed")
        }
        guard magic_load(cookie, nil) == 0 else {
            let message = Self.message(of: cookie)
            magic_close(cookie)
            throw MediaTypeError.libmagic(message)
        }
        self.cookie = cookie
        _ = Self.database
        // A photo with a depth map has more segments than the 50 that libmagic follows by itself.
        var segments = 500
        guard magic_setparam(cookie, MAGIC_PARAM_NAME_MAX, &segments) == 0 else {
            throw MediaTypeError.libmagic(Self.message(of: cookie))
        }
    }

    deinit { magic_close(cookie) }

    /// What all of `bytes` are. Content that libmagic gives up on, by one of its own limits, is unknown.
    func look(at bytes: UnsafeRawBufferPointer) throws -> Answer {
        let mime = try ask(MAGIC_MIME, about: bytes)
        let description = try ask(MAGIC_NONE, about: bytes)
        let parts = mime.split(separator: ";", maxSplits: 1)
        let encoding = parts.count == 2 ? parts[1].split(separator: "=").last.map(String.init) : nil
        return Answer(
            type: parts.first.flatMap(MediaType.init) ?? .unknown, encoding: encoding ?? "binary",
            description: description)
    }

    private func ask(_ flags: Int32, about bytes: UnsafeRawBufferPointer) throws -> String {
        magic_setflags(cookie, flags | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF)
        guard let answer = magic_buffer(cookie, bytes.baseAddress, bytes.count) else {
            if magic_errno(cookie) == 0 { return Self.givenUp }
            throw MediaTypeError.libmagic(Self.message(of: cookie))
        }
        return String(cString: answer)
    }

    private static let givenUp = "application/octet-stream; charset=binary"

    private static func message(of cookie: magic_t) -> String {
        magic_error(cookie).map { String(cString: $0) } ?? "unknown"
    }
}

import Glibc
import Seal

/// The signature of a request, version 4 (AWS4-HMAC-SHA256), as Amazon's "Authenticating Requests" says.
struct S3Signature {
    let accessKey: String
    let secretKey: String
    let region: String

    /// What stands for the digest of the body where it is not signed.
    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    /// One request to be signed.
    struct Request {
        var method: String
        var host: String
        /// Escaped already.
        var path: String
        /// Not escaped.
        var query: [(name: String, value: String)] = []
        /// In lower case, without `host`.
        var headers: [(name: String, value: String)] = []
        /// The SHA-256 of the body in hexadecimal.
        var payload: String
    }

    /// The headers to send with the request: its own, `x-amz-date`, `x-amz-content-sha256` and `authorization`.
    func headers(of request: Request, at moment: time_t) -> [(name: String, value: String)] {
        let stamp = Self.stamp(moment)
        var headers = request.headers
        headers += [("x-amz-content-sha256", request.payload), ("x-amz-date", stamp)]
        let signed = Self.canonical(headers + [("host", request.host)])
        let signature = signature(
            of: request, query: Self.queryText(request.query), headers: signed.text, names: signed.names, stamp: stamp)
        headers.append(
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope(stamp)),SignedHeaders=\(signed.names),"
                    + "Signature=\(signature)"
            ))
        return headers
    }

    /// The query, escaped, under which anybody may send the request until `seconds` from now have passed.
    func query(of request: Request, for seconds: Int, at moment: time_t) -> String {
        let stamp = Self.stamp(moment)
        let query = Self.queryText(
            request.query + [
                ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(accessKey)/\(scope(stamp))"),
                ("X-Amz-Date", stamp), ("X-Amz-Expires", String(seconds)), ("X-Amz-SignedHeaders", "host"),
            ])
        let signature = signature(
            of: request, query: query, headers: "host:\(request.host)\n", names: "host", stamp: stamp)
        return "\(query)&X-Amz-Signature=\(signature)"
    }

    /// `text` with everything escaped but letters, digits, `-._~`, and slashes where they are kept.
    static func escape(_ text: String, keepingSlashes: Bool = false) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "/") where keepingSlashes: escaped += "/"
            default: escaped += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    /// The query as it is sent and as it is signed: escaped, in order of the names.
    static func queryText(_ query: [(name: String, value: String)]) -> String {
        query.map { (escape($0.name), escape($0.value)) }.sorted { $0 < $1 }.map { "\($0)=\($1)" }
            .joined(separator: "&")
    }

    private func scope(_ stamp: String) -> String { "\(stamp.prefix(8))/\(region)/s3/aws4_request" }

    private func signature(of request: Request, query: String, headers: String, names: String, stamp: String) -> String
    {
        let canonical = "\(request.method)\n\(request.path)\n\(query)\n\(headers)\n\(names)\n\(request.payload)"
        let toSign = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope(stamp))\n\(Digest.of(canonical).hex)"
        var key = Array("AWS4\(secretKey)".utf8)
        for part in [String(stamp.prefix(8)), region, "s3", "aws4_request", toSign] {
            key = HMACSHA256.code(for: Array(part.utf8), key: key)
        }
        return Digest(bytes: key)?.hex ?? ""
    }

    private static func canonical(_ headers: [(name: String, value: String)]) -> (text: String, names: String) {
        let sorted = headers.sorted { $0.name < $1.name }
        return (
            sorted.map { "\($0.name):\($0.value)\n" }.joined(), sorted.map(\.name).joined(separator: ";")
        )
    }

    /// `20130524T000000Z`.
    private static func stamp(_ moment: time_t) -> String {
        var (moment, parts) = (moment, tm())
        gmtime_r(&moment, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Seal

/// The body of a request, read and checked as its route says, before any handler runs.
struct RequestBytes {
    var json: JSONValue?
    var digest: Digest?
    var form: [String: String] = [:]

    static func read(_ request: Request, for route: Route, _ resources: Resources) async throws -> RequestBytes {
        switch route.takes {
        case .nothing, .bytes:
            return RequestBytes()
        case .json(let type):
            try requireType(["application/json"], of: request)
            let bytes = try await collect(request, resources)
            let json = try parse(bytes)
            let faults = type.schema.faults(in: json)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            return RequestBytes(json: json, digest: Digest.of(bytes))
        case .form(let fields):
            try requireType(["application/x-www-form-urlencoded"], of: request)
            let bytes = try await collect(request, resources)
            return RequestBytes(digest: Digest.of(bytes), form: try form(bytes, fields))
        }
    }

    private static func requireType(_ types: [String], of request: Request) throws {
        let sent = request.headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        guard let sent, types.contains(sent.lowercased()) else {
            throw Problem(
                .unsupportedMediaType, "unsupported-media-type", "The body is of another type",
                "Send it as `Content-Type: \(types.joined(separator: " or "))`.")
        }
    }

    private static func collect(_ request: Request, _ resources: Resources) async throws -> [UInt8] {
        let limit = resources.settings.http.maximumBodyBytes
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "body-too-large", "The body is too large", "Send at most \(limit) bytes here.")
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        do {
            return try StrictJSON.parse(bytes)
        } catch {
            var problem = Problem(
                .badRequest, "malformed-json", "The body is not JSON that has one meaning",
                error.detail)
            problem.faults = [Fault(pointer: error.pointer, code: error.code.rawValue, detail: error.description)]
            throw problem
        }
    }

    private static func form(_ bytes: [UInt8], _ fields: [Schema.Field]) throws -> [String: String] {
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw Problem(.badRequest, "malformed-form", "The form is not UTF-8 text", "Send UTF-8, percent-encoded.")
        }
        var values: [String: String] = [:]
        var faults: [Fault] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { String($0).replacing("+", with: " ").removingPercentEncoding }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
                throw Problem(
                    .badRequest, "malformed-form", "The form is not UTF-8 text", "Send UTF-8, percent-encoded.")
            }
            guard values[name] == nil else {
                throw Problem(.badRequest, "malformed-form", "A field is given twice", "Give `\(name)` once.")
            }
            values[name] = value
        }
        for field in fields {
            if let value = values[field.name] {
                faults += field.schema.faults(in: .string(value), at: "/\(field.name)")
            } else if field.isRequired {
                faults.append(
                    Fault(pointer: "/\(field.name)", code: "missing", detail: "Send `\(field.name)`: \(field.says)"))
            }
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return values
    }
}

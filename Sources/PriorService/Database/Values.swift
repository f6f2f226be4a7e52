import Assessment
import Foundation
import Postgres
import Seal

// How the subject's own values stand in PostgreSQL's columns.

extension ID: PostgresEncodable, PostgresDecodable {
    static var postgresType: PostgresType { UUID.postgresType }
    static var postgresArrayType: PostgresType { UUID.postgresArrayType }
    var postgresValue: PostgresValue { uuid.postgresValue }
    init(postgresText text: UnsafeRawBufferPointer?) throws { self.init(try UUID(postgresText: text)) }
}

/// A digest is a `bytea` of 32 bytes.
extension Digest: PostgresEncodable, PostgresDecodable {
    static var postgresType: PostgresType { [UInt8].postgresType }
    var postgresValue: PostgresValue { bytes.postgresValue }
    init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let digest = Digest(bytes: try [UInt8](postgresText: text)) else {
            throw PostgresValueError("is no SHA-256 digest")
        }
        self = digest
    }
}

/// A day is a `date`; its text form is the same in both.
extension CalendarDate: PostgresEncodable, PostgresDecodable {
    static var postgresType: PostgresType { .unknown }
    var postgresValue: PostgresValue { .text(description) }
    init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let date = CalendarDate(try String(postgresText: text)) else { throw PostgresValueError("is no date") }
        self = date
    }
}

extension Role: PostgresEncodable, PostgresDecodable {}
extension EvidenceKind: PostgresEncodable, PostgresDecodable {}
extension RecognitionRoute: PostgresEncodable, PostgresDecodable {}
extension ClaimPurpose: PostgresEncodable, PostgresDecodable {}
extension Portfolio.State: PostgresEncodable, PostgresDecodable {}

extension JSONText {
    /// Any value as JSON for a `jsonb` column, keys sorted.
    init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// The value that a `jsonb` column holds.
    func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try StrictJSON.decode(type, from: Array(rawValue.utf8))
    }
}

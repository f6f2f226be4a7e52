public import Assessment
import Foundation
public import Postgres
public import Seal

// How the subject's own values stand in PostgreSQL's columns.

extension ID: PostgresEncodable, PostgresDecodable {
    /// The type a value is sent as.
    public static var postgresType: PostgresType { UUID.postgresType }
    /// The type an array of values is sent as.
    public static var postgresArrayType: PostgresType { UUID.postgresArrayType }
    /// The value in the form it travels in.
    public var postgresValue: PostgresValue { uuid.postgresValue }
    /// Reads a column.
    public init(postgresText text: UnsafeRawBufferPointer?) throws { self.init(try UUID(postgresText: text)) }
}

/// A digest is a `bytea` of 32 bytes.
extension Digest: PostgresEncodable, PostgresDecodable {
    /// The type a value is sent as.
    public static var postgresType: PostgresType { [UInt8].postgresType }
    /// The value in the form it travels in.
    public var postgresValue: PostgresValue { bytes.postgresValue }
    /// Reads a column.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let digest = Digest(bytes: try [UInt8](postgresText: text)) else {
            throw PostgresValueError("is no SHA-256 digest")
        }
        self = digest
    }
}

/// A day is a `date`; its text form is the same in both.
extension CalendarDate: PostgresEncodable, PostgresDecodable {
    /// The type a value is sent as.
    public static var postgresType: PostgresType { .unknown }
    /// The value in the form it travels in.
    public var postgresValue: PostgresValue { .text(description) }
    /// Reads a column.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let date = CalendarDate(try String(postgresText: text)) else { throw PostgresValueError("is no date") }
        self = date
    }
}

extension Role: PostgresEncodable, PostgresDecodable {}
extension EvidenceKind: PostgresEncodable, PostgresDecodable {}
extension ItemForm: PostgresEncodable, PostgresDecodable {}
extension Transcript.Maker: PostgresEncodable, PostgresDecodable {}
extension TranslatorRelation: PostgresEncodable, PostgresDecodable {}
extension PriorCredential.Format: PostgresEncodable, PostgresDecodable {}
extension PriorCredential.Carrier: PostgresEncodable, PostgresDecodable {}
extension PriorCredential.InquiryWay: PostgresEncodable, PostgresDecodable {}
extension PriorCredential.InquiryAnswer: PostgresEncodable, PostgresDecodable {}
extension RecognitionRoute: PostgresEncodable, PostgresDecodable {}
extension ClaimPurpose: PostgresEncodable, PostgresDecodable {}
extension Portfolio.State: PostgresEncodable, PostgresDecodable {}
extension CreditFact.Kind: PostgresEncodable, PostgresDecodable {}
extension BagImport.Origin: PostgresEncodable, PostgresDecodable {}

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

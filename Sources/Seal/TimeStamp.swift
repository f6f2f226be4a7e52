import COpenSSL
public import Foundation

/// What a time-stamping authority says: that it saw a digest at a moment (RFC 3161).
public struct TimeStamp: Sendable, Equatable {
    /// The authority's whole answer (`TimeStampResp`, DER), as `openssl ts -verify -in` takes it.
    public let response: Data
    /// When the authority says it was, in whole seconds.
    public let time: Date
    /// The stamp's number at its authority, in hexadecimal.
    public let serial: String
}

/// Why a time stamp is worth nothing.
public enum TimeStampError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is no answer to a request for a time stamp.
    case malformed
    /// The authority did not grant one, or not for this digest and this request, or nobody it is trusted by signed it; in
    /// OpenSSL's words.
    case refused(String)
    /// The file of certificates to trust cannot be read.
    case noCertificates(String)
    /// OpenSSL has no memory.
    case exhausted

    /// For a log line.
    public var description: String {
        switch self {
        case .malformed: "the answer is no time stamp"
        case .refused(let words): "the time stamp does not hold: \(words)"
        case .noCertificates(let path): "there are no certificates in \(path)"
        case .exhausted: "OpenSSL has no memory"
        }
    }
}

/// A question to a time-stamping authority: the digest, and a number by which its answer is known to be to this question.
public struct TimeStampRequest: Sendable {
    /// What is sent, as `application/timestamp-query` (`TimeStampReq`, DER).
    public let bytes: Data
    private let digest: Digest
    private let nonce: UInt64

    /// A request for a stamp on a digest, with the authority's certificate in the answer.
    public init(_ digest: Digest) throws(TimeStampError) {
        var generator = SystemRandomNumberGenerator()
        // Not negative as a signed integer, which some authorities make of it.
        try self.init(digest, nonce: UInt64.random(in: 1...UInt64(Int64.max), using: &generator))
    }

    init(_ digest: Digest, nonce: UInt64) throws(TimeStampError) {
        self.digest = digest
        self.nonce = nonce
        guard let request = TS_REQ_new(), let imprint = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new(),
            let number = ASN1_INTEGER_new()
        else { throw .exhausted }
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(imprint)
            X509_ALGOR_free(algorithm)
            ASN1_INTEGER_free(number)
        }
        var hash = digest.bytes
        guard X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(imprint, &hash, Int32(hash.count)) == 1,
            ASN1_INTEGER_set_uint64(number, nonce) == 1, TS_REQ_set_version(request, 1) == 1,
            TS_REQ_set_msg_imprint(request, imprint) == 1, TS_REQ_set_nonce(request, number) == 1,
            TS_REQ_set_cert_req(request, 1) == 1
        else { throw .exhausted }
        let count = i2d_TS_REQ(request, nil)
        guard count > 0 else { throw .exhausted }
        var encoded = [UInt8](repeating: 0, count: Int(count))
        encoded.withUnsafeMutableBufferPointer { buffer in
            var place = buffer.baseAddress
            _ = i2d_TS_REQ(request, &place)
        }
        bytes = Data(encoded)
    }

    /// The stamp in an authority's answer to this very request.
    /// - Parameter certificates: a file of PEM certificates, one of which the authority's chain has to lead to.
    /// - Throws: ``TimeStampError`` where it is not one.
    public func stamp(in answer: Data, trusting certificates: String) throws(TimeStampError) -> TimeStamp {
        var start = Array(bytes)
        let request = start.withUnsafeMutableBufferPointer { buffer in
            var place = UnsafePointer(buffer.baseAddress)
            return d2i_TS_REQ(nil, &place, buffer.count)
        }
        guard let request else { throw .exhausted }
        defer { TS_REQ_free(request) }
        guard let context = TS_REQ_to_TS_VERIFY_CTX(request, nil) else { throw .exhausted }
        return try TimeStamp(verifying: answer, by: context, certificates)
    }
}

extension TimeStamp {
    /// A stamp that was kept, held against the digest it is to be of.
    /// - Parameter certificates: a file of PEM certificates, one of which the authority's chain has to lead to.
    /// - Throws: ``TimeStampError`` where it does not hold.
    public init(_ response: Data, of digest: Digest, trusting certificates: String) throws(TimeStampError) {
        guard let context = TS_VERIFY_CTX_new(), let imprint = CRYPTO_malloc(Digest.byteCount, nil, 0) else {
            throw .exhausted
        }
        imprint.copyMemory(from: digest.bytes, byteCount: Digest.byteCount)
        // The context frees it.
        _ = TS_VERIFY_CTX_set_imprint(context, imprint.assumingMemoryBound(to: UInt8.self), Digest.byteCount)
        _ = TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_IMPRINT))
        try self.init(verifying: response, by: context, certificates)
    }

    /// Takes the context over.
    fileprivate init(
        verifying answer: Data, by context: OpaquePointer, _ certificates: String
    ) throws(TimeStampError) {
        defer { TS_VERIFY_CTX_free(context) }
        ERR_clear_error()
        let bytes = Array(answer)
        let response = bytes.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_TS_RESP(nil, &place, buffer.count)
        }
        guard let response else { throw .malformed }
        defer { TS_RESP_free(response) }
        guard let store = X509_STORE_new() else { throw .exhausted }
        // The context frees it.
        _ = TS_VERIFY_CTX_set_store(context, store)
        guard X509_STORE_load_file(store, certificates) == 1 else { throw .noCertificates(certificates) }
        _ = TS_VERIFY_CTX_add_flags(context, Int32(TS_VFY_SIGNATURE))
        guard TS_RESP_verify_response(context, response) == 1 else { throw .refused(Self.lastWords()) }
        guard let info = TS_RESP_get_tst_info(response), let moment = TS_TST_INFO_get_time(info),
            let number = TS_TST_INFO_get_serial(info)
        else { throw .malformed }
        var parts = tm()
        guard ASN1_TIME_to_tm(moment, &parts) == 1 else { throw .malformed }
        guard let serial = ASN1_INTEGER_to_BN(number, nil) else { throw .exhausted }
        defer { BN_free(serial) }
        guard let digits = BN_bn2hex(serial) else { throw .exhausted }
        defer { CRYPTO_free(digits, nil, 0) }
        self.response = answer
        time = Date(timeIntervalSince1970: TimeInterval(timegm(&parts)))
        self.serial = String(cString: digits)
    }

    private static func lastWords() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(ERR_get_error(), &buffer, buffer.count)
        ERR_clear_error()
        return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }
}

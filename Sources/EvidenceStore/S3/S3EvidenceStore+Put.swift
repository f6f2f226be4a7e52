import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Seal

extension S3EvidenceStore {
    /// Keeps the content of `file` under `digest`, durably, and ends its temporary name. What is there whole is left
    /// there; what is there and not whole is replaced.
    func keep(_ file: StagingFile, as digest: Digest) async throws -> StoredObject {
        let there = try await head(digest)
        if let there, isWhole(there, digest, file.size) {
            return try await stored(file, digest, existed: true)
        }
        var existed = false
        try await failing {
            do {
                if file.size <= Int64(client.configuration.partSize) {
                    try await putWhole(file, digest, onlyNew: there == nil)
                } else {
                    let upload = S3MultipartUpload(of: file, digest, to: key(of: digest), in: self)
                    try await upload.run(onlyNew: there == nil)
                }
            } catch let failure as S3Failure where failure.status == 412 {
                // Somebody else put it meanwhile, or an answer to our own request was lost.
                existed = true
            }
        }
        guard let now = try await head(digest), isWhole(now, digest, file.size) else {
            throw EvidenceStoreError.unavailable("what was stored is not there")
        }
        return try await stored(file, digest, existed: existed)
    }

    /// Sends `body` to `key`, with what the server needs to see that it arrived as it left.
    func put(
        _ body: ByteBuffer, to key: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = []
    ) async throws -> (headers: HTTPHeaders, checksum: String) {
        let digest = body.withUnsafeReadableBytes { bytes in
            var hash = StreamingDigest()
            hash.update(bytes)
            return hash.finish()
        }
        let checksum = Data(digest.bytes).base64EncodedString()
        let answer = try await client.ask(
            .init(
                method: .PUT, key: key, query: query,
                headers: headers + [("content-md5", body.contentMD5), ("x-amz-checksum-sha256", checksum)], body: body,
                payload: digest))
        return (answer.headers, checksum)
    }

    private func putWhole(_ file: StagingFile, _ digest: Digest, onlyNew: Bool) async throws {
        try await pieces.with {
            let body = try await threads.runIfActive { try file.read(Int(file.size), at: 0) }
            guard Digest.of(Data(body.readableBytesView)) == digest else { throw EvidenceStoreError.changed(digest) }
            var headers = [(name: "content-type", value: "application/octet-stream")]
            if onlyNew { headers.append(("if-none-match", "*")) }
            _ = try await put(body, to: key(of: digest), headers: headers)
        }
    }

    /// The size is right, and so is the checksum where the server keeps one that can be compared.
    private func isWhole(_ head: S3Head, _ digest: Digest, _ size: Int64) -> Bool {
        guard head.size == size else { return false }
        guard let checksum = head.checksum, !checksum.contains("-") else { return true }
        return checksum == Data(digest.bytes).base64EncodedString()
    }

    private func stored(_ file: StagingFile, _ digest: Digest, existed: Bool) async throws -> StoredObject {
        try await threads.runIfActive { file.discard() }
        return StoredObject(digest: digest, size: file.size, existed: existed)
    }
}

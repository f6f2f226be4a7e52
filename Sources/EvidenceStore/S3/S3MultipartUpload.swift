import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Seal

/// One object on its way up in parts: a few at a time, each checked by the server, then put together. Whatever goes wrong,
/// the server is told to forget the parts; where it cannot be told, the sweeper does it later.
struct S3MultipartUpload {
    private let file: StagingFile
    private let digest: Digest
    private let key: String
    private let store: S3EvidenceStore
    /// S3 takes no more parts of one object.
    private static let mostParts: Int64 = 10_000

    init(of file: StagingFile, _ digest: Digest, to key: String, in store: S3EvidenceStore) {
        self.file = file
        self.digest = digest
        self.key = key
        self.store = store
    }

    private struct Part: Sendable {
        var number: Int
        var entityTag: String
        var checksum: String
    }

    private var client: S3Client { store.client }
    private var partSize: Int {
        max(client.configuration.partSize, Int((file.size + Self.mostParts - 1) / Self.mostParts))
    }

    /// - Parameter onlyNew: true where an object that came meanwhile is to stay; then ``S3Failure`` 412 is thrown.
    func run(onlyNew: Bool) async throws {
        let begun = try await client.ask(
            .init(
                method: .POST, key: key, query: [("uploads", "")],
                headers: [
                    ("content-type", "application/octet-stream"), ("x-amz-checksum-algorithm", "SHA256"),
                ]))
        guard let id = S3Answer(begun.body).texts["InitiateMultipartUploadResult/UploadId"] else {
            throw S3Failure(status: 0, code: "no UploadId")
        }
        do {
            try await complete(id, try await send(id), onlyNew: onlyNew)
        } catch {
            let client = client
            // Also when this task was cancelled: what is left behind costs money.
            await Task { [key] in try? await Self.abort(id, key, client) }.value
            throw error
        }
    }

    /// Reads the parts in order, so that the whole is hashed once more on its way, and sends a few at a time.
    private func send(_ id: String) async throws -> [Part] {
        let (store, key, partSize) = (store, key, partSize)
        return try await withThrowingTaskGroup(of: Part.self) { group in
            var hash = StreamingDigest()
            var (parts, underway) = ([Part](), 0)
            for (index, offset) in stride(from: 0, to: file.size, by: partSize).enumerated() {
                if underway == 3, let part = try await group.next() {
                    parts.append(part)
                    underway -= 1
                }
                let permit = try await store.pieces.take()
                let body = try await store.threads.runIfActive { [file] in try file.read(partSize, at: offset) }
                body.withUnsafeReadableBytes { hash.update($0) }
                underway += 1
                group.addTask {
                    defer { permit.giveBack() }
                    let query = [(name: "partNumber", value: String(index + 1)), ("uploadId", id)]
                    let answer = try await store.put(body, to: key, query: query)
                    return Part(
                        number: index + 1, entityTag: answer.headers.first(name: "etag") ?? "",
                        checksum: answer.checksum)
                }
            }
            for try await part in group { parts.append(part) }
            guard hash.finish() == digest else { throw EvidenceStoreError.changed(digest) }
            return parts.sorted { $0.number < $1.number }
        }
    }

    private func complete(_ id: String, _ parts: [Part], onlyNew: Bool) async throws {
        let lines = parts.map {
            "<Part><PartNumber>\($0.number)</PartNumber><ETag>\($0.entityTag.replacing("\"", with: "&quot;"))</ETag>"
                + "<ChecksumSHA256>\($0.checksum)</ChecksumSHA256></Part>"
        }
        let text =
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(lines.joined())"
            + "</CompleteMultipartUpload>"
        var headers = [(name: "content-type", value: "application/xml")]
        if onlyNew { headers.append(("if-none-match", "*")) }
        let call = S3Client.Call(
            method: .POST, key: key, query: [("uploadId", id)], headers: headers, body: ByteBuffer(string: text),
            payload: .of(text))
        for tried in 1... {
            do {
                let answer = S3Answer(try await client.ask(call).body)
                // The status was sent before it was known whether it succeeds.
                guard let code = answer.texts["Error/Code"] else { return }
                let failure = S3Failure(status: code == "InternalError" ? 500 : 409, code: code)
                guard failure.isPassing, tried < client.configuration.attempts else { throw failure }
                try await S3Client.pause(after: tried)
            } catch let failure as S3Failure where failure.code == "NoSuchUpload" {
                // It was put together, and the answer that said so was lost; whoever asked looks whether it is there.
                return
            }
        }
    }

    private static func abort(_ id: String, _ key: String, _ client: S3Client) async throws {
        _ = try await client.ask(.init(method: .DELETE, key: key, query: [("uploadId", id)]))
    }

    /// Aborts every upload under `prefix` that began before `moment`, and returns how many.
    static func abortAll(before moment: Date, under prefix: String, _ client: S3Client) async throws -> Int {
        var count = 0
        var marker: [(name: String, value: String)] = []
        while true {
            let page = try await client.ask(
                .init(method: .GET, query: [("uploads", ""), ("prefix", prefix)] + marker))
            let answer = S3Answer(page.body, repeating: "Upload")
            for upload in answer.groups {
                guard let key = upload["Key"], let id = upload["UploadId"],
                    let begun = upload["Initiated"].flatMap(S3List.date(of:)), begun < moment
                else { continue }
                do {
                    try await abort(id, key, client)
                    count += 1
                } catch let failure as S3Failure where failure.status == 404 {
                    continue
                }
            }
            let texts = answer.texts
            guard texts["ListMultipartUploadsResult/IsTruncated"] == "true",
                let nextKey = texts["ListMultipartUploadsResult/NextKeyMarker"]
            else { return count }
            marker = [("key-marker", nextKey)]
            if let nextID = texts["ListMultipartUploadsResult/NextUploadIdMarker"] {
                marker.append(("upload-id-marker", nextID))
            }
        }
    }
}

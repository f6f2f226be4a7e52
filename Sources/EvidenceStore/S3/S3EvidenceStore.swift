public import Foundation
import NIOCore
import NIOHTTP1
public import NIOPosix
public import Seal

/// Evidence in a bucket of an S3 server.
///
///     PREFIX/objects/ab/cd/abcd…      one object for each content, named by its digest
///
/// An upload is gathered in a local file first, so that its digest is known and it can be looked at as a whole; then it
/// goes up in one request or in parts, with the SHA-256 and the MD5 of every request for the server to check, and counts as
/// stored when the server says that an object of that size is there. Requests that fail in passing are sent again, a few
/// times, after growing random pauses.
public final class S3EvidenceStore: EvidenceStore {
    /// An S3 server.
    public let backEnd = BackEnd.s3

    let client: S3Client
    let threads: NIOThreadPool
    /// How many pieces of objects are in memory at once.
    let pieces = Permits(4)
    private let staging: Staging

    /// Opens the store. Uploads are gathered in `tmp` in `directory`, made where it is not there, in which what earlier
    /// processes left is swept. Nothing is asked of the server yet.
    ///
    /// - Throws: ``EvidenceStoreError``.
    public init(
        _ configuration: S3Configuration, stagingIn directory: String, threads: NIOThreadPool = .singleton
    ) throws {
        client = S3Client(configuration)
        self.threads = threads
        staging = try Staging(in: try Folder.at(directory), at: directory, threads: threads)
        _ = try staging.sweep()
    }

    /// Throws where the bucket does not answer or nothing can be gathered.
    public func check() async throws {
        _ = try await staging.file()
        try await failing { _ = try await client.ask(.init(method: .HEAD), attempts: 1) }
    }

    /// Opens an upload.
    public func begin() async throws -> any EvidenceUpload {
        StagedUpload(in: staging, file: try await staging.file()) { [self] file, digest in
            try await keep(file, as: digest)
        }
    }

    /// Puts the content of a finished local file in.
    public func put(
        fileAt path: String, expected: Digest?, claim: @Sendable (Digest, Int64) async throws -> Void
    ) async throws -> StoredObject {
        let file = try await staging.file(from: path)
        let digest = file.digest.finish()
        if let expected, expected != digest {
            throw EvidenceStoreError.digestMismatch(expected: expected, found: digest)
        }
        try await claim(digest, file.size)
        return try await keep(file, as: digest)
    }

    /// The bytes of an object, or of one stretch of it, in one download that goes on where it broke.
    public func open(_ digest: Digest, range: Range<Int64>?) async throws -> EvidenceBytes {
        guard let head = try await head(digest) else { throw EvidenceStoreError.missing(digest) }
        let (client, key) = (client, key(of: digest))
        return EvidenceBytes(size: head.size, range: range) { range in
            let download = S3Download(
                from: client, key: key, digest: digest, entityTag: head.entityTag, range: range)
            return { try await download.next() }
        }
    }

    /// The object's size in bytes; nil when it is not here.
    public func size(of digest: Digest) async throws -> Int64? { try await head(digest)?.size }

    /// Reads the whole object again and compares it with its name.
    public func verify(_ digest: Digest) async throws -> VerifyResult {
        do {
            let bytes = try await open(digest, range: nil)
            var hash = StreamingDigest()
            for try await buffer in bytes { buffer.withUnsafeReadableBytes { hash.update($0) } }
            let found = hash.finish()
            return found == digest ? .ok(size: bytes.size) : .changed(found: found)
        } catch EvidenceStoreError.missing {
            return .missing
        }
    }

    /// Takes the object away; false when it was not here.
    @discardableResult
    public func remove(_ digest: Digest) async throws -> Bool {
        guard try await head(digest) != nil else { return false }
        try await failing { _ = try await client.ask(.init(method: .DELETE, key: key(of: digest))) }
        return true
    }

    /// Every object that is here, in the order of their digests.
    public func entries() -> AsyncThrowingStream<StoreEntry, any Error> {
        let list = S3List(of: client, under: client.configuration.key("objects/"))
        return AsyncThrowingStream { try await list.next() }
    }

    /// Aborts uploads in parts that began before `moment`, and removes local files that no living upload holds.
    public func sweepTemporary(before moment: Date) async throws -> Int {
        let staging = staging
        let local = try await threads.runIfActive { try staging.sweep() }
        return try await failing {
            local + (try await S3MultipartUpload.abortAll(before: moment, under: key("objects/"), client))
        }
    }

    /// A URL that works for a while without the service.
    public func link(to digest: Digest, for seconds: Int, type: String, disposition: String) async throws -> String? {
        client.link(
            to: key(of: digest), for: seconds,
            answering: [("response-content-type", type), ("response-content-disposition", disposition)])
    }

    /// What the server says of an object; nil when there is none.
    func head(_ digest: Digest) async throws -> S3Head? {
        do {
            let headers = [(name: "x-amz-checksum-mode", value: "ENABLED")]
            return S3Head(
                try await client.ask(.init(method: .HEAD, key: key(of: digest), headers: headers)).headers)
        } catch let failure as S3Failure where failure.status == 404 {
            return nil
        } catch let failure as S3Failure {
            throw failure.error
        }
    }

    /// The key of an object.
    func key(of digest: Digest) -> String {
        let hex = digest.hex
        return key("objects/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)")
    }

    private func key(_ name: String) -> String { client.configuration.key(name) }

    /// Says what failed as the store says it.
    func failing<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as S3Failure {
            throw failure.error
        }
    }
}

/// What a server says of an object.
struct S3Head {
    let size: Int64
    let entityTag: String?
    /// The SHA-256 of the content, or `…-n` for one that came in `n` parts, where the server keeps it.
    let checksum: String?

    init?(_ headers: HTTPHeaders) {
        guard let size = headers.first(name: "content-length").flatMap({ Int64($0) }) else { return nil }
        self.size = size
        entityTag = headers.first(name: "etag")
        checksum = headers.first(name: "x-amz-checksum-sha256")
    }
}

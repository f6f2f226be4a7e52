import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Seal

/// The bytes of one object on their way down, asked for as they are taken. Where the connection breaks, it is asked for
/// the rest: no byte comes twice and none is left out.
///
/// `@unchecked Sendable`: it belongs to the one iterator that made it.
final class S3Download: @unchecked Sendable {
    private let client: S3Client
    private let key: String
    private let digest: Digest
    private let entityTag: String?
    private var left: Range<Int64>
    private var body: HTTPClientResponse.Body.AsyncIterator?
    private var spare = ByteBuffer()
    private var brokenInARow = 0

    init(from client: S3Client, key: String, digest: Digest, entityTag: String?, range: Range<Int64>) {
        self.client = client
        self.key = key
        self.digest = digest
        self.entityTag = entityTag
        left = range
    }

    /// The next bytes, at most ``EvidenceBytes/chunkSize``; nil after the last.
    func next() async throws -> ByteBuffer? {
        while !left.isEmpty {
            if spare.readableBytes > 0 {
                let count = min(spare.readableBytes, EvidenceBytes.chunkSize, Int(left.count))
                left = left.lowerBound + Int64(count)..<left.upperBound
                brokenInARow = 0
                return spare.readSlice(length: count)
            }
            do {
                if body == nil { body = try await connect() }
                // An end before the last byte is a broken connection as well.
                guard let buffer = try await body?.next(isolation: #isolation) else { throw S3Failure.cut }
                spare = buffer
            } catch let cancelled as CancellationError {
                throw cancelled
            } catch let known as EvidenceStoreError {
                throw known
            } catch {
                try await again(after: error)
            }
        }
        return nil
    }

    private func again(after error: any Error) async throws {
        body = nil
        brokenInARow += 1
        let failure = error as? S3Failure ?? S3Failure(unanswered: error)
        guard failure.isPassing, brokenInARow < client.configuration.attempts else { throw failure.error }
        try await S3Client.pause(after: brokenInARow)
    }

    private func connect() async throws -> HTTPClientResponse.Body.AsyncIterator {
        var headers = [("range", "bytes=\(left.lowerBound)-\(left.upperBound - 1)")]
        // What comes after a break must be of the very object it began with.
        if let entityTag { headers.append(("if-match", entityTag)) }
        do {
            return try await client.send(.init(method: .GET, key: key, headers: headers), attempts: 1).body
                .makeAsyncIterator()
        } catch let failure as S3Failure {
            switch failure.status {
            case 404: throw EvidenceStoreError.missing(digest)
            case 412, 416: throw EvidenceStoreError.changed(digest)
            default: throw failure
            }
        }
    }
}

extension S3Failure {
    /// The answer ended before its end.
    fileprivate static let cut = S3Failure(status: 0, code: "cut")
}

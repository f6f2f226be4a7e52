import Foundation
import NIOHTTP1
import Seal

/// Goes through all objects under a prefix, one page of the listing in memory at a time.
actor S3List {
    private let client: S3Client
    private let prefix: String
    private var page: ArraySlice<StoreEntry> = []
    /// What the next page is asked with; nil after the last.
    private var token: String? = ""

    init(of client: S3Client, under prefix: String) {
        self.client = client
        self.prefix = prefix
    }

    func next() async throws -> StoreEntry? {
        while page.isEmpty {
            guard let token else { return nil }
            var query = [(name: "list-type", value: "2"), ("prefix", prefix), ("max-keys", "1000")]
            if !token.isEmpty { query.append(("continuation-token", token)) }
            do {
                let answer = S3Answer(
                    try await client.ask(.init(method: .GET, query: query)).body, repeating: "Contents")
                page = ArraySlice(answer.groups.compactMap(Self.entry(of:)))
                let isMore = answer.texts["ListBucketResult/IsTruncated"] == "true"
                self.token = isMore ? answer.texts["ListBucketResult/NextContinuationToken"] : nil
            } catch let failure as S3Failure {
                throw failure.error
            }
        }
        return page.popFirst()
    }

    /// What is no object of the store is passed over.
    private static func entry(of object: S3Answer.Group) -> StoreEntry? {
        guard let parts = object["Key"]?.split(separator: "/"), parts.count >= 3, let hex = parts.last,
            let digest = Digest(hex: hex), hex.hasPrefix(parts[parts.count - 3] + parts[parts.count - 2]),
            let size = object["Size"].flatMap({ Int64($0) }), let date = object["LastModified"].flatMap(date(of:))
        else { return nil }
        return StoreEntry(digest: digest, size: size, storedAt: date)
    }

    /// `2026-11-22T19:53:35.000Z`, with any number of decimals.
    static func date(of text: String) -> Date? {
        let seconds = text.prefix { $0 != "." && $0 != "Z" }
        return try? Date(seconds + "Z", strategy: .iso8601)
    }
}

public import Foundation
public import Seal

/// Two stores as one, while objects move from one to the other: new ones go to the first, and what is not in the first is
/// looked for in the second.
public struct PairedStore: EvidenceStore {
    /// Takes in everything new.
    public let first: any EvidenceStore
    /// Holds what was taken in before.
    public let second: any EvidenceStore

    /// Two stores that hold different places.
    public init(_ first: any EvidenceStore, _ second: any EvidenceStore) {
        self.first = first
        self.second = second
    }

    /// That of the first.
    public var backEnd: BackEnd { first.backEnd }

    /// The first has to work; what the second holds may be out of reach for a time.
    public func check() async throws { try await first.check() }

    /// Opens an upload to the first.
    public func begin() async throws -> any EvidenceUpload { try await first.begin() }

    /// Puts a file into the first.
    public func put(
        fileAt path: String, expected: Digest?, claim: @Sendable (Digest, Int64) async throws -> Void
    ) async throws -> StoredObject {
        try await first.put(fileAt: path, expected: expected, claim: claim)
    }

    /// The bytes of an object, wherever it is.
    public func open(_ digest: Digest, range: Range<Int64>?) async throws -> EvidenceBytes {
        // A third look, because it may have moved between the first and the second.
        for store in [first, second] {
            do {
                return try await store.open(digest, range: range)
            } catch EvidenceStoreError.missing {
                continue
            }
        }
        return try await first.open(digest, range: range)
    }

    /// The object's size in bytes, wherever it is; nil when it is nowhere.
    public func size(of digest: Digest) async throws -> Int64? {
        for store in [first, second, first] {
            if let size = try await store.size(of: digest) { return size }
        }
        return nil
    }

    /// Reads the object again where it is found first.
    public func verify(_ digest: Digest) async throws -> VerifyResult {
        for store in [first, second, first] {
            let result = try await store.verify(digest)
            if result != .missing { return result }
        }
        return .missing
    }

    /// Takes the object away from both.
    @discardableResult
    public func remove(_ digest: Digest) async throws -> Bool {
        let isFirst = try await first.remove(digest)
        let isSecond = try await second.remove(digest)
        return isFirst || isSecond
    }

    /// Every object that is in either, once, in the order of their digests.
    public func entries() -> AsyncThrowingStream<StoreEntry, any Error> {
        let merge = Merge(first.entries(), second.entries())
        return AsyncThrowingStream { try await merge.next() }
    }

    /// Sweeps both.
    public func sweepTemporary(before moment: Date) async throws -> Int {
        let count = try await first.sweepTemporary(before: moment)
        return count + (try await second.sweepTemporary(before: moment))
    }

    /// A URL of the first, for what is there.
    public func link(
        to digest: Digest, for seconds: Int, type: String, disposition: String
    ) async throws -> String? {
        guard let link = try await first.link(to: digest, for: seconds, type: type, disposition: disposition),
            try await first.contains(digest)
        else { return nil }
        return link
    }

    /// Puts two ordered walks together. It belongs to the one stream that asks it.
    private final class Merge: @unchecked Sendable {
        private var left: AsyncThrowingStream<StoreEntry, any Error>.Iterator
        private var right: AsyncThrowingStream<StoreEntry, any Error>.Iterator
        private var heads: (left: StoreEntry?, right: StoreEntry?)?

        init(_ left: AsyncThrowingStream<StoreEntry, any Error>, _ right: AsyncThrowingStream<StoreEntry, any Error>) {
            self.left = left.makeAsyncIterator()
            self.right = right.makeAsyncIterator()
        }

        func next() async throws -> StoreEntry? {
            if heads == nil { heads = (try await nextLeft(), try await nextRight()) }
            switch (heads?.left, heads?.right) {
            case (let entry?, let other?) where entry.digest == other.digest:
                heads = (try await nextLeft(), try await nextRight())
                return entry
            case (let entry?, let other) where other.map({ entry.digest < $0.digest }) ?? true:
                heads?.left = try await nextLeft()
                return entry
            case (_, let entry?):
                heads?.right = try await nextRight()
                return entry
            default:
                return nil
            }
        }

        private func nextLeft() async throws -> StoreEntry? { try await left.next(isolation: #isolation) }
        private func nextRight() async throws -> StoreEntry? { try await right.next(isolation: #isolation) }
    }
}

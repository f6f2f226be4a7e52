import Dispatch
import Glibc

/// Finds the media type of whole files from their bytes, by libmagic and then by a look into the containers that
/// libmagic leaves open.
///
/// A `magic_t` may be used by one thread at a time, so each of a few has a queue of its own. The parsing runs there and
/// never on the cooperative pool.
public final class MediaTypeDetector: Sendable {
    /// The version of libmagic in use, such as `5.44`.
    public static let libmagicVersion = Magic.version

    private let lanes: [Lane]

    /// Loads libmagic's database `lanes` times (it is mapped, not copied).
    ///
    /// - Throws: ``MediaTypeError/libmagic(_:)`` when there is no database.
    public init(lanes: Int = 2) throws {
        self.lanes = try (0..<max(1, lanes)).map { number in
            Lane(queue: DispatchQueue(label: "prior.mediatype.\(number)"), magic: try Magic())
        }
    }

    /// The type of the file at `path`, which must be a plain file and not a symbolic link. All of it is looked at.
    ///
    /// The file must not be cut while this runs.
    public func detect(path: String) async throws -> Detection {
        try await inLane { magic in try MappedFile(path: path).detect(by: magic) }
    }

    /// The type of the open file `descriptor`, which stays open and where it is.
    public func detect(descriptor: Int32) async throws -> Detection {
        try await inLane { magic in try MappedFile(descriptor: descriptor).detect(by: magic) }
    }

    private func inLane(_ work: @escaping @Sendable (Magic) throws -> Detection) async throws -> Detection {
        let lane = lanes[Int.random(in: 0..<lanes.count)]
        return try await withCheckedThrowingContinuation { continuation in
            lane.queue.async { continuation.resume(with: Result { try work(lane.magic) }) }
        }
    }

    private struct Lane: Sendable {
        let queue: DispatchQueue
        let magic: Magic
    }
}

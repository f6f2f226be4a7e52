import Dispatch
import MediaType
import Sandbox
import Synchronization

/// Finds what files are, in processes apart: a file that crashes or hangs its reader costs one verdict, and the service goes
/// on. A few workers wait; one that is gone is replaced.
final class Typist: Sendable {
    private let lanes: [Lane]
    private let next = Atomic<Int>(0)

    /// - Parameters:
    ///   - lanes: how many files are looked at at once.
    ///   - isApart: false looks in this process, for measuring and where the kernel cannot filter.
    ///
    /// Nothing is started before the first file; ``start()`` does it now.
    init(lanes: Int = 2, isApart: Bool = true) {
        self.lanes = (0..<max(1, lanes)).map { number in
            Lane(
                queue: DispatchQueue(label: "prior.typist.\(number)"),
                looker: isApart ? .apart(WorkerSlot()) : .here(HereSlot()))
        }
    }

    /// Starts the workers.
    /// - Throws: ``SandboxError`` where one cannot be started and confined, ``MediaTypeError`` where libmagic has no database.
    func start() throws {
        for lane in lanes { try lane.queue.sync { try lane.looker.start() } }
    }

    /// What the file at `path` is, which must be a plain file and not a symbolic link. All of it is looked at.
    ///
    /// A file that cannot be examined has the finding `unreadable`.
    /// - Throws: ``MediaTypeError/unreadable(_:)`` where it cannot be opened.
    func type(fileAt path: String) async throws -> Detection {
        try await ask(0, fileAt: path)
    }

    /// The same for any kind of work that a worker knows; tests ask it to fail.
    func ask(_ kind: UInt32, fileAt path: String) async throws -> Detection {
        // Round and round, past those that are busy if there is one that is not.
        let start = next.wrappingAdd(1, ordering: .relaxed).newValue
        let turns = lanes.indices.map { lanes[(($0 + start) % lanes.count + lanes.count) % lanes.count] }
        let lane = turns.min { $0.waiting.load(ordering: .relaxed) < $1.waiting.load(ordering: .relaxed) } ?? lanes[0]
        lane.waiting.add(1, ordering: .relaxed)
        return try await withCheckedThrowingContinuation { continuation in
            lane.queue.async {
                let result = Result { try lane.looker.look(kind, path) }
                lane.waiting.subtract(1, ordering: .relaxed)
                continuation.resume(with: result)
            }
        }
    }

    /// The processes of the workers, for tests that end them.
    var processes: [Int32] {
        lanes.compactMap { lane in
            lane.queue.sync { if case .apart(let slot) = lane.looker { slot.process } else { nil } }
        }
    }

    private final class Lane: Sendable {
        let queue: DispatchQueue
        let looker: Looker
        let waiting = Atomic<Int>(0)

        init(queue: DispatchQueue, looker: Looker) {
            self.queue = queue
            self.looker = looker
        }
    }

    private enum Looker: Sendable {
        case apart(WorkerSlot)
        case here(HereSlot)

        func start() throws {
            switch self {
            case .apart(let slot): _ = try slot.ready()
            case .here(let slot): _ = try slot.ready()
            }
        }

        func look(_ kind: UInt32, _ path: String) throws -> Detection {
            let file = try PlainFile(at: path)
            switch self {
            case .apart(let slot): return try slot.look(kind, file.descriptor, file.size)
            case .here(let slot): return try slot.ready().examine(file.descriptor)
            }
        }
    }
}

/// The worker of one lane, and its successors.
///
/// `@unchecked Sendable`: it is used on the serial queue of its lane only.
private final class WorkerSlot: @unchecked Sendable {
    private var worker: ConfinedWorker?
    private static let seconds = 25

    func ready() throws -> ConfinedWorker {
        let worker = try worker ?? ConfinedWorker(seconds: Self.seconds)
        self.worker = worker
        return worker
    }

    var process: Int32? { worker?.process }

    func look(_ kind: UInt32, _ file: Int32, _ size: Int64) throws -> Detection {
        // A worker may have ended while nobody looked, so that the first question to a new one is the one that counts.
        for attempt in 1...2 {
            switch try ready().ask(kind, about: file) {
            case .answer(let bytes):
                return Detection(answer: bytes, size: size) ?? .unreadable("it could not be read", size: size)
            case .crashed(let signal):
                return .unreadable("it crashed its reader (signal \(signal))", size: size)
            case .timedOut:
                return .unreadable("it kept its reader too long", size: size)
            case .gone:
                self.worker = nil
                if attempt == 2 { return .unreadable("its reader was ended", size: size) }
            }
        }
        return .unreadable("its reader was ended", size: size)
    }
}

/// libmagic in this process.
///
/// `@unchecked Sendable`: it is used on the serial queue of its lane only.
private final class HereSlot: @unchecked Sendable {
    private var examiner: Examiner?

    func ready() throws -> Examiner {
        let examiner = try examiner ?? Examiner()
        self.examiner = examiner
        return examiner
    }
}

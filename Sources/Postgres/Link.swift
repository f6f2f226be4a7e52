import Dispatch
import Foundation
import Synchronization

/// A session and the serial queue its blocking calls run on, so that none blocks the tasks of the service. A task that is
/// on one of the ``BlockingThreads`` enters the queue itself, without changing threads.
///
/// `@unchecked Sendable` is true because the session is touched only by closures on `queue`, one at a time, and the
/// canceller, which libpq lets any thread call, only under the lock of `state`.
final class Link: @unchecked Sendable {
    private struct State {
        var standing = Wire.Standing.idle
        /// The number of the work that was last handed to the queue.
        var work = 0
        var isRunning = false
        var isCancelled = false
    }

    let opened = ContinuousClock.now
    let socket: Int32
    private let queue: DispatchQueue
    private let session: Session
    private let canceller: Canceller
    private let state = Mutex(State())

    private init(_ configuration: DatabaseConfiguration, queue: DispatchQueue) throws {
        self.queue = queue
        session = try Session(configuration)
        canceller = session.wire.makeCanceller()
        socket = session.wire.socket
    }

    /// Connects on a new queue.
    static func open(_ configuration: DatabaseConfiguration) async throws -> Link {
        let queue = DispatchQueue(label: "prior.postgres")
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try Link(configuration, queue: queue) })
            }
        }
    }

    /// Where the session stood when its last work ended.
    var standing: Wire.Standing { state.withLock(\.standing) }

    /// Runs work on the queue. When the task is cancelled, the server is asked to stop the statement, and the work's
    /// error becomes a `CancellationError`; work that was finished all the same returns its value.
    @discardableResult
    func run<Value: Sendable>(_ work: @escaping @Sendable (Session) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let number = begin()
        return try await withTaskCancellationHandler {
            try await perform(work)
        } onCancel: {
            cancel(number)
        }
    }

    /// Runs work to its end whether or not the task is cancelled: commits, rollbacks, cleaning up.
    @discardableResult
    func runToEnd<Value: Sendable>(_ work: @escaping @Sendable (Session) throws -> Value) async throws -> Value {
        _ = begin()
        return try await perform(work)
    }

    /// Asks the server once to stop what it does for this session, from whatever queue this runs on.
    func interrupt() {
        state.withLock { _ in canceller.cancel() }
    }

    /// A source, not yet started, that calls `read` on the queue whenever something has arrived.
    ///
    /// It watches a duplicate of the socket: libpq closes its own as soon as it finds the link broken, and a source
    /// still watching that number would swallow the events of whichever connection gets the number next.
    func onReadable(_ read: @escaping @Sendable (Session) -> Void) -> any DispatchSourceRead {
        let duplicate = dup(socket)
        let source = DispatchSource.makeReadSource(fileDescriptor: duplicate, queue: queue)
        source.setEventHandler { [self] in read(session) }
        source.setCancelHandler { close(duplicate) }
        return source
    }

    private func begin() -> Int {
        state.withLock { state in
            state.work += 1
            state.isCancelled = false
            return state.work
        }
    }

    private func perform<Value: Sendable>(
        _ work: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        if BlockingThreads.isCurrent { return try queue.sync { try runNow(work) } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(with: Result { try runNow(work) })
            }
        }
    }

    private func runNow<Value>(_ work: (Session) throws -> Value) throws -> Value {
        try state.withLock { state in
            if state.isCancelled { throw CancellationError() }
            state.isRunning = true
        }
        let result = Result { try work(session) }
        // Taking the lock waits for a cancellation under way, so that it cannot hit the next statement.
        let wasCancelled = state.withLock { state in
            state.isRunning = false
            state.standing = session.wire.standing
            return state.isCancelled
        }
        if wasCancelled, case .failure(let error as PostgresError) = result, error.sqlState == "57014" {
            throw CancellationError()
        }
        return try result.get()
    }

    /// A request that reaches the server before the statement does is lost, so it is made again until the work ends.
    private func cancel(_ number: Int) {
        DispatchQueue.global().async { [self] in
            let isRunning = state.withLock { state in
                guard state.work == number else { return false }
                state.isCancelled = true
                if state.isRunning { canceller.cancel() }
                return state.isRunning
            }
            guard isRunning else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { self.cancel(number) }
        }
    }
}

import Dispatch
import Synchronization

/// Who has which connection and who waits for one, first come first served.
///
/// It hands out places: each is an idle link or the permission to open one.
final class Pool: Sendable {
    enum Place: Sendable {
        case idle(Link)
        case vacant
    }

    private struct State {
        var idle: [Link] = []
        /// Places taken, in use or idle.
        var taken = 0
        var isClosed = false
        /// In the order they came, and so in the order of their deadlines.
        var waiters: [Waiter] = []
        var arrived = 0
        var isTimerSet = false
        /// Resumed when the last place is given back after closing.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<Place, any Error>
        let deadline: ContinuousClock.Instant
    }

    private let size: Int
    private let waitLimit: Duration
    private let state = Mutex(State())

    init(size: Int, waitLimit: Duration) {
        self.size = size
        self.waitLimit = waitLimit
    }

    /// Connections in use or idle, idle ones, and callers waiting.
    var counts: (open: Int, idle: Int, waiting: Int) {
        state.withLock { ($0.taken, $0.idle.count, $0.waiters.count) }
    }

    /// Waits for a place until the limit.
    func take() async throws -> Place {
        try Task.checkCancellation()
        let number = state.withLock { state in
            state.arrived += 1
            return state.arrived
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { takeNow(&$0, number: number, continuation) }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Gives a place back: with its link when that can be used again.
    func giveBack(_ link: Link?) {
        let (waiter, closers) = state.withLock { state in give(&state, link) }
        waiter?.resume(returning: link.map(Place.idle) ?? .vacant)
        closers.forEach { $0.resume() }
    }

    /// Takes out the idle links for which the condition holds.
    func removeIdle(where condition: (Link) -> Bool) {
        // The links are freed after the lock is, since closing a connection writes to its socket.
        let removed = state.withLock { state in
            let removed = state.idle.filter(condition)
            state.idle.removeAll(where: condition)
            state.taken -= removed.count
            return removed
        }
        withExtendedLifetime(removed) {}
    }

    /// Refuses callers from now on, and returns when every place has been given back.
    func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.continuation.resume(throwing: PostgresError(.closed)) }
        removeIdle { _ in true }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.taken > 0 { state.closers.append(continuation) }
                return state.taken == 0
            }
            if isEmpty { continuation.resume() }
        }
    }

    private func takeNow(
        _ state: inout State, number: Int, _ continuation: CheckedContinuation<Place, any Error>
    ) -> Result<Place, any Error>? {
        if state.isClosed { return .failure(PostgresError(.closed)) }
        // A cancellation from here on finds the waiter, since it needs the lock.
        if Task.isCancelled { return .failure(CancellationError()) }
        if let link = state.idle.popLast() { return .success(.idle(link)) }
        if state.taken < size {
            state.taken += 1
            return .success(.vacant)
        }
        state.waiters.append(Waiter(number: number, continuation: continuation, deadline: .now + waitLimit))
        setTimer(&state)
        return nil
    }

    private func give(
        _ state: inout State, _ link: Link?
    ) -> (CheckedContinuation<Place, any Error>?, [CheckedContinuation<Void, Never>]) {
        if !state.waiters.isEmpty { return (state.waiters.removeFirst().continuation, []) }
        if let link, !state.isClosed {
            state.idle.append(link)
        } else {
            state.taken -= 1
        }
        guard state.isClosed, state.taken == 0 else { return (nil, []) }
        defer { state.closers = [] }
        return (nil, state.closers)
    }

    /// One timer, for the caller who has waited longest.
    private func setTimer(_ state: inout State) {
        guard !state.isTimerSet, let first = state.waiters.first else { return }
        state.isTimerSet = true
        let wait = max(.zero, first.deadline - .now) / .nanoseconds(1)
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(wait))) { [self] in
            let late = self.state.withLock { state in
                state.isTimerSet = false
                let late = state.waiters.prefix { $0.deadline <= .now }
                state.waiters.removeFirst(late.count)
                setTimer(&state)
                return late
            }
            late.forEach { $0.continuation.resume(throwing: PostgresError(.poolExhausted)) }
        }
    }
}

import Synchronization

/// Lets only so many in at a time; the others wait in the order in which they came.
final class Permits: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    /// One place of them, to be given back.
    struct Permit: Sendable {
        fileprivate let permits: Permits
        func giveBack() { permits.leave() }
    }

    /// Waits for its turn.
    func take() async throws -> Permit {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
        let permit = Permit(permits: self)
        if Task.isCancelled {
            permit.giveBack()
            throw CancellationError()
        }
        return permit
    }

    /// Runs `body` when it is its turn.
    func with<Value>(_ body: () async throws -> Value) async throws -> Value {
        let permit = try await take()
        defer { permit.giveBack() }
        return try await body()
    }

    private func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}

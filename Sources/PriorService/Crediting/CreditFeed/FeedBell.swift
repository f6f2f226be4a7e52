import Assessment
import Foundation
import ServiceLifecycle
import Synchronization

/// Rings when an institution's feed went on, for those who wait for it: readers with a long poll, and the sender of
/// webhooks. Nobody who waits holds a connection to the database.
final class FeedBell: Sendable {
    /// Whoever waits. The newest are kept: a reader whose line broke asks anew, and its old wait is given up for the new one.
    static let most = 2_000
    static let mostOfOne = 4

    private struct Waiter {
        var institution: ID<Institution>?
        var client: ID<Client>?
        var ear: Ear
    }

    private struct State {
        var waiters: [Int: Waiter] = [:]
        var next = 0
        var isWatched = false
    }

    private let state = Mutex(State())

    /// Someone's place at the bell. What rings from now on is heard, also before `heard` is asked.
    final class Ear: Sendable {
        fileprivate enum Outcome: Int, Sendable {
            case timeIsUp, rung, givenUp
        }

        private struct State {
            var pending: Outcome?
            var waiting: CheckedContinuation<Outcome, Never>?
        }
        private let state = Mutex(State())

        /// Waits until it rings, for so long at the most, or until the service stops.
        /// - Returns: whether waiting on makes sense: false when the place was given to another, or the service stops.
        func heard(within time: Duration) async -> Bool {
            state.withLock { if $0.pending == .timeIsUp { $0.pending = nil } }
            let outcome = await cancelWhenGracefulShutdown {
                await withTaskGroup(of: Void.self, returning: Outcome.self) { group in
                    group.addTask {
                        try? await Task.sleep(for: time)
                        self.signal(.timeIsUp)
                    }
                    let outcome = await self.next()
                    group.cancelAll()
                    return outcome
                }
            }
            return outcome != .givenUp && !Task.isCancelled && !Task.isShuttingDownGracefully
        }

        private func next() async -> Outcome {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    // Under the lock: who cancels finds it waiting, or is found to have cancelled.
                    let already = state.withLock { state -> Outcome? in
                        if state.pending == nil, Task.isCancelled { state.pending = .timeIsUp }
                        defer { if state.pending != .givenUp { state.pending = nil } }
                        if state.pending == nil { state.waiting = continuation }
                        return state.pending
                    }
                    if let already { continuation.resume(returning: already) }
                }
            } onCancel: {
                signal(.timeIsUp)
            }
        }

        fileprivate func signal(_ outcome: Outcome) {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                if state.waiting == nil || outcome == .givenUp, (state.pending?.rawValue ?? -1) < outcome.rawValue {
                    state.pending = outcome
                }
                return state.waiting
            }
            waiting?.resume(returning: outcome)
        }
    }

    /// Takes a place at the bell for the time of `body`.
    /// - Parameter institution: whose feed; nil for all of them.
    func listening<Value>(
        to institution: ID<Institution>?, for client: ID<Client>? = nil, _ body: (Ear) async throws -> Value
    ) async rethrows -> Value {
        let (number, ear) = take(institution, client)
        defer { leave(number) }
        return try await body(ear)
    }

    /// Tells whoever waits for this feed; nil tells everybody, because nobody knows whose went on.
    func ring(_ institution: ID<Institution>?) {
        let ears = state.withLock { state in
            state.waiters.values.filter {
                institution == nil || $0.institution == nil || $0.institution == institution
            }.map(\.ear)
        }
        for ear in ears { ear.signal(.rung) }
    }

    /// Whether someone listens to the database now. Where nobody does, waiters have to look for themselves.
    var isWatched: Bool { state.withLock { $0.isWatched } }

    /// From now on what is committed is heard of (true), or may be missed (false). What was committed before may have been
    /// missed, so that everybody looks.
    func watched(_ isWatched: Bool) {
        state.withLock { $0.isWatched = isWatched }
        ring(nil)
    }

    /// How many wait now.
    var waiting: Int { state.withLock { $0.waiters.count } }

    private func take(_ institution: ID<Institution>?, _ client: ID<Client>?) -> (Int, Ear) {
        let ear = Ear()
        let (number, oldest) = state.withLock { state in
            let own = state.waiters.filter { client != nil && $0.value.client == client }
            let number =
                own.count >= Self.mostOfOne
                ? own.keys.min()
                : state.waiters.count >= Self.most ? state.waiters.filter { $0.value.client != nil }.keys.min() : nil
            let oldest = number.flatMap { state.waiters.removeValue(forKey: $0)?.ear }
            state.next += 1
            state.waiters[state.next] = Waiter(institution: institution, client: client, ear: ear)
            return (state.next, oldest)
        }
        oldest?.signal(.givenUp)
        return (number, ear)
    }

    private func leave(_ number: Int) {
        state.withLock { state in _ = state.waiters.removeValue(forKey: number) }
    }
}

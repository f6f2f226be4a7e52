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
        var rung: AsyncStream<Void>.Continuation
    }

    private struct State {
        var waiters: [Int: Waiter] = [:]
        var next = 0
        var isWatched = false
    }

    private let state = Mutex(State())

    /// Someone's place at the bell. What rings from now on is heard, also before `heard` is asked.
    struct Ear: Sendable {
        fileprivate let number: Int
        fileprivate let rings: AsyncStream<Void>

        /// Waits until it rings, for so long at the most, or until the service stops.
        /// - Returns: whether waiting on makes sense: false when the place was given to another, or the service stops.
        func heard(within time: Duration) async -> Bool {
            let ended = await cancelWhenGracefulShutdown {
                await withTaskGroup(of: Bool.self) { group in
                    group.addTask { [rings] in
                        var iterator = rings.makeAsyncIterator()
                        return await iterator.next() == nil
                    }
                    group.addTask {
                        try? await Task.sleep(for: time)
                        return false
                    }
                    let first = await group.next() ?? true
                    group.cancelAll()
                    return first
                }
            }
            return !ended && !Task.isCancelled && !Task.isShuttingDownGracefully
        }
    }

    /// Takes a place at the bell for the time of `body`.
    /// - Parameter institution: whose feed; nil for all of them.
    func listening<Value>(
        to institution: ID<Institution>?, for client: ID<Client>? = nil, _ body: (Ear) async throws -> Value
    ) async rethrows -> Value {
        let ear = take(institution, client)
        defer { leave(ear.number) }
        return try await body(ear)
    }

    /// Tells whoever waits for this feed; nil tells everybody, because nobody knows whose went on.
    func ring(_ institution: ID<Institution>?) {
        state.withLock { state in
            for waiter in state.waiters.values
            where institution == nil || waiter.institution == nil || waiter.institution == institution {
                waiter.rung.yield()
            }
        }
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

    private func take(_ institution: ID<Institution>?, _ client: ID<Client>?) -> Ear {
        let (rings, rung) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        return state.withLock { state in
            let own = state.waiters.filter { client != nil && $0.value.client == client }
            let oldest =
                own.count >= Self.mostOfOne
                ? own.keys.min()
                : state.waiters.count >= Self.most ? state.waiters.filter { $0.value.client != nil }.keys.min() : nil
            if let oldest { state.waiters.removeValue(forKey: oldest)?.rung.finish() }
            state.next += 1
            state.waiters[state.next] = Waiter(institution: institution, client: client, rung: rung)
            return Ear(number: state.next, rings: rings)
        }
    }

    private func leave(_ number: Int) {
        state.withLock { state in _ = state.waiters.removeValue(forKey: number) }
    }
}

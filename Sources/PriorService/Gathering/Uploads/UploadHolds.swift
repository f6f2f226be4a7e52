import Assessment
import Foundation
import Synchronization

/// Who is at an upload just now, in this process: one request at a time.
///
/// A phone that lost its line comes back before anybody knows that its old connection is dead. So whoever comes later has
/// the upload: the one before stops reading, what it got is kept, and it lets go.
final class UploadHolds: Sendable {
    /// The right to read and change an upload's file, until it is let go.
    final class Hold: Sendable {
        /// Ends when somebody newer wants the upload.
        let wanted: AsyncStream<Never>
        fileprivate let number: Int

        fileprivate init(wanted: AsyncStream<Never>, number: Int) {
            self.wanted = wanted
            self.number = number
        }
    }

    private struct Holder {
        var number: Int
        var wanted: AsyncStream<Never>.Continuation
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    private struct State {
        var holders: [ID<Upload>: Holder] = [:]
        var last = 0
    }

    private let state = Mutex(State())

    /// Does something with an upload that nobody else in this process is at.
    /// - Parameter patience: how long to wait for whoever is at it, who is told to stop.
    /// - Throws: 423 where they do not stop in time: the file is being looked at.
    func with<Value>(
        _ id: ID<Upload>, patience: Duration = .seconds(20), _ body: (Hold) async throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            try Task.checkCancellation()
            switch take(id) {
            case .taken(let hold):
                defer { release(id, hold) }
                return try await body(hold)
            case .busy(let release): await Self.wait(for: release, until: deadline)
            }
        }
        throw Problem.uploadBusy
    }

    /// Does something with an upload, if nobody is at it.
    func withIdle<Value>(_ id: ID<Upload>, _ body: (Hold) async throws -> Value) async throws -> Value? {
        guard let hold = takeIdle(id) else { return nil }
        defer { release(id, hold) }
        return try await body(hold)
    }

    private enum Taking {
        case taken(Hold)
        case busy(until: AsyncStream<Never>)
    }

    private func take(_ id: ID<Upload>) -> Taking {
        state.withLock { state in
            guard state.holders[id] != nil else { return .taken(hold(id, &state)) }
            let (release, continuation) = AsyncStream.makeStream(of: Never.self)
            state.holders[id]?.waiting.append(continuation)
            state.holders[id]?.wanted.finish()
            return .busy(until: release)
        }
    }

    private func takeIdle(_ id: ID<Upload>) -> Hold? {
        state.withLock { $0.holders[id] == nil ? hold(id, &$0) : nil }
    }

    private func hold(_ id: ID<Upload>, _ state: inout State) -> Hold {
        let (wanted, continuation) = AsyncStream.makeStream(of: Never.self)
        state.last += 1
        state.holders[id] = Holder(number: state.last, wanted: continuation)
        return Hold(wanted: wanted, number: state.last)
    }

    private func release(_ id: ID<Upload>, _ hold: Hold) {
        let holder = state.withLock { state in
            state.holders[id]?.number == hold.number ? state.holders.removeValue(forKey: id) : nil
        }
        holder?.wanted.finish()
        for waiting in holder?.waiting ?? [] { waiting.finish() }
    }

    private static func wait(for release: AsyncStream<Never>, until deadline: ContinuousClock.Instant) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in release {} }
            group.addTask { try? await Task.sleep(until: deadline) }
            await group.next()
            group.cancelAll()
        }
    }
}

import Dispatch
import Foundation
import Synchronization

/// Threads on which tasks may block: a task that prefers them speaks with PostgreSQL right where it runs, instead of
/// handing each statement to another thread and being woken by it again. On a small machine those hand-overs cost more
/// than the statements.
///
///     try await withTaskExecutorPreference(BlockingThreads(count: 12)) { try await serve() }
///
/// Child tasks prefer what their parent does. There must be more threads than connections, so that some are free for the
/// tasks that do not wait for PostgreSQL. They live as long as the process.
///
/// `@unchecked Sendable` is true because the jobs are touched only under the lock, and the rest never changes.
public final class BlockingThreads: TaskExecutor, @unchecked Sendable {
    /// Jobs in the order they came: taken from the end of `leaving`, which is `arriving` turned round.
    private struct Jobs {
        var arriving: [UnownedJob] = []
        var leaving: [UnownedJob] = []
    }

    private let jobs = Mutex(Jobs())
    private let waiting = DispatchSemaphore(value: 0)

    /// Starts the threads.
    /// - Parameter count: how many; at least 1.
    public init(count: Int) {
        for number in 1...max(1, count) {
            Thread { [self] in
                // Before it runs, a thread cannot be given its name on Linux.
                Thread.current.name = "prior-\(number)"
                work()
            }.start()
        }
    }

    /// Called by Swift's concurrency.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.arriving.append(job) }
        waiting.signal()
    }

    /// Whether the caller is on such a thread.
    static var isCurrent: Bool { pthread_getspecific(mark) != nil }

    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    private func work() {
        // Any pointer but nil; nobody follows it.
        pthread_setspecific(Self.mark, UnsafeRawPointer(bitPattern: 1))
        while true {
            waiting.wait()
            let job = jobs.withLock { jobs in
                if jobs.leaving.isEmpty {
                    jobs.leaving = jobs.arriving.reversed()
                    jobs.arriving.removeAll(keepingCapacity: true)
                }
                return jobs.leaving.popLast()
            }
            job?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

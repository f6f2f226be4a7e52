import Dispatch
public import Logging
public import ServiceLifecycle

/// Notifications sent to channels, as an asynchronous sequence for one reader.
///
/// `run()` keeps a connection of its own and connects again when it breaks. What is sent in between is lost, so after
/// ``Event/listening`` the reader looks at the tables themselves.
///
///     for await event in listener { … }
public final class Listener: Service, AsyncSequence {
    /// What the reader is told.
    public enum Event: Sendable, Hashable {
        /// A payload sent to one of the channels, with the process id of the session that sent it.
        case notification(channel: String, payload: String, process: Int32)
        /// Listening began, or began again after a break, or the reader was too slow: what was sent before this moment
        /// may have been missed.
        case listening
        /// The connection broke: what is sent from now on is missed, until ``listening``.
        case interrupted
    }

    private let configuration: DatabaseConfiguration
    private let channels: [String]
    private let logger: Logger
    private let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation

    /// A listener that begins with `run()`. At most 4096 events wait for the reader, the newest.
    public init(_ configuration: DatabaseConfiguration, channels: [String], logger: Logger) {
        self.configuration = configuration
        self.channels = channels
        self.logger = logger
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4096))
    }

    /// Reads the events. A second reader would share them with the first.
    public func makeAsyncIterator() -> AsyncStream<Event>.Iterator {
        events.makeAsyncIterator()
    }

    /// Listens until graceful shutdown or cancellation, then ends the sequence.
    public func run() async throws {
        defer { continuation.finish() }
        try? await cancelWhenGracefulShutdown { try await self.listenForEver() }
    }

    private func listenForEver() async throws {
        var failures = 0
        while true {
            do {
                let link = try await Link.open(configuration)
                try await link.run { [channels] session in
                    for channel in channels { try session.run(script: "listen \(session.wire.identifier(channel))") }
                }
                failures = 0
                send(.listening)
                await pass(from: link)
                send(.interrupted)
            } catch let error as PostgresError {
                logger.warning("the listener cannot connect", metadata: ["error": "\(error)"])
            }
            try Task.checkCancellation()
            failures += 1
            try await Task.sleep(for: .milliseconds(Swift.min(100 << Swift.min(failures, 6), 5000)))
        }
    }

    /// Passes notifications on until the link breaks or the task is cancelled. No thread waits meanwhile.
    private func pass(from link: Link) async {
        let (breaks, breaking) = AsyncStream<Void>.makeStream()
        let read: @Sendable (Session) -> Void = { [self] session in
            let isAlive = session.wire.consume()
            while let (channel, payload, process) = session.wire.nextNotification() {
                send(.notification(channel: channel, payload: payload, process: process))
            }
            if !isAlive { breaking.finish() }
        }
        let source = link.onReadable(read)
        source.resume()
        // What came with the answer to `listen` is no longer in the socket.
        _ = try? await link.run(read)
        for await _ in breaks {}
        source.cancel()
    }

    private func send(_ event: Event) {
        if case .dropped = continuation.yield(event) { continuation.yield(.listening) }
    }
}

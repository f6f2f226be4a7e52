import NIOCore

/// What one connection may cost, in time and in bytes. Time in which the service itself is slow never counts: neither
/// waiting for a handler, nor a disk that is slower than the client.
///
/// The numbers are for learners on old phones in villages: GPRS, the slowest network still in use, carries about 2 KiB a
/// second, and radio that is lost for some seconds comes back.
struct EdgeLimits: Sendable {
    /// From the first byte of a request (of the first one: from the connection) to the end of its header.
    var headerTime: Duration = .seconds(10)
    /// Bytes of request line and header fields together; also the longest single field.
    var headerBytes = 32 * 1_024
    /// Header fields of a request.
    var headerCount = 100
    /// From one answer to the next request on the same connection.
    var idleTime: Duration = .seconds(60)
    /// Bytes a second that a request body comes in at the least, on average.
    var bodyRate = 512
    /// Bytes a second of an answer that the client takes at the least, on average.
    var readerRate = 512
    /// How long a client may lag behind `bodyRate` or `readerRate`: the longest silence, too.
    var patience: Duration = .seconds(30)
    /// Bytes read and thrown away after an answer that came before the end of the request's body.
    var drainBytes = 64 * 1_024
    /// How long the connection stays after a last answer, so that the client can read it before a reset. When this has
    /// passed it is closed, whatever the client does.
    var drainTime: Duration = .seconds(5)
    /// How long a client that sent `Expect: 100-continue` waits, at the most, for somebody to want its body or refuse the
    /// request, before it is told to send it.
    var continueAfter: Duration = .seconds(3)
    /// How long requests in hand may go on once the service was told to stop.
    var requestGrace: Duration = .seconds(15)
    /// How long the whole service may take to stop in good order; then everything still running is cancelled.
    var longestShutdown: Duration = .seconds(20)
    /// Connections at a time; more wait in the listening queue. Fewer where the process may open fewer files.
    var connections = 8_192

    /// How often each connection is looked at: often enough to be at most an eighth late.
    var tick: TimeAmount {
        let shortest = min(headerTime, idleTime, patience, requestGrace)
        return max(TimeAmount(shortest / 8), .milliseconds(5))
    }
}

/// How far a client may lag behind a rate. It lags further with every second of waiting for it, and catches up with every
/// byte; being ahead earns nothing beyond the whole of its patience.
struct Patience {
    /// Bytes a second.
    let rate: Int
    /// Seconds.
    let whole: Double
    /// Seconds.
    private var left: Double

    init(rate: Int, whole: Duration) {
        self.rate = max(rate, 1)
        self.whole = whole / .seconds(1)
        left = self.whole
    }

    /// Takes account of some waiting and of the bytes it brought.
    /// - Returns: false once patience is at an end.
    mutating func wait(_ time: TimeAmount, for bytes: Int) -> Bool {
        left = min(whole, left - Double(time.nanoseconds) / 1e9 + Double(bytes) / Double(rate))
        return left > 0
    }

    /// As at the start.
    mutating func restore() { left = whole }
}

import Logging
import NIOCore
import NIOHTTP1

/// Sent down the channel by whoever is about to read the body of the request in hand.
struct BodyIsWanted: Sendable {}

/// Stands between NIO's HTTP/1 codec and Hummingbird, and sees to it that a connection ends.
///
/// Hummingbird reads the rest of a request's body without limit after it has answered, waits for a stalled body, header
/// or reader for ever, and after `Connection: close` leaves closing to the client. Here the last answer says
/// `Connection: close` and is followed by a half-close; then a little more is read, so that the client sees the answer
/// and not a reset, and after `drainTime` the connection is gone.
final class EdgeGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// A connection goes through these in order and may leave some out.
    enum Phase {
        /// Requests come in and answers go out.
        case serving
        /// The last answer is on its way out.
        case finishing
        /// The last answer is out, our side is closed, and the client may close its own.
        case draining
        /// Closed or closing: nothing is waited for.
        case gone
    }

    let limits: EdgeLimits
    let meter: EdgeMeter
    let logger: Logger
    var phase = Phase.serving

    /// Requests whose answers are not at their end yet. More than one only where the client pipelines.
    var unanswered = 0
    /// The body of the newest request is still coming in.
    var isInBody = false
    /// The head of the answer to the oldest request went out.
    var isAnswering = false
    /// No request is taken after those in hand.
    var isLast = false
    /// The client wants to be told to go on with its body.
    var isAwaitingContinue = false

    /// When the connection was opened or had its last answer.
    var restingSince = NIODeadline.now()
    var isFirst = true
    /// When the first byte of the next request came.
    var headerSince: NIODeadline?
    /// When requests in hand are cut off, once the service was told to stop.
    var stopAt: NIODeadline?

    /// `meter.bytesIn` where the present header, body or drain began.
    var mark = 0
    /// Bytes of the present body without its framing.
    var bodyBytes = 0
    var body: Patience
    var bodySeen: (waited: TimeAmount, bytes: Int) = (.zero, 0)
    var reader: Patience
    var readerSeen: (at: NIODeadline, bytes: Int)?
    private var timer: Scheduled<Void>?

    init(limits: EdgeLimits, meter: EdgeMeter, logger: Logger) {
        self.limits = limits
        self.meter = meter
        self.logger = logger
        body = Patience(rate: limits.bodyRate, whole: limits.patience)
        reader = Patience(rate: limits.readerRate, whole: limits.patience)
    }

    func handlerAdded(context: ChannelHandlerContext) { scheduleTick(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        // Closed in the middle of a body. NIO's codec says nothing then, and Hummingbird takes the end of its input for
        // the end of the body: half an upload would be kept for a whole one.
        if isInBody, phase == .serving {
            note(.cutShort)
            breakBody(context, .cutShort)
        }
        phase = .gone
        timer?.cancel()
        context.fireChannelInactive()
    }

    /// Bytes are asked for by Hummingbird while it serves, and after that only by this.
    func read(context: ChannelHandlerContext) {
        if phase == .serving { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .serving else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard !isLast else { return }
            headerSince = nil
            mark = meter.bytesIn
            if let fault = Self.refusal(of: head) { return refuse(context, fault) }
            unanswered += 1
            isInBody = true
            isLast = !head.isKeepAlive
            bodyBytes = 0
            body.restore()
            bodySeen = (meter.waited(until: .now()), meter.bytesIn)
            isAwaitingContinue =
                head.version != .http1_0 && head.headers.first(name: "expect")?.lowercased() == "100-continue"
            if isAwaitingContinue { scheduleContinue(context) }
        case .body(let bytes):
            guard isInBody else { return }
            bodyBytes += bytes.readableBytes
        case .end:
            guard isInBody else { return }
            isInBody = false
            mark = meter.bytesIn
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch phase {
        case .serving: checkBytes(context)
        case .draining where meter.bytesIn - mark < limits.drainBytes: context.read()
        case .finishing, .draining, .gone: break
        }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if phase == .serving {
            if event is ChannelShouldQuiesceEvent {
                isLast = true
                stopAt = .now() + TimeAmount(limits.requestGrace)
                if unanswered == 0 { close(context) }
            } else if event as? ChannelEvent == .inputClosed, isInBody {
                refuse(context, .cutShort)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard phase == .serving else { return }
        if let error = error as? HTTPParserError {
            switch error {
            case .headerOverflow: refuse(context, .largeHeader)
            case .invalidEOFState: refuse(context, .cutShort)
            default: refuse(context, .malformed)
            }
        } else {
            context.fireErrorCaught(error)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard phase == .serving else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200 || head.status == .switchingProtocols:
            isAnswering = true
            if unanswered <= 1, isInBody || isLast {
                isLast = true
                head.headers.replaceOrAdd(name: "connection", value: "close")
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .head, .body:
            context.write(data, promise: promise)
        case .end:
            isAnswering = false
            unanswered -= 1
            restingSince = .now()
            isFirst = false
            guard unanswered <= 0, isLast else { return context.write(data, promise: promise) }
            finish(context, data, promise)
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch (phase, mode) {
        case (.finishing, .all), (.draining, .all):
            // Hummingbird is done; the client may not have read the answer yet.
            context.channel.closeFuture.cascade(to: promise)
        case (.finishing, _), (.draining, _):
            promise?.succeed()
        case (.serving, .output):
            phase = .finishing
            drain(context)
            promise?.succeed()
        case (.serving, _), (.gone, _):
            context.close(mode: mode, promise: promise)
        }
    }

    /// Sends the end of the last answer, and closes our side behind it.
    func finish(_ context: ChannelHandlerContext, _ end: NIOAny, _ promise: EventLoopPromise<Void>?) {
        phase = .finishing
        let sent = promise ?? context.eventLoop.makePromise()
        sent.futureResult.assumeIsolated().whenComplete { _ in self.drain(context) }
        context.writeAndFlush(end, promise: sent)
    }

    private func drain(_ context: ChannelHandlerContext) {
        guard phase == .finishing else { return }
        phase = .draining
        mark = meter.bytesIn
        context.close(mode: .output, promise: nil)
        context.read()
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.drainTime)) { self.close(context) }
    }

    /// Closes both sides now.
    func close(_ context: ChannelHandlerContext) {
        guard phase != .gone else { return }
        phase = .gone
        breakBody(context, .cutShort)
        context.close(promise: nil)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyIsWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        sendContinue(context)
        promise?.succeed()
    }

    private func scheduleContinue(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.continueAfter)) {
            self.sendContinue(context)
        }
    }

    private func sendContinue(_ context: ChannelHandlerContext) {
        guard phase == .serving, isAwaitingContinue, isInBody, !isAnswering, unanswered == 1, bodyBytes == 0 else {
            return
        }
        isAwaitingContinue = false
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    func scheduleTick(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.tick) {
            self.tick(context, .now())
            if self.phase == .serving || self.phase == .finishing { self.scheduleTick(context) }
        }
    }
}

import NIOCore

/// Counts what goes through the socket, next to it: bytes in and out, and the time in which the service had asked for
/// bytes and none came.
final class EdgeMeter: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// Bytes read from the socket.
    private(set) var bytesIn = 0
    /// Bytes written towards the socket, whether it took them yet or not.
    private(set) var bytesOut = 0
    private var waited = TimeAmount.zero
    private var waitingSince: NIODeadline?

    /// All the time so far that was spent waiting for the client to send. When the handlers behind are not ready for
    /// more, no read is asked for and this stands still.
    func waited(until now: NIODeadline) -> TimeAmount {
        waited + (waitingSince.map { now - $0 } ?? .zero)
    }

    func read(context: ChannelHandlerContext) {
        if waitingSince == nil { waitingSince = .now() }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytesIn += unwrapInboundIn(data).readableBytes
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        waited = waited(until: .now())
        waitingSince = nil
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        bytesOut += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }
}

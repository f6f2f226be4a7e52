import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Hummingbird's HTTP/1.1 connection with the edge's own handlers in it, on both sides of NIO's codec: `EdgeMeter` at the
/// socket and `EdgeGuard` where requests still have their version, before anything else sees them.
struct EdgeChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let limits: EdgeLimits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var decoder = NIOHTTPDecoderLimitConfiguration()
            decoder.maxHeaderFieldSize = limits.headerBytes
            decoder.maxHeaderListSize = limits.headerBytes
            decoder.maxHeaderFieldCount = limits.headerCount
            let meter = EdgeMeter()
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(meter)
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,  // NIOAsyncChannel keeps pipelined requests apart.
                withErrorHandling: false,  // EdgeGuard answers what is no HTTP.
                withOutboundHeaderValidation: false,  // HTTPTypes has checked every field.
                withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: decoder)
            try pipeline.addHandler(EdgeGuard(limits: limits, meter: meter, logger: logger))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            // Few parts at a time: each may be 64 KiB, and there may be thousands of connections.
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(
                    backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4), isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// A server that ends every connection in bounded time and bytes, for `Application(server:)`.
    static func edge(limits: EdgeLimits = EdgeLimits()) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in EdgeChannel(responder: responder, limits: limits) }
    }
}

import Glibc
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

extension EdgeGuard {
    /// Why a request is not even offered to the handlers.
    static func refusal(of head: HTTPRequestHead) -> EdgeFault? {
        let hosts = head.headers["host"].count
        let isOld = head.version == .http1_0
        // RFC 9112 §3.2: exactly one Host in HTTP/1.1. §6.1: no framing by Transfer-Encoding before HTTP/1.1, and a
        // request that also has a Content-Length may be one that was smuggled past another server.
        if (hosts != 1 && !isOld) || hosts > 1 {
            return .malformed
        }
        if head.headers.contains(name: "transfer-encoding"),
            isOld || head.headers.contains(name: "content-length")
        {
            return .malformed
        }
        // TRACE would send cookies back to a script; CONNECT asks for a proxy.
        return head.method == .TRACE || head.method == .CONNECT ? .method : nil
    }

    /// Answers the newest request, or bytes that are none, with a problem, and ends the connection. Where an answer is
    /// under way already it goes to its end, if it is that of an earlier request, or is broken off.
    func refuse(_ context: ChannelHandlerContext, _ fault: EdgeFault) {
        note(fault)
        if unanswered > (isInBody ? 1 : 0) {
            isLast = true
            return breakBody(context, fault)
        }
        guard !isAnswering else { return abort(context) }
        // The handler hears of it before the answer is written: a write that fails closes the channel, and that would end
        // the body as if all were well.
        phase = .finishing
        breakBody(context, fault)
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        let status = HTTPResponseStatus(statusCode: fault.status.code)
        var json = JSONWriter()
        json.object { json in
            json.field("type", "about:blank")
            json.field("title", status.reasonPhrase)
            json.field("status", Int(status.code))
        }
        var head = HTTPResponseHead(version: .http1_1, status: status)
        head.headers = [
            "connection": "close", "content-type": "application/problem+json",
            "content-length": String(json.bytes.count), "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        ]
        if status == .methodNotAllowed { head.headers.add(name: "allow", value: "GET, HEAD, POST, PUT, PATCH, DELETE") }
        if status == .serviceUnavailable { head.headers.add(name: "retry-after", value: "5") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(json.buffer))), promise: nil)
        finish(context, wrapOutboundOut(.end(nil)), nil)
    }

    /// Tells the handler that the body it is reading will not be whole. An input that just ends would be taken for the end
    /// of the body.
    func breakBody(_ context: ChannelHandlerContext, _ fault: EdgeFault) {
        guard isInBody else { return }
        isInBody = false
        context.fireErrorCaught(fault)
    }

    /// Ends the connection with a reset, so that the kernel does not keep what the client will not take.
    private func abort(_ context: ChannelHandlerContext) {
        _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        close(context)
    }

    /// Bytes that make no progress: blank lines before a request, chunk extensions in a body. The codec bounds the header
    /// fields themselves.
    func checkBytes(_ context: ChannelHandlerContext) {
        let bytes = meter.bytesIn - mark
        if isInBody {
            // A chunk of one byte takes six.
            if bytes - bodyBytes > 64 * 1_024 + 16 * bodyBytes { refuse(context, .malformed) }
        } else if bytes > 0 {
            if headerSince == nil { headerSince = .now() }
            guard bytes > limits.headerBytes + 64 * 1_024 else { return }
            if unanswered > 0 { abort(context) } else { refuse(context, .largeHeader) }
        }
    }

    /// Looks at the clock.
    func tick(_ context: ChannelHandlerContext, _ now: NIODeadline) {
        if let stopAt, now >= stopAt, phase == .serving || phase == .finishing {
            if isInBody { refuse(context, .stopping) } else { abort(context) }
            return
        }
        if phase == .serving {
            if unanswered == 0 { checkHeader(context, now) } else if isInBody { checkBody(context, now) }
        }
        if phase == .serving || phase == .finishing { checkReader(context, now) }
    }

    private func checkHeader(_ context: ChannelHandlerContext, _ now: NIODeadline) {
        if let begun = isFirst ? restingSince : headerSince {
            guard now - begun >= TimeAmount(limits.headerTime) else { return }
            // Nobody asked anything yet where not one byte came.
            if headerSince == nil { close(context) } else { refuse(context, .slowHeader) }
        } else if now - restingSince >= TimeAmount(limits.idleTime) {
            close(context)
        }
    }

    private func checkBody(_ context: ChannelHandlerContext, _ now: NIODeadline) {
        let seen = (waited: meter.waited(until: now), bytes: meter.bytesIn)
        defer { bodySeen = seen }
        guard !body.wait(seen.waited - bodySeen.waited, for: seen.bytes - bodySeen.bytes) else { return }
        refuse(context, .slowBody)
    }

    private func checkReader(_ context: ChannelHandlerContext, _ now: NIODeadline) {
        let buffered = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        guard buffered > 0 else {
            reader.restore()
            readerSeen = nil
            return
        }
        delivered(context, buffered: buffered) { bytes in
            defer { self.readerSeen = (now, bytes) }
            guard let seen = self.readerSeen, !self.reader.wait(now - seen.at, for: bytes - seen.bytes) else { return }
            self.note(.slowReader)
            self.abort(context)
        }
    }

    /// Bytes of answers that reached the client. What the kernel has taken is no measure: it takes the next bytes only
    /// when a third of its buffer is free, which on a slow link may be minutes later.
    private func delivered(_ context: ChannelHandlerContext, buffered: Int, _ then: @escaping (Int) -> Void) {
        guard let provider = context.channel as? any SocketOptionProvider else {
            return then(meter.bytesOut - buffered)
        }
        let taken = meter.bytesOut - buffered
        let tcpInfo = NIOBSDSocket.Option(rawValue: TCP_INFO)
        let information: EventLoopFuture<TCPInformation> = provider.unsafeGetSocketOption(level: .tcp, name: tcpInfo)
        information.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let information): then(Int(truncatingIfNeeded: information.bytesAcknowledged))
            case .failure: then(taken)  // A Unix domain socket: there is no link to be slow.
            }
        }
    }

    func note(_ fault: EdgeFault) {
        EdgeCounts.refused(fault)
        logger.log(
            level: unanswered > 0 ? .info : .debug, "Connection ended", metadata: ["reason": "\(fault.rawValue)"])
    }
}

/// The first 128 bytes of Linux's `struct tcp_info` (linux/tcp.h), of which glibc's own declaration lacks the last 24.
private struct TCPInformation: Sendable {
    private let states: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    private let times: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    /// `tcpi_bytes_acked`, at byte 120: what the other side has acknowledged since the connection began.
    let bytesAcknowledged: UInt64
}

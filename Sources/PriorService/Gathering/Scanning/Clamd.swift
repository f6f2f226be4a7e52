import EvidenceStore
import Foundation
import NIOCore
import NIOPosix

/// `clamd`, the daemon of ClamAV, by its command INSTREAM (clamd(8)): the file goes over a socket in pieces, so that it can run
/// under another account and see no file.
struct Clamd: Sendable {
    /// Where it listens.
    enum Address: Sendable, Equatable {
        case unix(String)
        case tcp(String, Int)

        /// `/run/clamav/clamd.ctl`, or `host:3310`.
        init?(_ text: String) {
            if text.hasPrefix("/") {
                self = .unix(text)
                return
            }
            let parts = text.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
            self = .tcp(String(parts[0]), port)
        }
    }

    /// What it says of a file.
    enum Word: Sendable, Equatable {
        case clean
        case found(String)
        /// It could not look: the file is as unknown as before.
        case failed(String)
    }

    let address: Address
    private static let piece = 64 << 10

    /// The version of the program and of its signatures, as `ClamAV 1.4.6/27000/…`.
    func version() async throws -> String {
        try await ask { outbound in try await outbound.write(ByteBuffer(string: "zVERSION\0")) }
    }

    /// Sends the bytes and takes its word.
    func scan(_ bytes: EvidenceBytes) async throws -> Word {
        let answer = try await ask { outbound in
            try await outbound.write(ByteBuffer(string: "zINSTREAM\0"))
            for try await buffer in bytes {
                var rest = buffer
                while rest.readableBytes > 0, let part = rest.readSlice(length: min(Self.piece, rest.readableBytes)) {
                    var message = ByteBuffer()
                    message.writeInteger(UInt32(part.readableBytes))
                    message.writeImmutableBuffer(part)
                    try await outbound.write(message)
                }
            }
            try await outbound.write(ByteBuffer(integer: UInt32(0)))
        }
        return Self.word(in: answer)
    }

    /// `stream: OK`, `stream: NAME FOUND`, or anything else, which is a failure.
    static func word(in answer: String) -> Word {
        guard answer.hasPrefix("stream: ") else { return .failed(answer) }
        let said = answer.dropFirst("stream: ".count)
        if said == "OK" { return .clean }
        guard said.hasSuffix(" FOUND"), said.count > " FOUND".count else { return .failed(String(said)) }
        return .found(String(said.dropLast(" FOUND".count)))
    }

    /// One command, and its answer without the zero at the end.
    private func ask(_ send: (NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws -> Void) async throws -> String {
        let channel = try await connect()
        return try await channel.executeThenClose { inbound, outbound in
            var fault: (any Error)?
            // It stops listening when it has had enough, and says why.
            do { try await send(outbound) } catch { fault = error }
            var answer = ByteBuffer()
            for try await buffer in inbound {
                answer.writeImmutableBuffer(buffer)
                if answer.readableBytesView.last == 0 || answer.readableBytes > 4_096 { break }
            }
            if answer.readableBytes == 0, let fault { throw fault }
            return String(buffer: answer).trimmingCharacters(in: .controlCharacters.union(.whitespaces))
        }
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(.seconds(5))
        let prepare: @Sendable (any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> = { channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
        }
        switch address {
        case .unix(let path):
            return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: prepare)
        case .tcp(let host, let port):
            return try await bootstrap.connect(host: host, port: port, channelInitializer: prepare)
        }
    }
}

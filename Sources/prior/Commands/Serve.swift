import ArgumentParser
import Foundation
import Logging
import PriorService

/// `prior serve`: the service, by default on a private PostgreSQL of its own.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the service.",
        discussion: "Without DATABASE_URL it makes and runs a private PostgreSQL under the data directory.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Where everything that survives a restart lies.") var dataDir: String?
    @Option(help: "The address to listen on.") var host: String?
    @Option(help: "The port to listen on; 0 takes a free one.") var port: Int?
    @Flag(help: "Play the demo world into a new database. Only on a loopback address.") var demo = false

    func run() async throws {
        var settings = try common.settings()
        if let dataDir { settings.dataDirectory = URL(filePath: dataDir, directoryHint: .isDirectory) }
        if let host { settings.http.host = host }
        if let port { settings.http.port = port }
        var demoWorld: DemoWorld?
        if demo {
            guard ["127.0.0.1", "::1", "localhost"].contains(settings.http.host) else {
                throw Failure(
                    """
                    --demo has accounts whose passwords everybody knows, so it starts only on a loopback address.
                    Leave --host away, or leave --demo away.
                    """)
            }
            demoWorld = DemoWorld(settings: &settings)
            // One line for each request would drown what the demo tells.
            if settings.logLevel == .info { settings.logLevel = .notice }
            say("Starting Prior with its demo world")
        }
        let (starts, start) = AsyncStream.makeStream(of: PriorServer.Running.self)
        async let _: Void = welcome(starts, demoWorld)
        do {
            try await PriorServer(settings, logger: JSONLog.logger(level: settings.logLevel)).run { start.yield($0) }
        } catch let failure as any CustomStringConvertible & Error {
            throw Failure(failure.description)
        }
    }

    /// Beside the server, which takes no request before its own callback has returned. When the server
    /// ends, this is cancelled.
    private func welcome(_ starts: AsyncStream<PriorServer.Running>, _ demoWorld: DemoWorld?) async {
        for await running in starts {
            say("Prior listens on \(running.url.absoluteString)")
            do {
                try await demoWorld?.welcome(at: running.url, isNew: running.isNew)
            } catch {
                guard !Task.isCancelled else { return }
                say("The demo world could not be played in: \(error)")
            }
        }
    }
}

import EvidenceStore
import Foundation
import Logging
import Postgres
import Sandbox
import Seal
import ServiceLifecycle

/// Looks into every file of evidence, one after another, in the background: previews, metadata and what duplicates are found
/// by. Several processes may run it at once: each file is taken up by one of them. A file that makes its programs fail is
/// tried twice more and then left, with the reason.
struct PreviewMaker: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(5)

    init(resources: Resources) {
        self.resources = resources
    }

    private var folder: URL { resources.settings.dataDirectory.appending(path: "looks", directoryHint: .isDirectory) }

    func run() async throws {
        let lanes = resources.settings.previewMakers
        guard lanes > 0 else {
            try? await gracefulShutdown()
            return
        }
        for sentence in PreviewPrograms.missing() { resources.logger.warning("\(sentence)") }
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<lanes { group.addTask { try await work(isFirst: lane == 0) } }
                try await group.waitForAll()
            }
        }
    }

    private func work(isFirst: Bool) async throws {
        var isReady = !isFirst
        while !Task.isCancelled {
            do {
                if !isReady { try await getReady() }
                isReady = true
                while try await makeOne() {}
            } catch let error as PostgresError {
                resources.logger.warning(
                    "previews cannot be made", metadata: ["error": .string(error.description)])
            }
            try await Task.sleep(for: Self.every)
        }
    }

    private func getReady() async throws {
        let now = resources.world.now()
        Workbench.clear(folder, before: now.addingTimeInterval(-DueLook.lease))
        try await resources.database.lookAgain(missing: LookProgram.allCases.filter { !$0.isHere }, at: now)
    }

    /// Looks into the file that is due first.
    /// - Returns: whether there was one.
    func makeOne() async throws -> Bool {
        guard let due = try await resources.database.takeUpLook(at: resources.world.now()) else { return false }
        // Whoever had it before did not live to say how it ended.
        guard due.attempt <= DueLook.attempts else {
            try await fail(due, "ended whoever looked", isFinal: true)
            return true
        }
        do {
            try await look(into: due)
        } catch let fault as LookFault {
            try await fail(due, fault.description, isFinal: !fault.mayPass || due.attempt >= DueLook.attempts)
        } catch let fault as SandboxError {
            // Not the file's fault, and nothing of it has run.
            resources.logger.error("no sandbox", metadata: ["error": .string("\(fault)")])
            try await fail(due, "no sandbox", isFinal: due.attempt >= DueLook.attempts)
        } catch let fault as EvidenceStoreError {
            try await fail(due, fault.description, isFinal: due.attempt >= DueLook.attempts)
        } catch let fault as CocoaError {
            try await fail(due, "no room to look (\(fault.code.rawValue))", isFinal: due.attempt >= DueLook.attempts)
        }
        return true
    }

    private func look(into due: DueLook) async throws {
        try await Workbench.with(in: folder) { workbench in
            let looked = try await look(into: due, on: workbench)
            var pictures: [(Looked.Picture, StoredObject)] = []
            for picture in looked.pictures {
                pictures.append((picture, try await resources.store.put(fileAt: picture.path, expected: nil)))
            }
            let fingerprints = Fingerprint.all(of: looked)
            let now = resources.world.now()
            try await resources.database.transaction { connection in
                try await connection.keep(looked, pictures, of: due, at: now)
                try await connection.match(fingerprints, of: due.digest, at: now)
            }
        }
    }

    private func look(into due: DueLook, on workbench: Workbench) async throws -> Looked {
        guard let way = Looker.Way(due.mediaType) else { return Looked() }
        guard due.size <= Looker.largest || way == .recording else { throw LookFault.tooLarge }
        try await workbench.take(try await resources.store.open(due.digest), as: "original")
        return try await Looker(workbench: workbench).look(at: "original", way, encoding: due.encoding)
    }

    private func fail(_ due: DueLook, _ reason: String, isFinal: Bool) async throws {
        resources.logger.notice(
            isFinal ? "no preview" : "no preview yet",
            metadata: [
                "digest": .string(due.digest.hex), "mediaType": .string(due.mediaType), "reason": .string(reason),
                "attempt": .stringConvertible(due.attempt),
            ])
        try await resources.database.fail(due, reason, isFinal: isFinal, at: resources.world.now())
    }
}

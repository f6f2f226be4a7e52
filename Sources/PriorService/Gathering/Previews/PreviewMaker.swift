import EvidenceStore
import Foundation
import Logging
import Postgres
import Sandbox
import Seal
import ServiceLifecycle

/// Looks into every file of evidence, one after another, in the background: previews, metadata and what duplicates are found
/// by; and makes the blind copies that are wanted. Several processes may run it at once: each file is taken up by one of them.
/// A file that makes its programs fail is tried twice more and then left, with the reason.
struct PreviewMaker: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(2)

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
        Workbench.clear(folder, before: now.addingTimeInterval(-Errand.lease))
        let missing = LookProgram.allCases.filter { !$0.isHere }
        for kind in Errand.Kind.allCases { try await resources.database.doAgain(kind, missing: missing, at: now) }
    }

    /// Does what is due first.
    /// - Returns: whether there was anything.
    func makeOne() async throws -> Bool {
        for kind in Errand.Kind.allCases {
            guard let due = try await resources.database.takeUp(kind, at: resources.world.now()) else { continue }
            try await carryOut(due)
            return true
        }
        return false
    }

    private func carryOut(_ due: Errand) async throws {
        // Whoever had it before did not live to say how it ended.
        guard due.attempt <= Errand.attempts else { return try await fail(due, "ended whoever tried", isFinal: true) }
        do {
            try await Workbench.with(in: folder) { workbench in
                switch due.kind {
                case .look: try await look(into: due, on: workbench)
                case .blindCopy: try await copyBlind(due, on: workbench)
                }
            }
        } catch let fault as LookFault {
            try await fail(due, fault.description, isFinal: !fault.mayPass || due.attempt >= Errand.attempts)
        } catch let fault as SandboxError {
            // Not the file's fault, and nothing of it has run.
            resources.logger.error("no sandbox", metadata: ["error": .string("\(fault)")])
            try await fail(due, "no sandbox", isFinal: due.attempt >= Errand.attempts)
        } catch let fault as EvidenceStoreError {
            try await fail(due, fault.description, isFinal: due.attempt >= Errand.attempts)
        } catch let fault as CocoaError {
            try await fail(due, "no room to look (\(fault.code.rawValue))", isFinal: due.attempt >= Errand.attempts)
        }
    }

    private func look(into due: Errand, on workbench: Workbench) async throws {
        let looked = try await looked(at: due, on: workbench)
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

    private func looked(at due: Errand, on workbench: Workbench) async throws -> Looked {
        guard let way = Looker.Way(due.mediaType) else { return Looked() }
        guard due.size <= Looker.largest || way == .recording else { throw LookFault.tooLarge }
        try await workbench.take(try await resources.store.open(due.digest), as: "original")
        return try await Looker(workbench: workbench).look(at: "original", way, encoding: due.encoding)
    }

    private func copyBlind(_ due: Errand, on workbench: Workbench) async throws {
        guard let way = BlindWay(due.mediaType), way != .original else { throw LookFault.noWay(due.mediaType) }
        guard due.size <= way.largest else { throw LookFault.tooLarge }
        try await workbench.take(try await resources.store.open(due.digest), as: "original")
        let copy = try await BlindCopier(workbench: workbench).copy("original", way, as: due.mediaType, size: due.size)
        let object = try await resources.store.put(fileAt: workbench.path(copy.name), expected: nil)
        let now = resources.world.now()
        try await resources.database.transaction { connection in
            try await connection.keep(object, as: copy.type, of: due, at: now)
        }
    }

    private func fail(_ due: Errand, _ reason: String, isFinal: Bool) async throws {
        resources.logger.notice(
            isFinal ? "no \(due.kind.product)" : "no \(due.kind.product) yet",
            metadata: [
                "digest": .string(due.digest.hex), "mediaType": .string(due.mediaType), "reason": .string(reason),
                "attempt": .stringConvertible(due.attempt),
            ])
        try await resources.database.fail(due, reason, isFinal: isFinal, at: resources.world.now())
    }
}

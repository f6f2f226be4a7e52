import Foundation
import NIOCore
import NIOPosix
import Seal
import Synchronization

/// The folder in which uploads are gathered before they become objects, for whichever back end.
final class Staging: Sendable {
    /// Where hashing, reading and writing is done.
    let threads: NIOThreadPool
    /// The path of the folder, with a slash at its end.
    let path: String
    /// How many uploads are under way.
    let uploads = Atomic<Int>(0)
    private let folder: Folder

    /// The folder `tmp` in `root`, made where it is not there. `directory` is the path of `root`.
    init(in root: Folder, at directory: String, threads: NIOThreadPool) throws {
        folder = try root.folder(making: "tmp")
        path = URL(filePath: directory, directoryHint: .isDirectory).absoluteURL.path + "/tmp/"
        self.threads = threads
    }

    /// The bytes an upload may gather before it hands them on: 1 MiB for a few uploads, less for many, so that all
    /// of them together stay within some 32 MiB.
    var batchLimit: Int {
        max(64 << 10, min(1 << 20, (16 << 20) / max(1, uploads.load(ordering: .relaxed))))
    }

    /// An empty file for one upload.
    func file() async throws -> StagingFile {
        let folder = folder
        return try await threads.runIfActive { try StagingFile.make(in: folder) }
    }

    /// A file with the content of the finished file at `path`, hashed: the same one under a second name where the file
    /// system can, else a copy.
    func file(from path: String) async throws -> StagingFile {
        let folder = folder
        let source = try await threads.runIfActive { try OpenFile.at(path) }
        let (file, isLinked) = try await threads.runIfActive {
            if let linked = try StagingFile.link(to: source, at: path, in: folder) { return (linked, true) }
            return (try StagingFile.make(in: folder), false)
        }
        for offset in stride(from: 0, to: source.size, by: 1 << 20) {
            // One short job for each piece, so that a long file does not keep a thread from others.
            try await threads.runIfActive {
                let piece = try source.read(1 << 20, at: offset)
                if isLinked { file.count(piece) } else { try file.append([piece]) }
            }
        }
        return file
    }

    /// Removes the temporary files that no living upload holds, of this process or another, and returns how many.
    func sweep() throws -> Int {
        try folder.names().count { name in
            guard name.hasSuffix(".part"), let file = try? folder.file(name), file.lock() else { return false }
            return try folder.remove(name)
        }
    }
}

import NIOPosix
import Seal

/// Goes through all objects, one outer folder's names in memory at a time.
actor ObjectWalk {
    private let objects: ObjectFolders
    private let threads: NIOThreadPool
    private var folders: ArraySlice<String>?
    private var digests: ArraySlice<Digest> = []

    init(over objects: ObjectFolders, on threads: NIOThreadPool) {
        self.objects = objects
        self.threads = threads
    }

    func next() async throws -> Digest? {
        let objects = objects
        while digests.isEmpty {
            if folders == nil { folders = try await threads.runIfActive { ArraySlice(try objects.outerNames()) } }
            guard let folder = folders?.popFirst() else { return nil }
            digests = try await threads.runIfActive { ArraySlice(try objects.digests(in: folder)) }
        }
        return digests.popFirst()
    }
}

import NIOPosix
import Seal

/// Goes through all objects, one outer folder's names in memory at a time.
actor ObjectWalk {
    private let objects: ObjectFolders
    private let threads: NIOThreadPool
    private var folders: ArraySlice<String>?
    private var entries: ArraySlice<StoreEntry> = []

    init(over objects: ObjectFolders, on threads: NIOThreadPool) {
        self.objects = objects
        self.threads = threads
    }

    func next() async throws -> StoreEntry? {
        let objects = objects
        while entries.isEmpty {
            if folders == nil { folders = try await threads.runIfActive { ArraySlice(try objects.outerNames()) } }
            guard let folder = folders?.popFirst() else { return nil }
            entries = try await threads.runIfActive { ArraySlice(try objects.entries(in: folder)) }
        }
        return entries.popFirst()
    }
}

import Foundation

/// The operating system's words for an `errno`.
func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number))
}

/// What `stat` says of a path, following links; nil when there is nothing there or it may not be looked at.
func status(of path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
}

/// The path with every link followed; nil when it does not exist.
func canonicalPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Makes a folder and those above it. The last one gets `mode`; one that exists is left as it is.
func makeDirectory(_ path: String, mode: mode_t) throws(ClusterError) {
    let parent = (path as NSString).deletingLastPathComponent
    if !parent.isEmpty, parent != path, status(of: parent) == nil {
        try makeDirectory(parent, mode: 0o755)
    }
    guard mkdir(path, mode) != 0 else { return }
    let number = errno
    guard number == EEXIST, let found = status(of: path), found.st_mode & S_IFMT == S_IFDIR else {
        throw .file(path: path, doing: "Making the folder", errorNumber: number)
    }
}

/// The contents of a small file as text; nil when it cannot be read.
func text(of path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: data, as: UTF8.self)
}

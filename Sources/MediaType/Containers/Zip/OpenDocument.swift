/// OpenDocument (ODF 1.3 part 2), EPUB and whatever else names its type in a part called `mimetype`.
enum OpenDocument {
    static func settle(
        _ settled: inout Containers.Settled, _ directory: ZipDirectory, _ names: Set<String>, _ bytes: Bytes
    ) {
        let parts = Parts(directory, bytes, all: true) { $0 == "mimetype" || $0 == "META-INF/manifest.xml" }
        let manifest = parts.texts["META-INF/manifest.xml"] ?? ""
        let said = parts.texts["mimetype"].map { $0.filter { !$0.isWhitespace } }.flatMap { MediaType($0) }
        guard let type = said ?? rootType(manifest) else { return }
        settled.type = type
        settled.isDocument = isKnown(type)
        guard settled.isDocument else { return }
        settled.extent = parts.extent
        settled.findings.formUnion(parts.findings)
        // Manifests of old begin with a plain document type; only what declares entities can grow or fetch.
        if parts.declaresEntities { settled.findings.insert(.entities) }
        if manifest.contains("encryption-data") { settled.findings.insert(.encrypted) }
        if names.contains(where: isMacro) { settled.findings.insert(.macros) }
        if names.contains(where: {
            $0.hasPrefix("Object ") && !$0.contains("/") || $0.hasPrefix("ObjectReplacements/OLE")
        }),
            manifest.contains("application/vnd.sun.star.oleobject")
        {
            settled.findings.insert(.embeddedObject)
        }
    }

    private static func isKnown(_ type: MediaType) -> Bool {
        type.subtype.hasPrefix("vnd.oasis.opendocument.") || type.subtype.hasPrefix("vnd.sun.xml.")
            || type == "application/epub+zip"
    }

    /// The type that the manifest gives the whole package.
    private static func rootType(_ manifest: String) -> MediaType? {
        for element in manifest.split(separator: "<") where element.contains("full-path=\"/\"") {
            guard let start = element.firstRange(of: "media-type=\"") else { continue }
            return MediaType(element[start.upperBound...].prefix { $0 != "\"" })
        }
        return nil
    }

    /// Modules of Basic and scripts of other languages; the lists of libraries alone run nothing.
    private static func isMacro(_ name: String) -> Bool {
        if name.hasPrefix("Scripts/") { return !name.hasSuffix("/") }
        guard name.hasPrefix("Basic/"), !name.hasSuffix("/") else { return false }
        let lists = ["script-lc.xml", "dialog-lc.xml", "script-lb.xml", "dialog-lb.xml"]
        return !lists.contains { name.hasSuffix($0) }
    }
}

/// Zip archives that are documents: OOXML, OpenDocument, EPUB, iWork, by what is in the central directory and in the parts
/// that say what the others are, in whatever order a producer wrote them.
enum ZipContainer {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled {
        guard let directory = ZipDirectory(bytes) else {
            let type = plainType(Set(ZipDirectory.localNames(bytes))) ?? guess(magic)
            return Containers.Settled(type: type, findings: [.truncated])
        }
        let names = Set(directory.entries.map(\.name))
        let lower = Set(names.map { $0.lowercased() })
        var settled = Containers.Settled(type: guess(magic), end: directory.end)
        if directory.entries.contains(where: \.isEncrypted) { settled.findings.insert(.encrypted) }
        if lower.contains("[content_types].xml") {
            PackageDocument.settle(&settled, directory, lower, bytes)
        } else if names.contains("mimetype") || names.contains("META-INF/manifest.xml") && names.contains("content.xml")
        {
            OpenDocument.settle(&settled, directory, names, bytes)
        } else if let type = plainType(names) {
            settled.type = type
        }
        // An archive is refused whatever it holds; of a document it matters that every reader sees the same one.
        if settled.isDocument, !directory.isSound { settled.findings.insert(.damaged) }
        return settled
    }

    /// The type that names alone tell.
    static func plainType(_ names: Set<String>) -> MediaType? {
        let has = { (prefix: String) in names.contains { $0.hasPrefix(prefix) } }
        if names.contains("AndroidManifest.xml") { return "application/vnd.android.package-archive" }
        if names.contains("[Content_Types].xml") || has("word/") || has("xl/") || has("ppt/") {
            return PackageDocument.typeByNames(Set(names.map { $0.lowercased() }))
        }
        if let apple = appleType(names, has) { return apple }
        if names.contains("META-INF/mozilla.rsa") || names.contains("install.rdf") { return "application/x-xpinstall" }
        if names.contains("META-INF/MANIFEST.MF") || names.contains(where: { $0.hasSuffix(".class") }) {
            return "application/java-archive"
        }
        if names.contains("doc.kml") { return "application/vnd.google-earth.kmz" }
        if has("Payload/") { return "application/x-itunes-ipa" }
        return nil
    }

    /// iWork: before 2013 one XML index, since then parts of Apple's own in Index/.
    private static func appleType(_ names: Set<String>, _ has: (String) -> Bool) -> MediaType? {
        if names.contains("index.apxl") || names.contains("index.apxl.gz") { return "application/vnd.apple.keynote" }
        let isNew = names.contains { $0.hasPrefix("Index/") && $0.hasSuffix(".iwa") }
        guard isNew || names.contains("index.xml") || names.contains("index.xml.gz") || names.contains("Index.zip")
        else { return nil }
        if has("Index/Slide") || has("Index/MasterSlide") || has("Index/TemplateSlide") {
            return "application/vnd.apple.keynote"
        }
        let hasSheets = has("Index/Tables/") && names.contains("Index/CalculationEngine.iwa")
        return hasSheets && !has("Index/Section") ? "application/vnd.apple.numbers" : "application/vnd.apple.pages"
    }

    /// Without names to go by libmagic's answer holds where it is a document's, and else it is an archive.
    private static func guess(_ magic: MediaType) -> MediaType {
        magic == .unknown ? "application/zip" : magic
    }
}

/// Office Open XML and its kin (ECMA-376 part 2): the content type of the main part says what a package is.
enum PackageDocument {
    static func settle(
        _ settled: inout Containers.Settled, _ directory: ZipDirectory, _ lower: Set<String>, _ bytes: Bytes
    ) {
        let parts = Parts(directory, bytes, all: true) {
            let name = $0.lowercased()
            return name == "[content_types].xml" || name.hasSuffix(".rels")
        }
        let contentTypes = parts.texts.first { $0.key.lowercased() == "[content_types].xml" }?.value.lowercased() ?? ""
        let mains = mainTypes.filter {
            contentTypes.contains("\"\($0.part)\"") || contentTypes.contains("'\($0.part)'")
        }
        let kinds = Set(mains.map(\.type))
        // Two main parts at once is no document that any program wrote.
        settled.type =
            kinds.count > 1 ? "application/zip" : mains.first?.type ?? typeByNames(lower) ?? "application/zip"
        settled.isDocument = settled.type != "application/zip"
        settled.extent = parts.extent
        settled.findings.formUnion(parts.findings)
        if parts.declaresTypes || parts.declaresEntities { settled.findings.insert(.entities) }
        if contentTypes.contains("macroenabled") || contentTypes.contains("vbaproject")
            || lower.contains(where: { $0.hasSuffix("vbaproject.bin") || $0.hasPrefix("xl/macrosheets/") })
        {
            settled.findings.insert(.macros)
        }
        if lower.contains(where: { $0.contains("/activex/") || $0.contains("embeddings/oleobject") }) {
            settled.findings.insert(.embeddedObject)
        }
        if parts.hasExchange || parts.texts.contains(where: { $0.key.hasSuffix(".rels") && fetches($0.value) }) {
            settled.findings.insert(.external)
        }
    }

    /// Whether a list of relations names something that is fetched from elsewhere as soon as the document is opened.
    private static func fetches(_ relations: String) -> Bool {
        relations.lowercased().split(separator: "<").contains { element in
            guard element.contains("external"), element.contains("target") else { return false }
            let kinds = ["/attachedtemplate", "/oleobject", "/frame", "/subdocument", "/externaloleobject"]
            guard kinds.contains(where: element.contains) else { return false }
            // A template on the writer's own disk is nowhere else to be had.
            return ["http:", "https:", "ftp:", "mhtml:", "\\\\", "file://"].contains(where: element.contains)
                && !element.contains("file:///")
        }
    }

    /// The type, where only names are to be had.
    static func typeByNames(_ lower: Set<String>) -> MediaType? {
        let parts: [(String, MediaType)] = [
            ("word/document", word), ("xl/workbook", sheet), ("ppt/presentation", slides),
            ("visio/document", "application/vnd.ms-visio.drawing"), ("fixeddocseq", "application/vnd.ms-xpsdocument"),
            ("fixeddocumentsequence", "application/vnd.ms-xpsdocument"),
        ]
        let kinds = parts.filter { part in lower.contains { $0.hasPrefix(part.0) } }
        if kinds.isEmpty {
            return [("word/", word), ("xl/", sheet), ("ppt/", slides)].first { folder in
                lower.contains { $0.hasPrefix(folder.0) }
            }?.1
        }
        return kinds.count == 1 ? kinds[0].1 : "application/zip"
    }

    private static let word: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    private static let sheet: MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    private static let slides: MediaType = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    /// The content types of main parts, in lower case, and the media type of the package that has one.
    private static let mainTypes: [(part: String, type: MediaType)] = {
        let open = "application/vnd.openxmlformats-officedocument."
        let plain = [
            "wordprocessingml.document", "wordprocessingml.template", "spreadsheetml.sheet", "spreadsheetml.template",
            "presentationml.presentation", "presentationml.slideshow", "presentationml.template",
        ]
        let macros = [
            ("vnd.ms-word.document.macroenabled", "vnd.ms-word.document.macroenabled.12"),
            ("vnd.ms-word.template.macroenabledtemplate", "vnd.ms-word.template.macroenabled.12"),
            ("vnd.ms-excel.sheet.macroenabled", "vnd.ms-excel.sheet.macroenabled.12"),
            ("vnd.ms-excel.template.macroenabled", "vnd.ms-excel.template.macroenabled.12"),
            ("vnd.ms-excel.addin.macroenabled", "vnd.ms-excel.addin.macroenabled.12"),
            ("vnd.ms-powerpoint.presentation.macroenabled", "vnd.ms-powerpoint.presentation.macroenabled.12"),
            ("vnd.ms-powerpoint.slideshow.macroenabled", "vnd.ms-powerpoint.slideshow.macroenabled.12"),
            ("vnd.ms-powerpoint.template.macroenabled", "vnd.ms-powerpoint.template.macroenabled.12"),
            ("vnd.ms-powerpoint.addin.macroenabled", "vnd.ms-powerpoint.addin.macroenabled.12"),
            ("vnd.ms-visio.drawing", "vnd.ms-visio.drawing"), ("vnd.ms-visio.stencil", "vnd.ms-visio.stencil"),
            ("vnd.ms-visio.template", "vnd.ms-visio.template"),
            ("vnd.ms-visio.drawing.macroenabled", "vnd.ms-visio.drawing.macroenabled.12"),
        ]
        let others: [(part: String, type: MediaType)] = [
            (
                "application/vnd.ms-excel.sheet.binary.macroenabled.main",
                "application/vnd.ms-excel.sheet.binary.macroenabled.12"
            ),
            ("application/vnd.ms-package.xps-fixeddocumentsequence+xml", "application/vnd.ms-xpsdocument"),
            ("application/vnd.ms-package.3dmanufacturing-3dmodel+xml", "model/3mf"),
        ]
        return plain.map { ("\(open)\($0).main+xml", MediaType("\(open)\($0)") ?? .unknown) }
            + macros.map { ("application/\($0.0).main+xml", MediaType("application/\($0.1)") ?? .unknown) } + others
    }()
}

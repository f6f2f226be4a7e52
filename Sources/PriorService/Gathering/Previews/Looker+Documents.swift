import Foundation

extension Looker {
    func document(_ original: String) async throws -> Looked {
        var looked = Looked()
        let path = workbench.path(original)
        looked.facts.pages = Self.pageCount(try await workbench.run(.pdfinfo, [path]))
        looked.text = try await words(in: path)
        let counted = looked.text.map { TextSketch.words(in: $0).count } ?? 0
        if counted > 0 { looked.facts.words = counted }
        // Pages of print all look alike at this size; only what has no text, such as a scan, is compared by its looks.
        let isScan = counted < TextSketch.fewest
        for page in 1...min(max(looked.facts.pages ?? 1, 1), Self.pages) {
            try await workbench.run(
                .pdftoppm,
                [
                    "-png", "-cropbox", "-f", "\(page)", "-l", "\(page)", "-singlefile", "-scale-to",
                    "\(Self.boxes[0])", path, workbench.path("page-\(page)"),
                ])
            try await show(page, workbench.path("page-\(page).png"), in: &looked, comparing: isScan)
        }
        return looked
    }

    /// A text is read here: taking bytes for letters parses nothing.
    func text(_ original: String, _ encoding: String?) throws -> Looked {
        var looked = Looked()
        let text = Self.decoded(try workbench.bytes(of: original), encoding)
        looked.text = text
        looked.facts.words = TextSketch.words(in: text).count
        let excerpt = text.prefix(2_000).filter { $0 != "\0" }
        if !excerpt.allSatisfy(\.isWhitespace) { looked.facts.excerpt = String(excerpt) }
        return looked
    }

    private func words(in path: String) async throws -> String? {
        let output = try await workbench.run(
            .pdftotext, ["-q", "-enc", "UTF-8", "-nopgbrk", "-l", "200", path, "-"])
        return String(decoding: output.prefix(TextSketch.longest), as: UTF8.self)
    }

    private static func pageCount(_ output: [UInt8]) -> Int? {
        for line in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if let match = line.wholeMatch(of: /Pages:\s+(\d{1,7})/) { return Int(match.1) }
        }
        return nil
    }

    private static func decoded(_ bytes: [UInt8], _ encoding: String?) -> String {
        let encoding = encoding?.lowercased() ?? ""
        let data = Data(bytes.prefix(TextSketch.longest))
        if encoding.hasPrefix("utf-16") || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let isBig = encoding.hasSuffix("be") || bytes.starts(with: [0xFE, 0xFF])
            let even = data.prefix(data.count & ~1)
            return String(data: even, encoding: isBig ? .utf16BigEndian : .utf16LittleEndian) ?? ""
        }
        if encoding.hasPrefix("utf-8") || encoding == "us-ascii" { return String(decoding: data, as: UTF8.self) }
        return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252)
            ?? String(decoding: data, as: UTF8.self)
    }
}

extension Workbench {
    /// Has LibreOffice make an Office file a PDF, with a profile that is made for this once.
    /// - Returns: the PDF's name here.
    func printed(_ original: String, _ ending: String) async throws -> String {
        let named = "document.\(ending)"
        try FileManager.default.moveItem(atPath: path(original), toPath: path(named))
        try await run(
            .soffice,
            [
                "-env:UserInstallation=\(URL(filePath: path("profile")).absoluteString)", "--headless", "--norestore",
                "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "pdf", "--outdir", folder, path(named),
            ])
        guard has("document.pdf") else { throw LookFault.failed(.soffice, how: "could not read it") }
        return "document.pdf"
    }
}

import Foundation

/// Makes the copy of one file on a workbench, by programs in the sandbox. docs/decisions/0020-blind-copies.md says why by
/// these.
struct BlindCopier: Sendable {
    /// Raised when a copy would be another, so that all are made again.
    static let version = 1
    /// How large a copy may be that is made of a picture or a document, in bytes.
    static let largest: Int64 = 512 << 20

    let workbench: Workbench

    /// A copy that lies on the workbench.
    struct Copy: Sendable, Equatable {
        var name: String
        /// Its media type, which is another where the original's holds what few can open, or what cannot be blinded.
        var type: String
    }

    /// - Parameters:
    ///   - original: the name of the file on the workbench.
    ///   - size: its size, in bytes.
    /// - Throws: ``LookFault`` where no copy came of it.
    func copy(_ original: String, _ way: BlindWay, as mediaType: String, size: Int64) async throws -> Copy {
        let copy =
            switch way {
            case .original: throw LookFault.noWay(mediaType)
            case .picture: try await picture(original, mediaType)
            case .bitmap: try await bitmap(original)
            case .document: try await document(original)
            case .office(let ending): try await document(try await workbench.printed(original, ending))
            case .recording(let format): try await recording(original, format, mediaType, size)
            }
        guard workbench.has(copy.name) else { throw LookFault.unreadable("no copy came of it") }
        return copy
    }

    private func picture(_ original: String, _ mediaType: String) async throws -> Copy {
        switch mediaType {
        case "image/png": return try await encoded(original, "copy.png[strip]", mediaType)
        case "image/gif": return try await encoded("\(original)[n=-1]", "copy.gif[strip]", mediaType)
        case "image/tiff":
            return try await encoded("\(original)[n=-1]", "copy.tif[compression=deflate,strip]", mediaType)
        case "image/webp":
            let header = ImageHeader(try await workbench.run(.vipsheader, ["-a", workbench.path(original)]))
            guard header.pages == 1 else {
                return try await encoded("\(original)[n=-1]", "copy.gif[strip]", "image/gif")
            }
            let made = try await encoded(original, "made.webp[Q=85,strip]", mediaType)
            // Its encoder leaves in what it was to strip.
            let bytes = try workbench.bytes(of: made.name, atMost: Int(Looker.largest))
            guard let bare = WebPPicture(stripping: bytes) else { throw LookFault.unreadable("the picture made of it") }
            try Data(bare.bytes).write(to: URL(filePath: workbench.path("copy.webp")))
            return Copy(name: "copy.webp", type: mediaType)
        default:
            // What phones make and few browsers show, HEIC and AVIF, becomes what all of them do.
            return try await encoded(original, "copy.jpg[Q=85,optimize_coding,background=255,strip]", "image/jpeg")
        }
    }

    /// A picture as it is seen, in its full size; all pages of it where the source says so.
    private func encoded(_ source: String, _ target: String, _ type: String) async throws -> Copy {
        try await workbench.run(
            .vipsthumbnail,
            [
                workbench.path(source), "--size", "100000x100000>", "--export-profile", "srgb", "--output",
                workbench.path(target),
            ], writing: Self.largest)
        return Copy(name: String(target.prefix { $0 != "[" }), type: type)
    }

    private func bitmap(_ original: String) async throws -> Copy {
        try await workbench.run(
            .ffmpeg,
            Self.quietly + ["-i", workbench.path(original), "-map", "0:v:0", "-frames:v", "1"]
                + Self.untold + ["-y", workbench.path("copy.png")], writing: Self.largest)
        return Copy(name: "copy.png", type: "image/png")
    }

    /// Ghostscript draws the pages again: fonts, text and lines as they were, pictures from their dots, comments and fields as
    /// they look. qpdf takes the pages and leaves what is said of the whole, attachments and bookmarks among it.
    private func document(_ original: String) async throws -> Copy {
        let drawn = workbench.path("drawn.pdf")
        try await workbench.run(
            .gs,
            [
                "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/printer",
                "-dPassThroughJPEGImages=false", "-dPassThroughJPXImages=false", "-dPreserveAnnots=false",
                "-dDownsampleColorImages=false", "-dDownsampleGrayImages=false", "-dDownsampleMonoImages=false",
                "-sOutputFile=\(drawn)", "-f", workbench.path(original),
            ], writing: Self.largest)
        try await workbench.run(
            .qpdf, ["--empty", "--deterministic-id", "--pages", drawn, "--", workbench.path("copy.pdf")],
            writing: Self.largest)
        return Copy(name: "copy.pdf", type: "application/pdf")
    }

    /// Picture and sound as they are, in a new container without tags, chapters, covers and tracks of data.
    private func recording(
        _ original: String, _ format: String, _ mediaType: String, _ size: Int64
    ) async throws -> Copy {
        let path = workbench.path(original)
        let probe = RecordingProbe(try await workbench.probe(original))
        // What cameras say of themselves between two frames.
        let between = probe?.facts.videoCodec.flatMap { ["h264": "6", "hevc": "39|40"][$0] }
        try await workbench.run(
            .ffmpeg,
            Self.quietly + ["-i", path, "-map", "0:V?", "-map", "0:a?", "-c", "copy"]
                + (between.map { ["-bsf:v", "filter_units=remove_types=\($0)"] } ?? []) + Self.untold
                + (format == "mp3" ? ["-id3v2_version", "0"] : [])
                + (["ipod", "mp4", "mov", "3gp", "3g2"].contains(format) ? ["-movflags", "+faststart"] : [])
                + ["-f", format, "-y", workbench.path("copy")], writing: size + size / 8 + (16 << 20))
        return Copy(name: "copy", type: mediaType)
    }

    private static let quietly = ["-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file"]
    private static let untold = [
        "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v",
        "+bitexact", "-flags:a", "+bitexact",
    ]
}

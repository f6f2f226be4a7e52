import Foundation

/// Looks into one file on a workbench: pictures of its first pages, what is known of it, and what it is compared by.
/// Nothing of the file is parsed here, only what programs in the sandbox made of it.
struct Looker: Sendable {
    /// Raised when what is made changes, so that everything is looked at again.
    static let version = 1
    /// The squares that pictures are made to fit, in pixels, the larger first: the smaller is made of it.
    static let boxes = [1280, 320]
    /// How many pages have a picture.
    static let pages = 3
    /// The largest file that is looked into where a program has to take it in whole, in bytes.
    static let largest: Int64 = 256 << 20

    let workbench: Workbench

    /// How a kind of file is looked into.
    enum Way: Equatable {
        case image, document, text, recording
        /// A picture that only ffmpeg reads safely.
        case bitmap
        /// By LibreOffice, which goes by the ending of the name.
        case office(ending: String)

        /// Nil for what there is nothing to look at in.
        init?(_ mediaType: String) {
            switch mediaType {
            case "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/heic-sequence",
                "image/heif-sequence", "image/avif", "image/gif", "image/tiff":
                self = .image
            case "image/bmp", "image/x-ms-bmp", "image/x-bmp": self = .bitmap
            case "application/pdf": self = .document
            case _ where Way.officeEndings[mediaType] != nil:
                self = .office(ending: Way.officeEndings[mediaType] ?? "")
            case "application/ogg": self = .recording
            case _ where mediaType.hasPrefix("audio/") || mediaType.hasPrefix("video/"): self = .recording
            case "text/plain", "text/csv", "text/markdown": self = .text
            default: return nil
            }
        }

        private static let officeEndings = [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.slideshow": "ppsx",
            "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
            "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods",
            "application/vnd.oasis.opendocument.presentation": "odp", "application/rtf": "rtf", "text/rtf": "rtf",
        ]
    }

    /// - Parameter original: the name of the file on the workbench.
    func look(at original: String, _ way: Way, encoding: String?) async throws -> Looked {
        switch way {
        case .image: try await image(original)
        case .bitmap: try await bitmap(original)
        case .document: try await document(original)
        case .office(let ending): try await document(try await workbench.printed(original, ending))
        case .recording: try await recording(original)
        case .text: try text(original, encoding)
        }
    }

    /// Makes the pictures of a page, turned upright by its EXIF, in sRGB; and, where asked for, what it is compared by.
    func show(_ page: Int, _ source: String, in looked: inout Looked, comparing: Bool) async throws {
        var source = source
        for box in Self.boxes {
            let name = "page-\(page)-\(box).webp"
            try await workbench.run(
                .vipsthumbnail,
                [
                    source, "--size", "\(box)x\(box)>", "--export-profile", "srgb", "--output",
                    "\(workbench.path(name))[Q=72,strip]",
                ])
            guard let picture = WebPPicture(stripping: try workbench.bytes(of: name)) else {
                throw LookFault.unreadable("the picture made of it")
            }
            let bare = workbench.path("bare-\(page)-\(box).webp")
            try Data(picture.bytes).write(to: URL(filePath: bare))
            looked.pictures.append(
                .init(page: page, box: box, width: picture.width, height: picture.height, path: bare))
            source = bare
        }
        guard comparing else { return }
        let side = GreyPicture.side
        try await workbench.run(
            .vipsthumbnail,
            [
                workbench.path("bare-\(page)-\(Self.boxes[0]).webp"), "--size", "\(side)x\(side)!", "--output",
                workbench.path("grey-\(page).ppm"),
            ])
        looked.greys[page] = GreyPicture(pixmap: try workbench.bytes(of: "grey-\(page).ppm", atMost: 65_536))
    }

    // MP3 covers and the like are no pages: the picture of a recording is the frame that stands for it.
    private func recording(_ original: String) async throws -> Looked {
        var looked = Looked()
        guard let probe = RecordingProbe(try await workbench.probe(original)) else {
            throw LookFault.unreadable("what ffprobe says of it")
        }
        (looked.facts, looked.place) = (probe.facts, probe.place)
        guard probe.facts.videoCodec != nil else { return looked }
        let moment = min((probe.facts.seconds ?? 0) / 10, 5)
        try await frame(of: original, at: moment, as: "poster.png")
        try await show(1, workbench.path("poster.png"), in: &looked, comparing: false)
        return looked
    }

    private func bitmap(_ original: String) async throws -> Looked {
        try await frame(of: original, at: 0, as: "bitmap.png")
        return try await image("bitmap.png")
    }

    /// One frame as a PNG picture, no larger than a preview's source has to be.
    private func frame(of original: String, at seconds: Double, as name: String) async throws {
        let box = 2 * Self.boxes[0]
        try await workbench.run(
            .ffmpeg,
            ["-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file"]
                + (seconds > 0 ? ["-ss", String(seconds)] : [])
                + ["-i", workbench.path(original), "-map", "0:v:0", "-frames:v", "1", "-an", "-sn", "-dn"]
                + ["-filter_threads", "1", "-vf", "scale='min(\(box),iw)':-1", "-map_metadata", "-1", "-y"]
                + [workbench.path(name)])
        guard workbench.has(name) else { throw LookFault.failed(.ffmpeg, how: "found no frame") }
    }
}

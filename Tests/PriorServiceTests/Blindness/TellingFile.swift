import Foundation
import Testing

@testable import PriorService

/// Files as real programs make them, with a name planted in every place that tells whose they are and is not seen in them.
enum TellingFile: String, CaseIterable, Sendable {
    case jpeg, png, webp, animatedWebp, gif, tiff, bmp, heic
    case pdf, docx, odt, xlsx, pptx, rtf
    case mp4, mov, threeGP, webm, m4a, mp3, flac, wav, ogg, opus, caf

    static let name = "Zanele Planted"

    var mediaType: String {
        let office = "application/vnd.openxmlformats-officedocument."
        return switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp, .animatedWebp: "image/webp"
        case .gif: "image/gif"
        case .tiff: "image/tiff"
        case .bmp: "image/bmp"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        case .docx: office + "wordprocessingml.document"
        case .xlsx: office + "spreadsheetml.sheet"
        case .pptx: office + "presentationml.presentation"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .rtf: "text/rtf"
        case .mp4: "video/mp4"
        case .mov: "video/quicktime"
        case .threeGP: "video/3gpp"
        case .webm: "video/webm"
        case .m4a: "audio/mp4"
        case .mp3: "audio/mpeg"
        case .flac: "audio/flac"
        case .wav: "audio/x-wav"
        case .ogg, .opus: "audio/ogg"
        case .caf: "audio/x-caf"
        }
    }

    /// Makes the file.
    /// - Returns: its name in the folder; nil where this machine has nothing to make it of.
    func make(in files: MadeFiles) async throws -> String? {
        switch self {
        case .jpeg, .png, .webp, .gif, .tiff, .bmp: return try await picture(files)
        case .animatedWebp, .heic:
            let (source, made) = self == .heic ? ("brand_mif1.heic", "made.heic") : ("anim.webp", "made.webp")
            let sample = Stage.packageRoot.appending(path: "../shared/corpora/evidence-generated/\(source)")
            guard let bytes = try? Data(contentsOf: sample) else {
                print("\(source) is not here, so it is not tried.")
                return nil
            }
            try files.write([UInt8](bytes), made)
            try await tell(made, files, isTurned: false)
            return made
        case .pdf:
            try await Self.plain(in: files)
            try files.write(Array(Self.document(try files.bytes("telling.jpg"))), "drawn.pdf")
            try files.write(Array("It is \(Self.name)'s.\n".utf8), "attached.txt")
            // Its table of places is made right on the way.
            _ = try? await files.run(
                "qpdf", ["drawn.pdf", "--warning-exit-0", "--add-attachment", "attached.txt", "--", "made.pdf"])
            try await files.run(
                "exiftool", ["-q", "-overwrite_original", "-XMP-dc:Creator=\(Self.name)", "made.pdf"])
            return "made.pdf"
        case .docx, .odt, .rtf: return try await office(rawValue, Self.letter, "letter.fodt", files)
        case .xlsx: return try await office(rawValue, Self.sheet, "sheet.fods", files)
        case .pptx: return try await office(rawValue, Self.slides, "slides.fodp", files)
        case .mp4, .mov, .threeGP, .webm, .m4a, .mp3, .flac, .wav, .ogg, .opus, .caf: return try await recording(files)
        }
    }

    /// A JPEG that tells, for what it is put into.
    private static func plain(in files: MadeFiles) async throws {
        _ = try await files.draw("testsrc=size=400x300", "telling.jpg")
        try await TellingFile.jpeg.tell("telling.jpg", files, isTurned: false)
    }

    private func picture(_ files: MadeFiles) async throws -> String {
        let made = "made.\(rawValue)"
        _ = try await files.draw("testsrc=size=400x300", made)
        if self != .bmp { try await tell(made, files, isTurned: self != .gif) }
        // Behind the end of a picture anything may stand.
        if self != .webp, self != .tiff { try files.write(files.bytes(made) + Array(Self.name.utf8), made) }
        return made
    }

    private func tell(_ file: String, _ files: MadeFiles, isTurned: Bool) async throws {
        try await files.run(
            "exiftool",
            [
                "-q", "-m", "-overwrite_original", "-EXIF:Artist=\(Self.name)", "-EXIF:Copyright=\(Self.name)",
                "-EXIF:OwnerName=\(Self.name)", "-XMP:Creator=\(Self.name)", "-XMP:Description=\(Self.name)",
                "-IPTC:By-line=\(Self.name)", "-Comment=\(Self.name)", "-GPSLatitude=29.31", "-GPSLatitudeRef=S",
            ] + (isTurned ? ["-Orientation#=6"] : []) + [file])
    }

    private func office(
        _ ending: String, _ document: String, _ source: String, _ files: MadeFiles
    ) async throws -> String {
        try await Self.plain(in: files)
        let picture = Data(try files.bytes("telling.jpg")).base64EncodedString()
        try files.write(Array(document.replacing("PICTURE", with: picture).utf8), source)
        try await files.run("soffice", MadeFiles.conversion(of: source, to: ending, in: files))
        return "\(source.prefix { $0 != "." }).\(ending)"
    }

    private func recording(_ files: MadeFiles) async throws -> String {
        let chapters = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=\(Self.name)\n"
        try files.write(Array(chapters.utf8), "chapters.txt")
        let (ending, codecs) =
            switch self {
            case .threeGP: ("3gp", ["-c:v", "h263", "-s", "352x288", "-c:a", "aac"])
            case .webm: ("webm", ["-c:v", "libvpx", "-c:a", "libvorbis"])
            case .m4a: ("m4a", ["-vn", "-c:a", "aac"])
            case .mp3: ("mp3", ["-vn", "-write_id3v1", "1"])
            case .wav: ("wav", ["-vn", "-write_bext", "1", "-metadata", "originator=\(Self.name)"])
            case .ogg: ("ogg", ["-vn", "-c:a", "libvorbis"])
            case .opus: ("opus", ["-vn", "-c:a", "libopus"])
            case .caf: ("caf", ["-vn", "-c:a", "pcm_s16le"])
            case .flac: ("flac", ["-vn"])
            default: (rawValue, ["-metadata", "location=-29.3100+027.4800/"])
            }
        let told = ["title", "artist", "author", "comment", "copyright", "album_artist"]
        try await files.run(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=2", "-f", "lavfi", "-i",
                "sine=duration=2", "-i", "chapters.txt", "-map", "0:v", "-map", "1:a", "-map_metadata", "2",
            ] + codecs + told.flatMap { ["-metadata", "\($0)=\(Self.name)"] }
                + (ending == "mp4" || ending == "mov"
                    ? ["-metadata:s:v", "handler_name=\(Self.name)", "-metadata:s:a", "handler_name=\(Self.name)"] : [])
                + ["-metadata:s:a", "title=\(Self.name)", "-y", "made.\(ending)"])
        if self == .mp4 || self == .mov {
            // As a phone held upright films.
            try await files.run(
                "ffmpeg",
                ["-v", "error", "-i", "made.\(ending)", "-c", "copy", "-metadata:s:v:0", "rotate=90"]
                    + ["upright.\(ending)"])
            return "upright.\(ending)"
        }
        guard self == .mp3 else { return "made.\(ending)" }
        try await Self.plain(in: files)
        try await files.run(
            "ffmpeg",
            ["-v", "error", "-i", "made.mp3", "-i", "telling.jpg", "-map", "0", "-map", "1", "-c", "copy"]
                + ["-disposition:v", "attached_pic", "-write_id3v1", "1", "-y", "covered.mp3"])
        return "covered.mp3"
    }
}

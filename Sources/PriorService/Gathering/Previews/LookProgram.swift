import Glibc
import Sandbox

/// The programs that look into files and make copies of them, each from a package of Debian's. All of them read what strangers wrote, so each is
/// run in the sandbox and has limits of its own.
enum LookProgram: String, CaseIterable, Sendable {
    case vipsthumbnail, vipsheader, pdfinfo, pdftoppm, pdftotext, ffprobe, ffmpeg, soffice, gs, qpdf

    var path: String { "/usr/bin/\(rawValue)" }

    /// The Debian package that brings it.
    var package: String {
        switch self {
        case .vipsthumbnail, .vipsheader: "libvips-tools"
        case .pdfinfo, .pdftoppm, .pdftotext: "poppler-utils"
        case .ffprobe, .ffmpeg: "ffmpeg"
        case .gs: "ghostscript"
        case .qpdf: "qpdf"
        case .soffice: "libreoffice-writer-nogui, libreoffice-calc-nogui, libreoffice-impress-nogui"
        }
    }

    var isHere: Bool { access(path, X_OK) == 0 }

    /// What it may use, in a folder of its own, when it has so many bytes to write.
    func confinement(in folder: String, writing bytes: Int64) -> Confinement {
        var confinement = confinement(in: folder)
        guard bytes > confinement.fileBytes else { return confinement }
        confinement.fileBytes = Int(bytes)
        // A slow disk writes 8 MiB in a second.
        let seconds = Int(bytes >> 23)
        confinement.wallSeconds = min(confinement.wallSeconds + seconds, Self.longest)
        confinement.cpuSeconds += seconds / 4
        return confinement
    }

    /// How long a copy may take, in seconds: two programs one after the other stay within the lease of an errand.
    private static let longest = 840

    /// Office files take LibreOffice several seconds of start alone.
    private func confinement(in folder: String) -> Confinement {
        switch self {
        case .vipsthumbnail:
            Confinement(
                cpuSeconds: 30, wallSeconds: 60, memoryBytes: 768 << 20, fileBytes: 32 << 20, writable: [folder],
                processes: 64)
        case .vipsheader, .pdfinfo, .ffprobe:
            Confinement(
                cpuSeconds: 10, wallSeconds: 20, memoryBytes: 512 << 20, fileBytes: 1 << 20, writable: [folder],
                processes: 64)
        case .pdftoppm, .pdftotext:
            Confinement(
                cpuSeconds: 20, wallSeconds: 40, memoryBytes: 768 << 20, fileBytes: 32 << 20, writable: [folder])
        case .gs:
            Confinement(
                cpuSeconds: 120, wallSeconds: 240, memoryBytes: 1 << 30, fileBytes: 32 << 20,
                // What its packages set up for all accounts.
                readable: ["/var/lib/ghostscript", "/etc/ghostscript"], writable: [folder])
        case .qpdf:
            Confinement(
                cpuSeconds: 30, wallSeconds: 60, memoryBytes: 1 << 30, fileBytes: 32 << 20, writable: [folder])
        case .ffmpeg:
            Confinement(
                cpuSeconds: 30, wallSeconds: 60, memoryBytes: 1 << 30, fileBytes: 64 << 20, writable: [folder],
                processes: 64)
        case .soffice:
            Confinement(
                cpuSeconds: 60, wallSeconds: 120, memoryBytes: 1 << 30, fileBytes: 64 << 20,
                // What its packages left for all accounts: it does not start where it may not read it.
                readable: ["/var/spool/libreoffice", "/var/lib/libreoffice"], writable: [folder], processes: 128,
                isListening: true)
        }
    }
}

/// The programs that previews and blind copies are made with, for whoever runs the service.
public enum PreviewPrograms {
    /// What is not on this machine, one sentence each.
    public static func missing() -> [String] {
        LookProgram.allCases.filter { !$0.isHere }.map {
            "\($0.path) is not here: there are no previews and blind copies of what needs it. Debian: \($0.package)."
        }
    }
}

/// How a kind of file comes to a copy that says nothing of whose it is. A copy is made anew from what is seen and heard in the
/// original; what is not carried over by name cannot be left in it.
enum BlindWay: Equatable {
    /// There is nothing in it but what is read: it is its own copy.
    case original
    /// Decoded and encoded again, upright, in sRGB.
    case picture
    /// A picture that only ffmpeg reads safely.
    case bitmap
    /// A PDF, drawn again page by page.
    case document
    /// Printed by LibreOffice, which goes by the ending of the name, and then as a PDF.
    case office(ending: String)
    /// Film and sound, packed again as they are, by this format of ffmpeg's.
    case recording(format: String)

    /// Nil for what nobody can take out of whose it is, such as mail, whose head is names.
    init?(_ mediaType: String) {
        switch Looker.Way(mediaType) {
        case .image: self = .picture
        case .bitmap: self = .bitmap
        case .document: self = .document
        case .text: self = .original
        case .office(let ending): self = .office(ending: ending)
        case .recording:
            guard let format = Self.formats[mediaType] else { return nil }
            self = .recording(format: format)
        case nil: return nil
        }
    }

    /// The largest original, in bytes. Recordings are not taken in whole.
    var largest: Int64 {
        if case .recording = self { .max } else { Looker.largest }
    }

    private static let formats = [
        "audio/mpeg": "mp3", "audio/mp4": "ipod", "audio/x-m4a": "ipod", "audio/aac": "adts", "audio/amr": "amr",
        "audio/amr-wb": "amr", "audio/ogg": "ogg", "application/ogg": "ogg", "video/ogg": "ogg", "audio/wav": "wav",
        "audio/x-wav": "wav", "audio/flac": "flac", "audio/x-flac": "flac", "audio/x-caf": "caf", "audio/3gpp": "3gp",
        "video/3gpp": "3gp", "video/3gpp2": "3g2", "audio/webm": "webm", "video/webm": "webm", "video/mp4": "mp4",
        "video/x-m4v": "mp4", "video/quicktime": "mov",
    ]
}

extension TypingRule {
    /// What to do about it, for the person who sent the file.
    public var advice: String {
        switch self {
        case .empty: "The file is empty. Choose it again; if it is empty on your device too, make it anew."
        case .truncated: "The end of the file is missing. Send it again, or save it again from where you made it."
        case .unreadable:
            "The file could not be examined: it may be broken. Open it, save it anew and send that, or send it as PDF."
        case .damaged: "The parts of the file contradict each other. Open it, save it anew and send that."
        case .polyglot: "The file is two kinds of file at once. Open it, save it anew as one, and send that."
        case .encrypted: "The file is locked with a password. Save a copy without one and send that."
        case .locked: "The PDF is protected. Print it to a new PDF and send that."
        case .script: "The PDF carries a script. Print it to a new PDF and send that."
        case .launch: "The file starts something when it is opened. Print it to a new PDF and send that."
        case .external: "The file fetches parts of itself from elsewhere. Save it as PDF and send that."
        case .embeddedObject: "The file carries objects of other programs. Save it as PDF and send that."
        case .attachment: "The PDF carries other files. Send them one by one, and the PDF without them."
        case .entities: "The file has declarations that programs do not write. Open it, save it anew and send that."
        case .unpacksTooLarge(let maximum):
            "The file becomes far too large when it is opened; \(maximum) bytes are allowed. Save it as PDF and send that."
        case .tooManyPixels(let maximum):
            "The picture has more than \(maximum) pixels. Save it smaller and send that."
        case .macros: "The file carries macros. Save it without them (as .docx, .xlsx or .pptx), or as PDF."
        case .activeContent: "Web pages, SVG and programs are not taken. Print it to PDF, or send a picture of it."
        case .executable: "Programs are not taken. Send a recording or pictures of what it does."
        case .archive: "Archives are not taken. Send the files in it one by one."
        case .unknown: "This kind of file is not known. Save it as PDF, JPEG, MP4 or plain text and send that."
        case .notAccepted(let type):
            "Files of the type \(type) are not taken here. Save it as one of the types that are."
        case .nameDisagrees(let fileExtension, let detected):
            "The name ends in .\(fileExtension), but the content is \(detected). Give it the right ending and send it again."
        case .tooLarge(let maximum): "Files of this type may have \(maximum) bytes. Send a shorter or smaller version."
        }
    }
}

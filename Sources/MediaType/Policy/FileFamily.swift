/// Kinds of files that a person would not confuse. Within one, names are often wrong and it does no harm: a picture
/// from a chat is `.jpg` whatever it is.
enum FileFamily: Hashable {
    case picture, recording, pdf, letter, sheet, slides, text, page, program, archive

    /// What the extension of a name promises; empty when it promises nothing.
    static func promised(by fileExtension: String) -> Set<FileFamily> {
        switch fileExtension {
        case "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp":
            [.picture]
        case "mp3", "m4a", "aac", "amr", "ogg", "oga", "opus", "wav", "flac", "caf", "aif", "aiff", "wma", "mp4", "m4v",
            "mov", "3gp", "3g2", "3gpp", "webm", "mkv", "avi", "wmv", "mpg", "mpeg", "qt":
            [.recording]
        case "pdf": [.pdf]
        case "doc", "docx", "docm", "odt", "rtf", "dot", "dotx", "dotm", "fodt", "ott": [.letter]
        case "xls", "xlsx", "xlsm", "xlsb", "xltx", "ods", "fods": [.sheet]
        case "csv", "tsv": [.sheet, .text]
        case "ppt", "pptx", "pptm", "odp", "pps", "ppsx", "potx", "fodp": [.slides]
        case "txt", "md", "log", "json", "ics", "vcf", "eml", "xml", "yaml", "yml": [.text]
        case "html", "htm", "xhtml", "svg", "mht": [.page]
        case "exe", "com", "bat", "cmd", "sh", "js", "vbs", "ps1", "jar", "apk", "msi", "scr", "py", "php": [.program]
        case "zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz": [.archive]
        default: []
        }
    }

    /// The family a media type belongs to; nil for what belongs to none.
    static func of(_ type: MediaType) -> FileFamily? {
        let subtype = type.subtype
        switch type.canonical.type {
        case "image": return subtype == "svg+xml" ? .page : subtype.hasPrefix("vnd.ms-thumbs") ? nil : .picture
        case "audio", "video": return .recording
        case "text":
            if subtype == "html" { return .page }
            if subtype == "rtf" { return .letter }
            return isProgram(type) ? .program : .text
        case "message": return .text
        default: break
        }
        if isProgram(type) { return .program }
        if isArchive(type) { return .archive }
        if subtype == "xhtml+xml" { return .page }
        if subtype == "pdf" { return .pdf }
        if subtype == "rtf" || subtype == "msword" || subtype.hasPrefix("vnd.ms-word.")
            || subtype.hasSuffix("wordprocessingml.document")
            || subtype.hasSuffix("opendocument.text")
        {
            return .letter
        }
        if subtype.contains("excel") || subtype.contains("spreadsheet") { return .sheet }
        if subtype.contains("powerpoint") || subtype.contains("presentation") { return .slides }
        return ["json", "xml", "x-ndjson"].contains(subtype) ? .text : nil
    }

    /// Source that could run where it is opened, by libmagic's names.
    static func isProgram(_ type: MediaType) -> Bool {
        let scripts: Set<String> = [
            "javascript", "x-shellscript", "x-perl", "x-python", "x-script.python", "x-ruby", "x-php", "x-msdos-batch",
            "x-lua", "x-tcl", "x-awk", "x-c", "x-c++", "x-java", "x-asm", "x-makefile", "x-m4", "x-httpd-php",
        ]
        return scripts.contains(type.subtype) || isExecutable(type)
    }

    static func isExecutable(_ type: MediaType) -> Bool {
        let names: Set<String> = [
            "x-executable", "x-pie-executable", "x-sharedlib", "x-object", "x-dosexec", "x-mach-binary", "x-msdownload",
            "vnd.microsoft.portable-executable", "java-archive", "x-java-applet", "vnd.android.package-archive",
            "x-ms-shortcut", "x-msi", "x-coredump", "x-xpinstall", "x-itunes-ipa",
        ]
        return names.contains(type.subtype)
    }

    static func isArchive(_ type: MediaType) -> Bool {
        let names: Set<String> = [
            "zip", "gzip", "x-tar", "x-rar", "vnd.rar", "x-7z-compressed", "x-bzip2", "x-xz", "zstd", "x-iso9660-image",
            "x-archive", "x-lzip", "x-lzma", "x-compress", "x-cpio", "vnd.debian.binary-package",
            "vnd.ms-cab-compressed",
        ]
        return names.contains(type.subtype)
    }
}

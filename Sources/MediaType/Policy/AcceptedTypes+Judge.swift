extension AcceptedTypes {
    /// Whether a file may be evidence.
    ///
    /// - Parameters:
    ///   - declared: the media type the sender gave, if any. It is recorded and decides nothing.
    ///   - fileName: the name it was sent under, if any. It never makes a file acceptable; it only gets one refused
    ///     whose name promises another kind of file than its bytes are.
    public func judge(_ detection: Detection, declared: String? = nil, fileName: String? = nil) -> TypingVerdict {
        let ending = fileName.flatMap(Self.fileExtension)
        return TypingVerdict(
            declared: declared.flatMap { MediaType($0) }, fileExtension: ending, detection: detection,
            outcome: outcome(detection, ending))
    }

    /// The first rule that refuses counts, then the first that quarantines.
    private func outcome(_ detection: Detection, _ ending: String?) -> TypingVerdict.Outcome {
        let type = detection.detected.canonical
        if let rule = Self.alwaysRefusing(detection) { return .refused(rule) }
        let found = Self.ordered.filter(detection.findings.contains)
        let refusing = found.first { handling($0) == .refuse }
        guard let entry = entry(for: type) else {
            return .refused(Self.rule(against: type, detection, refusing.flatMap(TypingRule.init(finding:))))
        }
        if detection.findings.contains(.truncated) { return .refused(.truncated) }
        if let rule = refusing.flatMap(TypingRule.init(finding:)) { return .refused(rule) }
        if let rule = limits.rule(against: detection.extent) { return .refused(rule) }
        if let ending, Self.disagrees(ending, type) {
            return .refused(.nameDisagrees(fileExtension: ending, detected: type))
        }
        if let maximum = entry.maximumBytes, detection.size > maximum {
            return .refused(.tooLarge(maximumBytes: maximum))
        }
        let suspect = found.first { handling($0) == .quarantine }.flatMap(TypingRule.init(finding:))
        return suspect.map { .quarantined(type, $0) } ?? .accepted(type)
    }

    /// What no policy takes.
    private static func alwaysRefusing(_ detection: Detection) -> TypingRule? {
        if detection.findings.contains(.empty) { return .empty }
        if detection.findings.contains(.unreadable) { return .unreadable }
        if detection.findings.contains(.polyglot) { return .polyglot }
        return detection.detected.subtype == "encrypted" ? .encrypted : nil
    }

    /// The findings that a policy decides on, the gravest first.
    static let ordered: [Detection.Finding] = [
        .encrypted, .macros, .script, .launch, .entities, .external, .damaged, .locked, .embeddedObject, .attachment,
    ]

    private static func rule(against type: MediaType, _ detection: Detection, _ byFinding: TypingRule?) -> TypingRule {
        if FileFamily.isExecutable(type) { return .executable }
        let isCut = detection.findings.contains(.truncated)
        switch FileFamily.of(type) {
        case .page, .program: return .activeContent
        case .archive: return isCut ? .truncated : .archive
        // Of a document that would be taken without it, what is found in it is the truer reason.
        case .pdf, .letter, .sheet, .slides: return byFinding ?? .notAccepted(type)
        default:
            if isCut, type == "application/x-ole-storage" || type == "application/cdfv2" { return .truncated }
            return type == .unknown ? .unknown : .notAccepted(type)
        }
    }

    private static func disagrees(_ ending: String, _ type: MediaType) -> Bool {
        let promised = FileFamily.promised(by: ending)
        guard !promised.isEmpty, let family = FileFamily.of(type) else { return false }
        return !promised.contains(family)
    }

    /// What follows the last dot of the last part of `name`, when it can be an extension.
    static func fileExtension(of name: String) -> String? {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return nil }
        let ending = last[last.index(after: dot)...].lowercased()
        let isOne = (1...10).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isOne ? ending : nil
    }
}

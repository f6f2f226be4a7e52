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

    private func outcome(_ detection: Detection, _ ending: String?) -> TypingVerdict.Outcome {
        let type = detection.detected.canonical
        if detection.findings.contains(.empty) { return .refused(.empty) }
        if detection.findings.contains(.encrypted) || type.subtype == "encrypted" { return .refused(.encrypted) }
        if detection.findings.contains(.macros) { return .refused(.macros) }
        guard let entry = entry(for: type) else { return .refused(Self.rule(against: type, detection)) }
        if detection.findings.contains(.truncated) { return .refused(.truncated) }
        if let ending, Self.disagrees(ending, type) {
            return .refused(.nameDisagrees(fileExtension: ending, detected: type))
        }
        if let maximum = entry.maximumBytes, detection.size > maximum {
            return .refused(.tooLarge(maximumBytes: maximum))
        }
        return .accepted(type)
    }

    private static func rule(against type: MediaType, _ detection: Detection) -> TypingRule {
        if FileFamily.isExecutable(type) { return .executable }
        switch FileFamily.of(type) {
        case .page, .program: return .activeContent
        case .archive: return detection.findings.contains(.truncated) ? .truncated : .archive
        default: return type == .unknown ? .unknown : .notAccepted(type)
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

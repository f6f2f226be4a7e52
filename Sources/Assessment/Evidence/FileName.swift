import Foundation

/// The name a file was sent under, fit to be shown and offered again: one line, no path, nothing that reorders or hides its
/// letters. Never used as the name of anything on the server's disk.
public struct FileName: Hashable, Sendable, CustomStringConvertible {
    /// 1 to 120 Unicode scalars, NFC.
    public let description: String

    /// The most scalars a name has.
    public static let longest = 120
    /// What a file is called of whose name nothing is left.
    public static let unnamed = "file"

    /// Takes what was sent and leaves out what is not fit. Any text gives a name.
    public init(cleaning text: String) {
        let last = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let scalars = last.precomposedStringWithCanonicalMapping.unicodeScalars.filter(Self.isFit)
        let blanks: Set<Character> = [" ", ".", "\u{A0}"]
        var name = String(String.UnicodeScalarView(scalars)).drop { blanks.contains($0) }
        while let end = name.last, blanks.contains(end) { name.removeLast() }
        description = name.isEmpty ? Self.unnamed : Self.shortened(String(name))
    }

    /// What follows the last dot, in lower case: 1 to 10 ASCII letters and digits; nil where nothing of the kind does.
    public var fileExtension: String? {
        guard let dot = description.lastIndex(of: "."), dot != description.startIndex else { return nil }
        let ending = description[description.index(after: dot)...].lowercased()
        let isOne = (1...10).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isOne ? ending : nil
    }

    /// Cut in its middle part, so that the ending stays.
    private static func shortened(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard scalars.count > longest else { return name }
        let kept = scalars.suffix(16)
        return String(String.UnicodeScalarView(scalars.prefix(longest - 16))) + String(String.UnicodeScalarView(kept))
    }

    /// Control characters, line ends, and the marks that turn the direction of writing or take no room (format characters)
    /// can make a name look like another.
    private static func isFit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}

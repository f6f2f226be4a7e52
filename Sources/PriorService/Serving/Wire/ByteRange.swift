/// What a `Range` field asks of so many bytes (RFC 9110 section 14). One range is served; what asks for several, or cannot
/// be read, is answered with the whole, as the standard allows.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int64>)
    /// Nothing asked for is there.
    case none

    init(_ field: String?, of size: Int64) {
        guard let field, let match = field.wholeMatch(of: /(?i)bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*/) else {
            self = .whole
            return
        }
        switch (Int64(match.1), Int64(match.2)) {
        case (nil, nil):
            self = .whole
        case (nil, .some(let last)):
            self = last > 0 && size > 0 ? .part(max(0, size - last)..<size) : .none
        case (.some(let first), nil):
            self = first < size ? .part(first..<size) : .none
        case (.some(let first), .some(let last)):
            guard first <= last else {
                self = .whole
                return
            }
            self = first < size ? .part(first..<min(last + 1, size)) : .none
        }
    }
}

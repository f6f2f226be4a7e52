import Archive
import Glibc

/// `unpack FOLDER FILES BYTES`: unpacks the archive that is the standard input into a folder, each file under its number,
/// and tells of each entry in a line: `f` for a file, `b` for one that could not be unpacked, `d`, `l` or `x`; the number;
/// the size; the path in hexadecimal. The last line is `end` and how: `whole`, `many`, `large` or `broken`.
///
/// Run by `run`, which has taken away everything but the folder.
func unpack(_ words: [String]) {
    guard words.count == 3, let mostFiles = Int(words[1]), let mostBytes = Int64(words[2]) else { exit(64) }
    setlocale(LC_ALL, "C.UTF-8")
    var lines = ""
    var ending = "whole"
    var left = mostBytes
    var number = 0
    do throws(ArchiveError) {
        let reader = try ArchiveReader(descriptor: 0)
        while let entry = try reader.next() {
            guard number < mostFiles else {
                ending = "many"
                break
            }
            number += 1
            var kind = entry.kind.rawValue
            var size: Int64 = 0
            if entry.kind == .file {
                (kind, size) = write(reader, to: "\(words[0])/\(number)", atMost: left)
                left -= size
            }
            lines += "\(kind) \(number) \(size) \(hexadecimal(entry.path))\n"
            guard kind != "large" else {
                ending = "large"
                break
            }
        }
    } catch {
        ending = "broken"
    }
    lines += "end \(ending)\n"
    var rest = Array(lines.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
        guard count > 0 else { exit(74) }
        rest = rest.dropFirst(count)
    }
}

/// One file, as far as it can be unpacked.
private func write(_ reader: ArchiveReader, to path: String, atMost limit: Int64) -> (kind: String, size: Int64) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return ("b", 0) }
    defer { close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var size: Int64 = 0
    while true {
        let count: Int
        do throws(ArchiveError) { count = try reader.read(into: buffer) } catch { return ("b", size) }
        if count == 0 { return ("f", size) }
        size += Int64(count)
        guard size <= limit else { return ("large", size) }
        var rest = buffer[..<count]
        while !rest.isEmpty {
            let written = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard written > 0 else { return ("b", size) }
            rest = rest.dropFirst(written)
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
}

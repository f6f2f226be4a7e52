import Foundation
import Glibc
import Sandbox

/// How much of an archive is unpacked.
struct BagLimits: Sendable {
    /// All files together, in bytes.
    var bytes: Int64
    /// How many files and folders.
    var files = 20_000
}

/// The files of a bag, found in an archive or a folder, with what is wrong with them before their content is looked at.
struct BagFiles: Sendable {
    var files: [BagFile] = []
    var faults: [BagFault] = []
    private var names: Set<String> = []

    /// Takes a file in, unless its name is no good or is there already.
    fileprivate mutating func add(_ path: String, _ location: String, _ size: Int64) {
        guard BagPath.isSafe(path) else { return faults.append(BagFault(.unsafePath, Self.shown(path))) }
        guard names.insert(BagPath.folded(path)).inserted else { return faults.append(BagFault(.duplicateName, path)) }
        files.append(BagFile(path: path, location: location, size: size))
    }

    /// A name that somebody chose, fit to be shown.
    fileprivate static func shown(_ path: String) -> String {
        String(
            String.UnicodeScalarView(
                path.unicodeScalars.prefix(200).map {
                    $0.value < 0x20 || $0.value == 0x7F || $0.properties.generalCategory == .format ? "?" : $0
                }))
    }

    /// Without the one folder that everything lies in, if there is one.
    fileprivate mutating func strip() {
        guard !files.contains(where: { $0.path == "bagit.txt" }), let first = files.first,
            let slash = first.path.firstIndex(of: "/")
        else { return }
        let base = String(first.path[...slash])
        guard files.allSatisfy({ $0.path.hasPrefix(base) }) else { return }
        files = files.map { BagFile(path: String($0.path.dropFirst(base.count)), location: $0.location, size: $0.size) }
    }
}

extension BagFiles {
    /// Unpacks an archive into a folder, in the sandbox: each file under a number, so that no name in it leads anywhere.
    init(unpacking archive: String, into folder: String, within limits: BagLimits) async throws {
        let input = open(archive, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard input >= 0 else { throw BagFault(.unreadable, "the archive") }
        defer { close(input) }
        let confinement = Confinement(
            cpuSeconds: 600, wallSeconds: 900, memoryBytes: 256 << 20, fileBytes: Int(limits.bytes) + (1 << 20),
            readable: [SandboxProgram.path] + SandboxProgram.libraries, writable: [folder], processes: 4)
        let outcome = try await ConfinedProgram.run(
            SandboxProgram.path, ["unpack", folder, String(limits.files), String(limits.bytes)], input: input,
            within: confinement)
        var end: Substring?
        for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first == "end", words.count == 2 {
                end = words[1]
            } else if words.count == 4, let size = Int64(words[2]), let path = Self.text(hex: words[3]) {
                take(words[0], "\(folder)/\(words[1])", path, size)
            }
        }
        switch end {
        case "whole": break
        case "many": faults.append(BagFault(.tooManyFiles, "the archive", expected: "at most \(limits.files)"))
        case "large": faults.append(BagFault(.tooLarge, "the archive", expected: "at most \(limits.bytes) bytes"))
        default: faults.append(BagFault(.unreadable, "the archive"))
        }
        strip()
    }

    private mutating func take(_ kind: Substring, _ location: String, _ path: String, _ size: Int64) {
        switch kind {
        case "f":
            // It was written under the sandbox's own account, and nobody is to write to it any more.
            _ = chown(location, geteuid(), getegid())
            _ = chmod(location, 0o400)
            add(path, location, size)
        // What could not be unpacked is missing, and said to be so.
        case "b": faults.append(BagFault(.unreadable, Self.shown(path)))
        case "l": faults.append(BagFault(.link, Self.shown(path)))
        case "d":
            if !BagPath.isSafe(path.hasSuffix("/") ? String(path.dropLast()) : path) {
                faults.append(BagFault(.unsafePath, Self.shown(path)))
            }
        default: faults.append(BagFault(.specialFile, Self.shown(path)))
        }
    }

    private static func text(hex: Substring) -> String? {
        let digits = Array(hex.utf8)
        guard digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        guard bytes.count == digits.count / 2 else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A bag that lies in a folder already.
    init(in folder: String, within limits: BagLimits) throws {
        let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        guard let walk = FileManager.default.enumerator(atPath: root) else {
            throw BagFault(.unreadable, folder)
        }
        while let name = walk.nextObject() as? String {
            // Of the thing itself: a link is not followed.
            guard let status = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(name)") else {
                throw BagFault(.unreadable, name)
            }
            switch status[.type] as? FileAttributeType {
            case .typeRegular: add(name, "\(root)/\(name)", (status[.size] as? NSNumber)?.int64Value ?? 0)
            case .typeDirectory: break
            case .typeSymbolicLink: faults.append(BagFault(.link, Self.shown(name)))
            default: faults.append(BagFault(.specialFile, Self.shown(name)))
            }
            guard files.count <= limits.files else {
                throw BagFault(.tooManyFiles, folder, expected: "at most \(limits.files)")
            }
        }
    }
}

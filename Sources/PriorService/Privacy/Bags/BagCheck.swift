import Foundation
import Seal

/// A bag whose files lie here, held against its manifests, byte by byte.
struct BagCheck: Sendable {
    /// Everything that is wrong, in the order of the paths; empty for a bag that is whole.
    var faults: [BagFault] = []
    /// The files by their paths.
    var files: [String: BagFile] = [:]
    /// The SHA-256 of each file that a manifest names, where it is right.
    var digests: [String: Digest] = [:]
    /// The lines of `bag-info.txt`: labels in lower case.
    var info: [String: String] = [:]
    /// The signature, where the bag has one and it holds.
    var signature: BagSignature?
    /// What identifies the content: the SHA-256 of the tag manifest.
    var identity: Digest?

    /// Looks at every file.
    /// - Parameter found: faults that were there before it came to that, such as links.
    init(_ list: [BagFile], found: [BagFault] = []) async throws {
        faults = found
        for file in list { files[file.path] = file }
        checkDeclaration()
        let payload = try manifest(BagManifest.payload)
        let tags = try manifest(BagManifest.tags)
        if files["fetch.txt"] != nil { faults.append(BagFault(.fetch, "fetch.txt")) }
        try await checkFiles(payload, isPayload: true)
        try await checkFiles(tags, isPayload: false)
        if let file = files[BagManifest.tags] { identity = try await file.digest() }
        try checkInfo()
        try checkSignature()
        faults.sort { ($0.path, $0.rule.rawValue) < ($1.path, $1.rule.rawValue) }
    }

    private mutating func checkDeclaration() {
        let lines = (try? files["bagit.txt"]?.bytes(atMost: 1_024)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let isBag = lines.contains(/^BagIt-Version: *(0\.97|1\.0)\r?\nTag-File-Character-Encoding: *UTF-8\r?\n?$/)
        if !isBag { faults.append(BagFault(.notABag, "bagit.txt", expected: "BagIt-Version: 1.0, in UTF-8")) }
    }

    private mutating func manifest(_ name: String) throws -> BagManifest {
        guard let file = files[name] else {
            faults.append(BagFault(.notABag, name, expected: "a manifest with SHA-256"))
            return BagManifest()
        }
        do {
            return try BagManifest(reading: try file.bytes(), named: name)
        } catch let fault as BagFault {
            faults.append(fault)
            return BagManifest()
        }
    }

    /// Each file of the manifest as it should be, and no other there.
    private mutating func checkFiles(_ manifest: BagManifest, isPayload: Bool) async throws {
        for (path, expected) in manifest.lines {
            guard path.hasPrefix("data/") == isPayload, let file = files[path] else {
                faults.append(BagFault(.missing, path, expected: expected.hex))
                continue
            }
            do {
                let digest = try await file.digest()
                if digest == expected {
                    digests[path] = digest
                } else {
                    faults.append(BagFault(.changed, path, expected: expected.hex, found: digest.hex))
                }
            } catch let fault as BagFault {
                faults.append(fault)
            }
        }
        let unnamed = files.keys.filter { path in
            path.hasPrefix("data/") == isPayload && manifest.digests[path] == nil && !Self.isOfNoManifest(path)
        }
        for path in unnamed { faults.append(BagFault(.unlisted, path)) }
    }

    private static func isOfNoManifest(_ path: String) -> Bool {
        path == BagSignature.fileName || (path.hasPrefix("tagmanifest-") && path.hasSuffix(".txt"))
    }

    private mutating func checkInfo() throws {
        guard let file = files["bag-info.txt"], let bytes = try? file.bytes(atMost: 1 << 20) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            info[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        guard let expected = info["payload-oxum"] else { return }
        let payload = files.values.filter { $0.path.hasPrefix("data/") }
        let found = "\(payload.reduce(0) { $0 + $1.size }).\(payload.count)"
        if expected != found { faults.append(BagFault(.wrongSize, "bag-info.txt", expected: expected, found: found)) }
    }

    private mutating func checkSignature() throws {
        guard let file = files[BagSignature.fileName] else { return }
        do {
            let read = try BagSignature(reading: try file.bytes(atMost: 4_096))
            // A signature that holds over what it says is whole: then it is the manifest that was changed.
            guard read.holds else { return faults.append(BagFault(.signature, BagSignature.fileName)) }
            guard read.tagManifest == identity else {
                return faults.append(
                    BagFault(
                        .signature, BagManifest.tags, expected: read.tagManifest.hex, found: identity?.hex ?? "nothing")
                )
            }
            signature = read
        } catch let fault as BagFault {
            faults.append(fault)
        }
    }
}

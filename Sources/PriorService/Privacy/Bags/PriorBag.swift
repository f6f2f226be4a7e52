public import Foundation
import Sandbox
import Seal

/// Bags, for whoever holds one: the same check that an import makes.
public enum PriorBag {
    /// What a bag was found to be.
    public struct Report: Sendable {
        /// Everything that is wrong; empty for a bag that is whole.
        public var faults: [BagFault]
        /// How many files it has, and their bytes.
        public var files: Int
        /// All of its files together.
        public var bytes: Int64
        /// The key it is signed by, in base64; nil where it is not signed, or not rightly.
        public var signedBy: String?
        /// When it was signed, as it says.
        public var signedAt: String?
        /// The institution it comes from, as it says.
        public var source: String?
    }

    /// Looks at a bag that lies in a folder, or in a ZIP or tar file.
    /// - Parameter scratch: where a file is unpacked; nothing stays there.
    /// - Throws: ``BagFault`` or another error where it cannot be looked at.
    public static func verify(_ path: String, scratch: URL) async throws -> Report {
        let limits = BagLimits(bytes: 1 << 40, files: 1_000_000)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw BagFault(.unreadable, path)
        }
        if isFolder.boolValue { return try await report(on: try BagFiles(in: path, within: limits)) }
        return try await Workbench.with(in: scratch) { bench in
            try await report(on: try await BagFiles(unpacking: path, into: bench.folder, within: limits))
        }
    }

    private static func report(on found: BagFiles) async throws -> Report {
        let check = try await BagCheck(found.files, found: found.faults)
        return Report(
            faults: check.faults, files: check.files.count, bytes: check.files.values.reduce(0) { $0 + $1.size },
            signedBy: check.signature?.key.description, signedAt: check.signature?.signedAt,
            source: check.info["source-organization"])
    }
}

import Foundation

/// The sample files: a photo, a drawing, a PDF, a Word file and a voice recording, real files of their kinds.
struct Samples: Sendable {
    let directory: URL

    /// Finds the samples: the folder given; else beside the program, where the build puts them; else in the repository, when
    /// started from its root.
    init(_ given: String?) throws {
        let places =
            if let given {
                [URL(filePath: given, directoryHint: .isDirectory)]
            } else {
                [
                    Bundle.main.bundleURL.appending(path: "Prior_prior.resources/Samples", directoryHint: .isDirectory),
                    URL(filePath: "Sources/prior/Samples", directoryHint: .isDirectory),
                ]
            }
        guard
            let found = places.first(where: {
                FileManager.default.fileExists(atPath: $0.appending(path: "brick-wall.jpg").path)
            })
        else {
            throw Failure(
                """
                The sample files are not at \(places.map(\.path).joined(separator: " or ")).
                Start from the root of the repository, or give their folder with --samples DIR.
                """)
        }
        directory = found
    }

    /// The names of the files in the folder `kinds`, one of each accepted kind.
    func kinds() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: "kinds").path).sorted()
    }

    /// The bytes of a sample.
    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: directory.appending(path: name))
    }
}

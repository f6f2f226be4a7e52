public import Assessment
public import Foundation

/// Every framework, policy and unit of a folder, read, checked against each other and fingerprinted.
public struct RubricsLibrary: Sendable, Equatable {
    /// The frameworks, by id and version.
    public let frameworks: [DocumentKey: Document<Framework>]
    /// The policies, by id and version.
    public let policies: [DocumentKey: Document<Policy>]
    /// The units, by id and version.
    public let units: [DocumentKey: Document<Assessment.Unit>]
    /// The qualifications, by id and version.
    public let qualifications: [DocumentKey: Document<Qualification>]
    /// The crosswalks between frameworks, by id and version.
    public let crosswalks: [DocumentKey: Document<Crosswalk>]
    /// The calendars of holidays, by id and version.
    public let calendars: [DocumentKey: Document<HolidayCalendar>]

    /// A document as text, and what to call it in faults.
    public struct File: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Its text: YAML, or JSON, which is YAML.
        public let text: String

        /// A document as text.
        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// Loads the folders `frameworks`, `policies` and `units` under a directory, and `qualifications`, `crosswalks` and `calendars`
    /// where they are there; every `.yaml` file in them counts.
    ///
    /// Throws `unreadable` where a folder or file cannot be read, and `faulty` with every fault there is. Blocks on
    /// the disk: a few dozen small files, once at start.
    public static func load(_ directory: URL) throws(RubricsError) -> RubricsLibrary {
        try load(files(under: directory))
    }

    /// Loads documents that are held as texts, for instance the canonical JSON kept in a database.
    public static func load(_ files: [File]) throws(RubricsError) -> RubricsLibrary {
        let drafts = Drafts(files)
        let faults = drafts.check()
        guard faults.isEmpty else { throw .faulty(faults) }
        return RubricsLibrary(drafts)
    }

    init(_ drafts: Drafts) {
        var frameworks: [DocumentKey: Document<Framework>] = [:]
        var policies: [DocumentKey: Document<Policy>] = [:]
        var units: [DocumentKey: Document<Assessment.Unit>] = [:]
        var qualifications: [DocumentKey: Document<Qualification>] = [:]
        var crosswalks: [DocumentKey: Document<Crosswalk>] = [:]
        var calendars: [DocumentKey: Document<HolidayCalendar>] = [:]
        for draft in drafts.list {
            switch draft.content {
            case .framework(let framework):
                frameworks[framework.key] = draft.document(framework, .framework, framework.key, framework.status)
            case .policy(let policy):
                policies[policy.key] = draft.document(policy, .policy, policy.key, policy.status)
            case .unit(let unit):
                units[unit.key] = draft.document(unit, .unit, unit.key, unit.status)
            case .qualification(let one):
                qualifications[one.key] = draft.document(one, .qualification, one.key, one.status)
            case .crosswalk(let one):
                crosswalks[one.key] = draft.document(one, .crosswalk, one.key, one.status)
            case .calendar(let one):
                calendars[one.key] = draft.document(one, .calendar, one.key, one.status)
            case nil:
                continue
            }
        }
        self.frameworks = frameworks
        self.policies = policies
        self.units = units
        self.qualifications = qualifications
        self.crosswalks = crosswalks
        self.calendars = calendars
    }

    static func files(under directory: URL) throws(RubricsError) -> [File] {
        var files: [File] = []
        for kind in DocumentKind.allCases {
            let folder = directory.appending(path: kind.folder, directoryHint: .isDirectory)
            if kind.isOptional, !FileManager.default.fileExists(atPath: folder.path) { continue }
            do {
                let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                for entry in entries.sorted() where entry.hasSuffix(".yaml") {
                    files.append(try file(folder.appending(path: entry)))
                }
            } catch let error as RubricsError {
                throw error
            } catch {
                throw .unreadable(path: folder.path, reason: error.localizedDescription)
            }
        }
        return files
    }

    static func file(_ url: URL) throws(RubricsError) -> File {
        do {
            return File(name: url.path, text: try String(contentsOf: url, encoding: .utf8))
        } catch {
            throw .unreadable(path: url.path, reason: error.localizedDescription)
        }
    }
}

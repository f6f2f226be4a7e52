public import Foundation
import Logging
import Seal

/// Why the settings cannot be used: each fault names the setting and what would be accepted, never a secret value.
public struct SettingsFault: Error, Sendable, CustomStringConvertible {
    /// One sentence per fault.
    public var faults: [String]
    /// The faults, one a line.
    public var description: String { faults.joined(separator: "\n") }
}

extension Settings {
    /// Reads the settings: the environment first, then the configuration file, then what holds by default.
    /// - Parameters:
    ///   - environment: the process's environment; `PRIOR_CONFIG` names the file where `file` does not.
    ///   - file: a JSON file whose keys are those of `SettingKey.path`.
    /// - Throws: `SettingsFault` with every fault at once.
    public static func load(environment: [String: String], file: URL? = nil) throws -> Settings {
        var reader = SettingsReader(
            environment: environment, file: file ?? environment["PRIOR_CONFIG"].map { URL(filePath: $0) })
        var settings = Settings()
        reader.text(.host) { settings.http.host = $0 }
        reader.number(.port, 0...65535) { settings.http.port = $0 }
        reader.text(.publicURL) { settings.http.publicURL = $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        reader.number(.maximumBodyBytes, 1024...104_857_600) { settings.http.maximumBodyBytes = $0 }
        reader.text(.dataDirectory) { settings.dataDirectory = URL(filePath: $0, directoryHint: .isDirectory) }
        reader.text(.rubricsDirectory) { settings.rubricsDirectory = URL(filePath: $0, directoryHint: .isDirectory) }
        reader.text(.messagesDirectory) { settings.messagesDirectory = URL(filePath: $0, directoryHint: .isDirectory) }
        reader.text(.migrationsDirectory) {
            settings.migrationsDirectory = URL(filePath: $0, directoryHint: .isDirectory)
        }
        reader.text(.databaseURL) { settings.database.url = $0 }
        reader.number(.databaseConnections, 1...500) { settings.database.connections = $0 }
        reader.number(.databaseWait, 1...300) { settings.database.wait = .seconds($0) }
        reader.number(.statementTimeout, 1...3600) { settings.database.statementTimeout = .seconds($0) }
        reader.number(.maximumEvidenceBytes, 1...1_099_511_627_776) { settings.maximumEvidenceBytes = $0 }
        reader.choice(.typing, ["sandbox", "in-process"]) { settings.isTypingApart = $0 == "sandbox" }
        reader.text(.sandboxProgram) { settings.sandboxProgram = $0 }
        reader.scanner { settings.scanner = $0 }
        reader.choice(.fetch, ["never", "https"]) { settings.fetcher = $0 == "https" ? Fetcher() : nil }
        reader.choice(.partners, ["never", "https", "local"]) {
            settings.partners = $0 == "never" ? nil : Dialer(reach: $0 == "local" ? .thisMachineToo : .publicOnly)
        }
        reader.number(.previewMakers, 0...64) { settings.previewMakers = $0 }
        reader.number(.clientRate, 1...1_000_000) { settings.clientRate = $0 }
        reader.number(.smallestCell, 3...100) { settings.smallestCell = $0 }
        reader.number(.uploadDays, 1...365) { settings.uploads.lifetime = .seconds($0 * 86_400) }
        reader.number(.uploadsPerPerson, 1...10_000) { settings.uploads.perPerson = $0 }
        reader.number(.institutionBytes, 1...1_125_899_906_842_624) { settings.quotas.institutionBytes = $0 }
        reader.number(.institutionItems, 1...1_000_000_000) { settings.quotas.institutionItems = $0 }
        reader.number(.sessionLifetime, 1...8760) { settings.sessions.lifetime = .seconds($0 * 3600) }
        reader.number(.sessionIdle, 1...8760) { settings.sessions.idleLimit = .seconds($0 * 3600) }
        reader.text(.sendmail) { settings.mail.sendmail = $0 }
        reader.text(.mailFrom) { settings.mail.from = $0 }
        reader.number(.headerSeconds, 1...300) { settings.edge.headerDeadline = .seconds($0) }
        reader.number(.bodyBytesPerSecond, 1...1_048_576) { settings.edge.minimumBytesPerSecond = $0 }
        reader.number(.connections, 1...65_536) { settings.edge.connections = $0 }
        reader.number(.shutdownSeconds, 1...600) { settings.edge.shutdown = .seconds($0) }
        reader.number(.passwordCost, 10...20) { settings.scryptLogN = $0 }
        reader.store(&settings.store)
        reader.bags(&settings.bags)
        reader.timeStamps(&settings.timeStamps)
        reader.openID { settings.openID = $0 }
        reader.logLevel { settings.logLevel = $0 }
        reader.operatorToken { settings.operatorTokenDigest = $0 }
        guard reader.faults.isEmpty else { throw SettingsFault(faults: reader.faults) }
        return settings
    }

    /// Every setting with the value found for it and where it was found, secrets hidden: what `prior config check` prints.
    public static func report(environment: [String: String], file: URL? = nil) -> [String] {
        let reader = SettingsReader(
            environment: environment, file: file ?? environment["PRIOR_CONFIG"].map { URL(filePath: $0) })
        return SettingKey.all.map { key in
            guard let found = reader.find(key) else { return "\(key.variable) = \(key.standard)  (default)" }
            return "\(key.variable) = \(key.isSecret ? "(set, not shown)" : found.value)  (\(found.place))"
        }
    }
}

/// Finds settings by key, and collects what is wrong with them.
struct SettingsReader {
    private let environment: [String: String]
    private var fileValues: [String: String] = [:]
    private(set) var faults: [String] = []

    init(environment: [String: String], file: URL?) {
        self.environment = environment
        guard let file else { return }
        do {
            flatten(try StrictJSON.parse([UInt8](try Data(contentsOf: file))), into: "")
        } catch let fault as JSONFault {
            faults.append("The configuration file is not JSON: \(fault.description)")
        } catch {
            faults.append("The configuration file \(file.path) cannot be read.")
        }
        let known = Set(SettingKey.all.map(\.path))
        for path in fileValues.keys.sorted() where !known.contains(path) {
            faults.append(
                "The configuration file sets `\(path)`, which nobody knows. Known: \(known.sorted().joined(separator: ", "))."
            )
        }
    }

    mutating func fault(_ sentence: String) { faults.append(sentence) }

    func find(_ key: SettingKey) -> (value: String, place: String)? {
        if let value = environment[key.variable], !value.isEmpty { return (value, "environment") }
        return fileValues[key.path].map { ($0, "file") }
    }

    mutating func text(_ key: SettingKey, _ set: (String) -> Void) {
        if let found = find(key) { set(found.value) }
    }

    mutating func scanner(_ set: (Clamd.Address) -> Void) {
        guard let found = find(.scanner) else { return }
        guard let address = Clamd.Address(found.value) else {
            faults.append("PRIOR_CLAMD (scanner.clamd) must be the path of a socket, or host:port.")
            return
        }
        set(address)
    }

    mutating func choice(_ key: SettingKey, _ words: [String], _ set: (String) -> Void) {
        guard let found = find(key) else { return }
        guard words.contains(found.value) else {
            faults.append("\(key.variable) (\(key.path)) must be one of: \(words.joined(separator: ", ")).")
            return
        }
        set(found.value)
    }

    mutating func number(_ key: SettingKey, _ range: ClosedRange<Int>, _ set: (Int) -> Void) {
        guard let found = find(key) else { return }
        guard let number = Int(found.value), range.contains(number) else {
            faults.append(
                "\(key.variable) (\(key.path)) must be a whole number, \(range.lowerBound) to \(range.upperBound).")
            return
        }
        set(number)
    }

    mutating func logLevel(_ set: (Logger.Level) -> Void) {
        guard let found = find(.logLevel) else { return }
        guard let level = Logger.Level(rawValue: found.value.lowercased()) else {
            faults.append("PRIOR_LOG_LEVEL (log.level) must be one of: \(SettingKey.logLevel.meaning)")
            return
        }
        set(level)
    }

    mutating func operatorToken(_ set: (Digest) -> Void) {
        guard let found = find(.operatorToken) else { return }
        guard found.value.hasPrefix(Credential.operatorPrefix), found.value.utf8.count >= 40,
            found.value.utf8.count <= 200
        else {
            faults.append("PRIOR_OPERATOR_TOKEN (operator.token) must be `prior_o_` and 32 to 190 more characters.")
            return
        }
        set(SecretToken.digest(of: found.value))
    }

    private mutating func flatten(_ value: JSONValue, into path: String) {
        switch value {
        case .object(let object):
            for member in object.members {
                flatten(member.value, into: path.isEmpty ? member.key : "\(path).\(member.key)")
            }
        case .string(let text), .number(let text):
            fileValues[path] = text
        case .bool(let flag):
            fileValues[path] = String(flag)
        case .array, .null:
            faults.append("The configuration file's `\(path)` must be a text or a number.")
        }
    }
}

import HTTPTypes
import MediaType
import Postgres

/// Why a file that is kept is given to nobody.
enum Hold: Sendable, Equatable {
    /// By a rule of the policy, until a coordinator releases it.
    case policy(String)
    /// Until the scanner for malware has looked at it.
    case scan
    /// The scanner found something in it: for ever.
    case malware(String)

    /// A stable name for programs.
    var code: String {
        switch self {
        case .policy(let rule): rule
        case .scan: "scan_pending"
        case .malware: "malware"
        }
    }

    /// What to do about it, for the person who sent the file.
    var advice: String {
        switch self {
        case .policy(let rule):
            "The institution has to look at this file first. To be quicker: "
                + (TypingRule.advice(of: rule) ?? "Save it as PDF and send that.")
        case .scan:
            "The file is being checked for malware. It is there as soon as that is done; nothing has to be done."
        case .malware(let signature):
            "A scanner found \(signature) in this file, so that nobody is given it. Check your device, take the item out, and send a clean copy."
        }
    }
}

extension EvidenceFile {
    /// Why nobody is given it; nil where it is to be had.
    var hold: Hold? {
        if scan?.state == .found { return .malware(scan?.signature ?? "malware") }
        if let rule = quarantinedBy, releasedAt == nil { return .policy(rule) }
        return scan?.state == .pending ? .scan : nil
    }

    /// The same of the table `evidence_file` under the name `f`: whether the bytes may be given out.
    static let isFree: SQL = """
        ((f.quarantined_by is null or f.released_at is not null)
            and not exists (select from evidence_scan q where q.digest = f.digest and q.state <> 'clean'))
        """
}

/// What a scanner says of the bytes of a file.
struct Scan: Sendable, Equatable {
    enum State: String, Sendable { case pending, clean, found }

    var state: State
    /// What was found.
    var signature: String?
}

extension Problem {
    /// The bytes of a held file are asked for.
    static func quarantined(_ hold: Hold) -> Problem {
        Problem(.conflict, "evidence-quarantined", "The file is in quarantine", hold.advice)
            .with("quarantinedBy", .string(hold.code))
    }
}

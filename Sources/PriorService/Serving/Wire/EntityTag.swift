import Foundation
import HTTPTypes

extension HTTPFields {
    /// Whether `If-None-Match` names this entity tag, so that the client has these bytes already (RFC 9110 section 13.1.2).
    func alreadyHave(_ entityTag: String) -> Bool {
        guard let header = self[.ifNoneMatch] else { return false }
        return header.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.contains { candidate in
            candidate == "*" || candidate == entityTag || candidate == "W/\(entityTag)"
        }
    }
}

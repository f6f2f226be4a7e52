import Foundation
import HTTPTypes
import Hummingbird
import Seal

/// The bearer token of a request, told apart by its prefix. Only digests are ever looked up or kept.
enum Credential: Sendable, Equatable {
    case none
    case session(Digest)
    case client(Digest)
    case link(Digest)
    case `operator`(Digest)

    static let sessionPrefix = "prior_s_"
    static let clientPrefix = "prior_c_"
    /// What a client's token is asked for with; never a bearer token itself.
    static let clientSecretPrefix = "prior_k_"
    static let linkPrefix = "prior_l_"
    static let operatorPrefix = "prior_o_"

    /// Reads `Authorization: Bearer …`.
    /// - Throws: 401 for any other scheme, or a token that this service cannot have made.
    init(_ headers: HTTPFields) throws {
        guard let header = headers[.authorization] else {
            self = .none
            return
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 200 else {
            throw Problem.unauthenticated
        }
        let token = String(parts[1])
        let digest = SecretToken.digest(of: token)
        switch token {
        case _ where token.hasPrefix(Self.sessionPrefix): self = .session(digest)
        case _ where token.hasPrefix(Self.clientPrefix): self = .client(digest)
        case _ where token.hasPrefix(Self.linkPrefix): self = .link(digest)
        case _ where token.hasPrefix(Self.operatorPrefix): self = .operator(digest)
        default: throw Problem.unauthenticated
        }
    }
}

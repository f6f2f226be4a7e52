import Assessment

/// Who may knock at a route at all. What they may do with one particular thing is decided by its handler, from the
/// caller's role at the institution the thing belongs to.
enum Access: Sendable, Equatable {
    /// No credential needed.
    case anyone
    /// Any signed-in person.
    case person
    /// A signed-in person who holds a role with this permission somewhere.
    case staff(Permission)
    /// An institution's machine whose token carries this scope.
    case client(Scope)
    /// An institution's machine that shows its id and secret, at the token route only: `Authorization: Basic` or in the
    /// form. The handler reads them.
    case clientSecret
    /// The holder of a one-time link.
    case link
    /// Whoever runs the service.
    case `operator`

    /// For the OpenAPI document and the permission matrix.
    var words: String {
        switch self {
        case .anyone: "anyone"
        case .person: "a signed-in person"
        case .staff(let permission): "staff who may `\(permission.rawValue)`"
        case .client(let scope): "an institution's client with scope `\(scope.rawValue)`"
        case .clientSecret: "an institution's client with its id and secret"
        case .link: "the holder of a one-time link"
        case .operator: "the operator of the service"
        }
    }
}

/// What a machine credential may be used for.
enum Scope: String, Codable, Sendable, CaseIterable {
    /// Read the institution's credit feed.
    case creditsRead = "credits.read"
    /// Answer credits with receipts.
    case receiptsWrite = "receipts.write"
    /// Say where the feed's entries are sent.
    case webhooksManage = "webhooks.manage"
}

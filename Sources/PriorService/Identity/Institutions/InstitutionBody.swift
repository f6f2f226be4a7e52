import Assessment
import Foundation

/// A new institution, with the person who will administer it.
struct NewInstitutionBody: RequestBody {
    var slug: String
    var name: String
    var country: String
    var policy: String
    var administrator: String

    static let schema = Schema.object([
        .must("slug", .slug, "A short name for addresses, as `limkokwing`."),
        .must("name", .text(200), "Its full name."),
        .must("country", .string(.init(length: 2...2)), "ISO 3166-1 alpha-2, as `LS`."),
        .must("policy", .text(120), "The policy it works under, as `lesotho@1`."),
        .must("administrator", .email, "Who is invited to administer it; the invitation is mailed."),
    ])
}

/// An institution, as anyone sees it.
struct InstitutionBody: AnswerBody {
    var id: ID<Institution>
    var slug: String
    var name: String
    var country: String
    var policy: String

    static let schema = Schema.object([
        .must("id", .id, "The institution."),
        .must("slug", .slug, "Its short name."),
        .must("name", .text(200), "Its full name."),
        .must("country", .string(.init(length: 2...2)), "ISO 3166-1 alpha-2."),
        .must("policy", .text(120), "The policy it works under now."),
    ])
}

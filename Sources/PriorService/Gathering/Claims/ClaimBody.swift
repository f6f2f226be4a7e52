import Assessment
import Foundation

/// A unit to claim.
struct NewClaimBody: RequestBody {
    var unit: String
    var route: RecognitionRoute
    var purpose: ClaimPurpose

    static let schema = Schema.object([
        .must("unit", .text(120), "A published unit, as `bricklaying-trade-test@1`."),
        .must("route", .choice(of: RecognitionRoute.self), "How it is to be recognised."),
        .must("purpose", .choice(of: ClaimPurpose.self), "What for."),
    ])
}

/// A claim.
struct ClaimBody: AnswerBody {
    var id: ID<Claim>
    var portfolio: ID<Portfolio>
    var unit: String
    var title: String
    var route: RecognitionRoute
    var purpose: ClaimPurpose
    var madeAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The claim."),
        .must("portfolio", .id, "The portfolio it stands in."),
        .must("unit", .text(120), "The unit claimed."),
        .must("title", .text(300), "What the unit is called."),
        .must("route", .choice(of: RecognitionRoute.self), "How it is to be recognised."),
        .must("purpose", .choice(of: ClaimPurpose.self), "What for."),
        .must("madeAt", .dateTime, "When it was claimed."),
    ])
}

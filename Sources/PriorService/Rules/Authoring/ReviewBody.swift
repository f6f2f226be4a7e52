import Assessment
import Foundation
import Postgres

/// What a reviewer says of a document.
struct NewReviewBody: RequestBody {
    var verdict: DocumentReview.Verdict
    var says: String?

    static let schema = Schema.object([
        .must("verdict", .choice(of: DocumentReview.Verdict.self), "Whether it may be published as it stands."),
        .may("says", .anyText(4000), "Why; needed where it is refused."),
    ])
}

/// One review of one saved text. Identified by `ID<DocumentReview>`.
struct DocumentReview: Sendable {
    enum Verdict: String, Codable, Sendable, CaseIterable, PostgresEncodable, PostgresDecodable {
        /// It may be published.
        case passed
        /// It goes back to its writers.
        case refused
    }

    var id: ID<DocumentReview>
    var revision: Int
    var verdict: Verdict
    var says: String
    var reviewedBy: ID<Person>
    var reviewedAt: Date
}

/// A review, as staff of the institution see it.
struct DocumentReviewBody: AnswerBody {
    var id: ID<DocumentReview>
    var revision: Int
    var verdict: DocumentReview.Verdict
    var says: String
    var reviewedBy: ID<Person>
    var reviewedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The review."),
        .must("revision", .integer(1...Int.max), "The saved text that it speaks of."),
        .must("verdict", .choice(of: DocumentReview.Verdict.self), "What was said."),
        .must("says", .anyText(4000), "Why."),
        .must("reviewedBy", .id, "Who."),
        .must("reviewedAt", .dateTime, "When."),
    ])

    init(_ review: DocumentReview) {
        id = review.id
        revision = review.revision
        verdict = review.verdict
        says = review.says
        reviewedBy = review.reviewedBy
        reviewedAt = review.reviewedAt
    }
}

extension Connection {
    func insert(_ review: DocumentReview, of document: AuthoredDocument) async throws {
        do {
            try await execute(
                """
                insert into document_review (
                    id, institution_id, authored_document_id, revision, verdict, says, reviewed_by, reviewed_at)
                values (\(review.id), \(document.institution), \(document.id), \(review.revision), \(review.verdict),
                    \(review.says), \(review.reviewedBy), \(review.reviewedAt))
                """)
        } catch let error as PostgresError where error.constraint == "document_review_once" {
            throw Problem.conflict(
                "already-reviewed", "You have reviewed this text",
                "Once it is saved anew there is something new to review.")
        }
    }
}

extension Database {
    func reviews(of document: ID<AuthoredDocument>, _ page: Page) async throws -> [DocumentReview] {
        try await query(
            """
            select id, revision, verdict, says, reviewed_by, reviewed_at from document_review
            where authored_document_id = \(document) and id > \(page.afterID ?? .zero) order by id limit \(page.rows)
            """
        ).map { row in
            DocumentReview(
                id: try row["id"], revision: try row["revision"], verdict: try row["verdict"], says: try row["says"],
                reviewedBy: try row["reviewed_by"], reviewedAt: try row["reviewed_at"])
        }
    }
}

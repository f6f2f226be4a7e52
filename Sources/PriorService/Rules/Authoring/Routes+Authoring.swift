import Assessment
import HTTPTypes
import Rubrics

extension Routes {
    static let authoring: [Route] = [
        .post(
            "/api/institutions/{id}/documents", "draftDocument", for: .staff(.author),
            takes: .json(NewAuthoredDocumentBody.self), gives: .created(WholeAuthoredDocumentBody.self),
            "Begins a framework, unit, policy, qualification or crosswalk, from nothing or as a copy.",
            AuthoringRoutes.create),
        .list(
            "/api/institutions/{id}/documents", "listDocuments", for: .staff(.readDocuments),
            query: [.may("kind", .choice(of: DocumentKind.self), "Only documents of this kind.")],
            of: AuthoredDocumentBody.self, "What the institution writes and has published.", AuthoringRoutes.list),
        .get(
            "/api/documents/{id}", "showDocument", for: .staff(.readDocuments),
            gives: .ok(WholeAuthoredDocumentBody.self),
            "One document with all that is wrong with it, for whoever writes, reviews or audits.",
            AuthoringRoutes.show),
        .put(
            "/api/documents/{id}", "saveDocument", for: .staff(.author), takes: .json(DocumentTextBody.self),
            gives: .ok(WholeAuthoredDocumentBody.self), versioned: true,
            "Saves a draft, also with faults; what was reviewed is a draft again.", AuthoringRoutes.save),
        .delete(
            "/api/documents/{id}", "discardDocument", for: .staff(.author), versioned: true, "Throws a draft away.",
            AuthoringRoutes.discard),
        .get(
            "/api/documents/{id}/changes", "showDocumentChanges", for: .staff(.readDocuments),
            gives: .ok(ChangesBody.self),
            problems: [.conflict],
            "What a draft says otherwise than the version it was begun from.", AuthoringRoutes.changes),
        .list(
            "/api/documents/{id}/impact", "showDocumentImpact", for: .staff(.readPortfolios), of: CaseImpactBody.self,
            problems: [.conflict], "Which open cases a unit or policy would touch, before it is published.",
            ImpactRoutes.document),
        .list(
            "/api/institutions/{id}/policy-impact", "showPolicyImpact", for: .staff(.readPortfolios),
            query: [.must("policy", .text(120), "The policy to be followed, `id@version`.")],
            of: CaseImpactBody.self, "What another policy would find of the institution's open cases.",
            ImpactRoutes.policy),
        .post(
            "/api/documents/{id}/reviews", "reviewDocument", for: .staff(.review), takes: .json(NewReviewBody.self),
            gives: .created(DocumentReviewBody.self), versioned: true,
            "Passes or refuses a text that somebody else wrote.", PublishingRoutes.review),
        .list(
            "/api/documents/{id}/reviews", "listDocumentReviews", for: .staff(.readDocuments),
            of: DocumentReviewBody.self,
            "What reviewers said.", PublishingRoutes.reviews),
        .post(
            "/api/documents/{id}/publications", "publishDocument", for: .staff(.publish),
            gives: .created(AuthoredDocumentBody.self), versioned: true,
            "Publishes a reviewed text; it never changes from then on.", PublishingRoutes.publish),
        .post(
            "/api/supersessions", "supersedeDocument", for: .staff(.publish), takes: .json(NewSupersessionBody.self),
            gives: .created(SupersessionBody.self), problems: [.notFound],
            "Puts a published version out of force; what was begun under it goes on.", PublishingRoutes.supersede),
        .put(
            "/api/stewardships/{kind}/{document}", "entrustDocument", for: .operator,
            takes: .json(StewardshipBody.self), gives: .ok(StewardshipBody.self),
            "Lets an institution write the versions of an id.", PublishingRoutes.entrust),
    ]
}

import Assessment
import HTTPTypes

extension Routes {
    /// Certificates and badges from somewhere else.
    static let priorCredentials: [Route] = [
        .post(
            "/api/portfolios/{id}/badges", "addBadge", for: .person, takes: .bytes, query: BadgeArrival.fields,
            gives: .created(PriorCredentialBody.self),
            problems: [.init(code: 507, reasonPhrase: "Insufficient Storage")],
            "Adds an Open Badge 2 or 3, as baked PNG or SVG, JSON or JWT, and verifies it as far as it can be.",
            PriorCredentialRoutes.addBadge),
        .get(
            "/api/evidence/{id}/credential", "showCredential", for: .person, gives: .ok(PriorCredentialBody.self),
            "What a certificate or badge says, and what of it is verified.", PriorCredentialRoutes.show),
        .put(
            "/api/evidence/{id}/certificate", "stateCertificate", for: .person,
            takes: .json(PriorCredential.Facts.self),
            gives: .ok(PriorCredentialBody.self), versioned: true,
            "Types what a certificate says; If-Match takes the portfolio's ETag.", PriorCredentialRoutes.state),
        .post(
            "/api/evidence/{id}/checks", "checkBadge", for: .person, gives: .created(CredentialCheckBody.self),
            "Verifies a badge again, as of now.", PriorCredentialRoutes.check),
        .post(
            "/api/evidence/{id}/inquiries", "recordInquiry", for: .staff(.admit), takes: .json(NewInquiryBody.self),
            gives: .created(InquiryBody.self), "Records what an awarding body said of a certificate or badge.",
            PriorCredentialRoutes.inquire),
    ]
}

import Assessment
import HTTPTypes

extension Routes {
    static let timeStamps: [Route] = [
        .get(
            "/api/submissions/{id}/time-stamp", "showTimeStamp", for: .person, gives: .ok(TimeStampBody.self),
            "When a time-stamping authority saw the submission's digest; 404 where none did yet.", TimeStampRoutes.show),
        .get(
            "/api/submissions/{id}/time-stamp/response", "showTimeStampResponse", for: .person,
            gives: .other("application/timestamp-reply"),
            "The authority's answer (RFC 3161), for `openssl ts -verify`.", TimeStampRoutes.response),
    ]
}

import Foundation
import Postgres
import Support
import Testing

@testable import PriorService

/// What travels, and what came from elsewhere.
extension PermissionWorld {
    func probeOfBags(_ route: String) -> Probe? {
        switch route {
        case "exportPortfolio": Probe("/api/portfolios/\(draft.portfolio)/bag")
        // No bag: whoever may bring one is told so.
        case "importBag": Probe("/api/portfolios/\(draft.portfolio)/imports").sending("x", as: "application/zip")
        case "listImports": Probe("/api/portfolios/\(draft.portfolio)/imports")
        case "confirmImport": Probe("/api/imports/\(imported)/confirmations", ["how": "I rang them."])
        case "showOrigin": Probe("/api/evidence/\(draft.evidence.first ?? "")/origin")
        case "showBagKey": Probe("/api/bag-key")
        case "showTimeStamp": Probe("/api/submissions/\(scored.submission)/time-stamp")
        case "showTimeStampResponse": Probe("/api/submissions/\(scored.submission)/time-stamp/response")
        default: nil
        }
    }

    /// An item that came in a bag, and a submission with a time stamp.
    func addTravels() async throws {
        let ids = try [draft.portfolio, owner.id, draft.evidence.first ?? "", scored.submission, institution].map {
            try #require(UUID(uuidString: $0))
        }
        let bag = try #require(UUID(uuidString: imported))
        let database = TestDatabase.current.database
        try await database.execute(
            """
            insert into bag_import (id, institution_id, portfolio_id, imported_by, imported_at, bag_digest, source,
                external_identifier, learner_name, origin, left_out)
            values (\(bag), \(ids[4]), \(ids[0]), \(ids[1]), now(), sha256(''), 'Far', '', '', 'unsigned',
                '{"alreadyHere": [], "withoutFile": [], "units": []}')
            """)
        try await database.execute(
            """
            insert into evidence_origin (evidence_id, import_id, original_id, institution, vouched, record)
            values (\(ids[2]), \(bag), \(ids[2]), 'Far', true, '{}')
            """)
        try await database.execute(
            """
            insert into time_stamp (submission_id, institution_id, digest, wanted_at, next_attempt_at, response, stamped_at,
                serial, authority)
            values (\(ids[3]), \(ids[4]), sha256(''), now(), now(), '\\x00', now(), '01', 'http://tsa.example/')
            """)
    }
}

import Foundation
import HTTPTypes

@testable import PriorService

/// One request by which a route is tried: right in every way, so that only who asks decides.
struct Probe: Sendable {
    var path: String
    var body: JSONValue?
    var bytes: [UInt8]?
    var headers: HTTPFields = [:]

    init(_ path: String, _ body: JSONValue? = nil) {
        self.path = path
        self.body = body
    }

    func with(_ name: HTTPField.Name, _ value: String) -> Probe {
        var copy = self
        copy.headers[name] = value
        return copy
    }

    func sending(_ text: String, as type: String) -> Probe {
        var copy = self
        copy.bytes = Array(text.utf8)
        copy.headers[.contentType] = type
        return copy
    }
}

extension PermissionWorld {
    /// How a route is tried, by its name; nil for a route that nobody listed here yet.
    func probe(_ route: String) async throws -> Probe? {
        if let probe = probeOfService(route) ?? probeOfPortfolios(route) ?? probeOfAssessing(route) { return probe }
        if let probe = probeOfCredit(route) ?? probeOfUploads(route) ?? probeOfWitnesses(route) { return probe }
        if let probe = probeOfItems(route) ?? probeOfEncounters(route) ?? probeOfErasure(route) { return probe }
        if let probe = probeOfBags(route) { return probe }
        if let probe = probeOfNotifications(route) { return probe }
        if let probe = probeOfAuthoring(route) { return probe }
        if let probe = probeOfModeration(route) { return probe }
        if let probe = probeOfPartners(route) ?? probeOfAllocation(route) { return probe }
        guard route == "giveTestimonial", let link = member("link") else { return nil }
        return Probe("/api/testimonials", try await testimonial(link))
    }

    private func probeOfService(_ route: String) -> Probe? {
        switch route {
        case "health": Probe("/healthz")
        case "readiness": Probe("/readyz")
        case "metrics": Probe("/metrics")
        case "openAPI": Probe("/openapi.json")
        case "readDemoMail": Probe("/api/demo/mail?to=nobody@example.org")
        case "register":
            Probe("/api/people", ["email": "new@example.org", "name": "New", "password": .string(Self.password)])
        case "showMe": Probe("/api/people/me")
        case "signIn": Probe("/api/sessions", ["email": "registered@example.org", "password": .string(Self.password)])
        case "listSessions": Probe("/api/sessions")
        case "endSession": Probe("/api/sessions/00000000-0000-7000-8000-000000000000")
        case "endAllSessions": Probe("/api/sessions")
        case "listInstitutions": Probe("/api/institutions")
        case "showInstitution": Probe("/api/institutions/\(institution)")
        case "addInstitution":
            Probe(
                "/api/institutions",
                [
                    "slug": "new", "name": "New", "country": "LS", "policy": "lesotho@3",
                    "administrator": "new-admin@example.org",
                ])
        case "followPolicy": Probe("/api/institutions/\(institution)/policy", ["policy": "strict@3"])
        case "invite":
            Probe("/api/institutions/\(institution)/invitations", ["email": "x@example.org", "role": "panel"])
        case "listInvitations": Probe("/api/institutions/\(institution)/invitations")
        case "withdrawInvitation": Probe("/api/invitations/\(invitation)")
        case "acceptInvitation": Probe("/api/memberships", ["invitation": .string(invitationCode)])
        case "listMemberships": Probe("/api/institutions/\(institution)/memberships")
        case "endMembership": Probe("/api/memberships/\(membership)")
        case "addClient": Probe("/api/institutions/\(institution)/clients", ["name": "x", "scopes": ["credits.read"]])
        case "listClients": Probe("/api/institutions/\(institution)/clients")
        case "revokeClient": Probe("/api/clients/\(client)")
        case "rotateClientSecret": Probe("/api/clients/\(client)/secrets", [:])
        case "setClientKeys":
            Probe("/api/clients/\(client)/keys", ["keysURL": "https://keys.example.org/"])
        case "issueToken":
            Probe("/api/oauth/token").sending(
                "grant_type=client_credentials&client_id=\(client)&client_secret=wrong",
                as: "application/x-www-form-urlencoded")
        case "authorizationServer": Probe("/.well-known/oauth-authorization-server")
        case "listEvents": Probe("/api/institutions/\(institution)/events")
        case "verifyEvents": Probe("/api/institutions/\(institution)/events/verification")
        case "listFrameworks": Probe("/api/frameworks")
        case "showFramework": Probe("/api/frameworks/lqf@1")
        case "listPolicies": Probe("/api/policies")
        case "showPolicy": Probe("/api/policies/lesotho@1")
        case "listUnits": Probe("/api/units")
        case "showUnit": Probe("/api/units/\(draft.unit)")
        default: nil
        }
    }

    private func probeOfPortfolios(_ route: String) -> Probe? {
        let portfolio = "/api/portfolios/\(draft.portfolio)"
        let item = draft.evidence.first ?? ""
        return switch route {
        case "openPortfolio": Probe("/api/portfolios", ["institution": .string(institution), "title": "Mine"])
        case "listPortfolios": Probe("/api/portfolios?institution=\(institution)")
        case "showPortfolio": Probe(portfolio)
        case "renamePortfolio": Probe(portfolio, ["title": "Other"]).with(.ifMatch, version)
        case "withdrawPortfolio": Probe("\(portfolio)/withdrawals", ["reason": "No more."])
        case "showCompleteness": Probe("\(portfolio)/completeness")
        case "addAdviser": Probe("\(portfolio)/advisers/\(crew.adviser.id)")
        case "removeAdviser": Probe("\(portfolio)/advisers/\(crew.adviser.id)")
        case "makeClaim":
            Probe("\(portfolio)/claims", ["unit": "solar-home-installation@1", "route": "rpl", "purpose": "credit"])
        case "withdrawClaim": Probe("/api/claims/\(draft.claim)")
        case "addEvidence":
            Probe("\(portfolio)/evidence?title=Note").sending("I laid this wall myself.\n", as: "text/plain")
        case "listEvidence": Probe("\(portfolio)/evidence")
        case "showEvidence": Probe("/api/evidence/\(item)")
        case "changeEvidence": Probe("/api/evidence/\(item)", ["title": "Other"]).with(.ifMatch, version)
        case "removeEvidence": Probe("/api/evidence/\(item)")
        case "releaseEvidence": Probe("/api/evidence/\(item)/releases", ["reason": "Nothing speaks against it."])
        case "downloadEvidence": Probe("/api/evidence/\(scored.evidence.first ?? "")/content")
        case "recordOriginalSighting":
            Probe(
                "/api/evidence/\(item)/original-sightings",
                ["seen": "original", "seenOn": "2026-01-02", "place": "Here"])
        case "listOriginalSightings": Probe("/api/evidence/\(scored.evidence.first ?? "")/original-sightings")
        case "withdrawOriginalSighting":
            Probe("/api/original-sightings/\(sighting)/withdrawals", ["reason": "It was another paper."])
        case "stateCurrency":
            Probe("/api/evidence/\(item)/currency-statement", ["says": "I do it still.", "items": [.string(spare)]])
        case "showCurrencyStatement": Probe("/api/evidence/\(spare)/currency-statement")
        case "removeCurrencyStatement": Probe("/api/evidence/\(spare)/currency-statement")
        case "listPreviews": Probe("/api/evidence/\(scored.evidence.first ?? "")/previews")
        case "showPreview": Probe("/api/evidence/\(scored.evidence.first ?? "")/previews/1")
        case "showMetadata": Probe("/api/evidence/\(scored.evidence.first ?? "")/metadata")
        case "listDuplicatesOfPortfolio": Probe("\(portfolio)/duplicates")
        case "linkEvidence":
            Probe(
                "/api/evidence/\(spare)/links",
                ["claim": .string(draft.claim), "criterion": .string(draft.criteria[0].id)])
        case "unlinkEvidence": Probe("/api/links/\(draft.link)")
        case "recordObservation": Probe("\(portfolio)/observations", observed)
        case "showObservation": Probe("/api/observations/\(observation)")
        case "countersignObservation":
            Probe("/api/observations/\(observation)/countersignatures", ["signature": "Lerato"])
        default: nil
        }
    }

    private func probeOfWitnesses(_ route: String) -> Probe? {
        let portfolio = "/api/portfolios/\(draft.portfolio)"
        let mine = "/api/testimonial-request"
        return switch route {
        case "askWitness":
            Probe(
                "\(portfolio)/testimonial-requests",
                ["claim": .string(draft.claim), "witnessName": "W", "witnessEmail": "w@example.org"])
        case "listTestimonialRequests": Probe("\(portfolio)/testimonial-requests")
        case "remindWitness": Probe("/api/testimonial-requests/\(asked)/reminders")
        case "withdrawTestimonialRequest": Probe("/api/testimonial-requests/\(asked)")
        case "showTestimonialRequest": Probe("/api/testimonial-request")
        case "declineTestimonial": Probe("/api/testimonial-request/declines", ["reason": "I do not know them."])
        case "showTestimonial": Probe("/api/testimonials/\(witnessed)")
        case "handLinkOver": Probe("/api/testimonial-requests/\(asked)/hand-overs")
        case "exchangeCode": Probe("/api/testimonial-links", ["code": "0000 0000 0000 0001"])
        case "saveTestimonialDraft": Probe("\(mine)/draft", ["contact": "+266 5800 0000"]).with(.ifMatch, "\"0\"")
        case "putTestimonialRecording": Probe("\(mine)/recording").sending("#!AMR\n<I am the voice>", as: "audio/amr")
        case "removeTestimonialRecording": Probe("\(mine)/recording")
        case "sendContactCode": Probe("\(mine)/contact-codes", ["email": "sello@example.org"])
        case "confirmContact": Probe("\(mine)/contact-confirmations", ["code": "000000"])
        case "showOwnTestimonial": Probe("/api/testimonial")
        case "takeTestimonialBack": Probe("/api/testimonial/withdrawals", ["reason": "It is not right."])
        case "checkContact": Probe("/api/testimonials/\(witnessed)/contact-checks", ["outcome": "notReached"])
        case "listContactChecks": Probe("/api/testimonials/\(witnessed)/contact-checks")
        case "recordObservation": Probe("\(portfolio)/observations", observed)
        default: nil
        }
    }

    private func probeOfAssessing(_ route: String) -> Probe? {
        let atTheDoor = "/api/submissions/\(waiting.submission)"
        let accepted = "/api/assignments/\(scored.assignments.first ?? "")"
        let offer = "/api/assignments/\(offered.assignments.first ?? "")"
        return switch route {
        case "submitPortfolio": Probe("/api/portfolios/\(draft.portfolio)/submissions", ["declaration": true])
        case "listSubmissionsOfPortfolio": Probe("/api/portfolios/\(waiting.portfolio)/submissions")
        case "listReturns": Probe("/api/portfolios/\(waiting.portfolio)/returns")
        case "listSubmissions": Probe("/api/submissions?institution=\(institution)")
        case "showSubmission": Probe("/api/submissions/\(scored.submission)")
        case "answerReturn":
            Probe("/api/portfolios/\(returned.portfolio)/returns/\(returned.submission)/answers/1", ["says": "There."])
        case "removeReturnAnswer":
            Probe("/api/portfolios/\(returned.portfolio)/returns/\(returned.submission)/answers/2")
        case "showManifest": Probe("/api/submissions/\(scored.submission)/manifest")
        case "showSubmissionReceipt": Probe("/api/submission-receipts/\(waiting.receipt)")
        case "admitSubmission": Probe("\(atTheDoor)/admissions", [:])
        case "returnSubmission":
            Probe("\(atTheDoor)/returns", ["reasons": [["about": "portfolio", "says": "More, please."]]])
        case "listDuplicatesOfSubmission": Probe("/api/submissions/\(scored.submission)/duplicates")
        case "declareConflict":
            Probe(
                "/api/conflicts",
                ["institution": .string(institution), "learner": .string(owner.id), "relation": "family"])
        case "listConflicts": Probe("/api/conflicts?institution=\(institution)")
        case "endConflict": Probe("/api/conflicts/\(conflict)")
        case "assignSubmission":
            Probe(
                "/api/submissions/\(offered.submission)/assignments",
                ["assessor": .string(crew.assessors[0].id), "seat": "first"])
        case "listAssignmentsOfSubmission": Probe("/api/submissions/\(scored.submission)/assignments")
        case "showQueue": Probe("/api/assignments")
        case "showAssignment": Probe(accepted)
        case "acceptAssignment": Probe("\(offer)/acceptances", ["independence": true])
        case "recuseFromAssignment": Probe("\(offer)/recusals", ["reason": "No time."])
        case "putRuling":
            Probe(
                "\(accepted)/rulings/\(scored.claim)/\(scored.evidence.first ?? "")",
                ["valid": "yes", "sufficient": "yes", "authentic": "yes", "current": "yes"])
        case "listRulings": Probe("\(accepted)/rulings")
        case "listRulingRevisions": Probe("\(accepted)/rulings/\(scored.claim)/\(scored.evidence.first ?? "")")
        case "listSubmittedRulings": Probe("/api/submissions/\(assessed.submission)/rulings")
        case "showFindings": Probe("\(accepted)/findings")
        case "putScore":
            Probe(
                "\(accepted)/scores/\(scored.claim)/\(scored.criteria[0].id)",
                ["level": .string(scored.criteria[0].best)]
            ).with(.ifMatch, "\"\(scored.criteria.count)\"")
        case "listScorecards": Probe("\(accepted)/scorecards")
        case "completeAssignment": Probe("\(accepted)/completions")
        case "listSubmittedScorecards": Probe("/api/submissions/\(assessed.submission)/scorecards")
        case "listOutcomes": Probe("/api/submissions/\(assessed.submission)/outcomes")
        default: nil
        }
    }

    private func probeOfCredit(_ route: String) -> Probe? {
        switch route {
        case "recommend":
            Probe("/api/submissions/\(assessed.submission)/recommendations", ["claim": .string(assessed.claim)])
        case "listRecommendationsOfSubmission": Probe("/api/submissions/\(recommended.submission)/recommendations")
        case "listRecommendationsOfPortfolio": Probe("/api/portfolios/\(recommended.portfolio)/recommendations")
        case "showRecommendation": Probe("/api/recommendations/\(recommended.recommendation)")
        case "decide": Probe("/api/recommendations/\(recommended.recommendation)/decisions", ["verdict": "granted"])
        case "listDecisions": Probe("/api/portfolios/\(decided.portfolio)/decisions")
        case "closePortfolio": Probe("/api/portfolios/\(decided.portfolio)/closures")
        case "listCredits": Probe("/api/credits")
        case "showCredit": Probe("/api/credits/\(decided.credit)")
        case "decideBatch":
            Probe(
                "/api/institutions/\(institution)/decisions",
                [
                    "mode": "each",
                    "decisions": [["recommendation": .string(decided.recommendation), "verdict": "granted"]],
                ])
        case "signDecision":
            Probe("/api/recommendations/\(recommended.recommendation)/signatures", ["verdict": "granted"])
        case "listSignatures": Probe("/api/recommendations/\(recommended.recommendation)/signatures")
        case "showStatement": Probe("/api/recommendations/\(recommended.recommendation)/statement")
        case "showMyRecord": Probe("/api/me/record")
        case "showRecordOfPortfolio": Probe("/api/portfolios/\(decided.portfolio)/record")
        case "listQualifications": Probe("/api/qualifications")
        case "showQualification": Probe("/api/qualifications/building-trades@1")
        case "listCrosswalks": Probe("/api/crosswalks")
        case "showCrosswalk": Probe("/api/crosswalks/lqf-sadcqf@1")
        case "carryCredit": Probe("/api/credits/\(decided.credit)/crosswalks")
        case "showPlanOfPortfolio":
            Probe("/api/portfolios/\(decided.portfolio)/plan?qualification=building-trades@1")
        case "showMyPlan":
            Probe("/api/me/plan?qualification=building-trades@1&institution=\(institution)")
        case "addCreditFact":
            Probe("/api/credits/\(decided.credit)/facts", ["kind": "reinstated", "reason": "It counts again."])
        case "listCreditFacts": Probe("/api/credits/\(decided.credit)/facts")
        case "giveReceipt": Probe("/api/credits/\(decided.credit)/receipts", ["verdict": "accepted"])
        case "listReceipts": Probe("/api/credits/\(decided.credit)/receipts")
        case "giveConsent": Probe("/api/consents", ["institution": .string(other)])
        case "listConsents": Probe("/api/consents")
        case "withdrawConsent": Probe("/api/consents/\(consent)")
        case "readCreditFeed": Probe("/api/credit-feed")
        default: nil
        }
    }
}

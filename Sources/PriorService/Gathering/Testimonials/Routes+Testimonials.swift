import Assessment
import HTTPTypes

extension Routes {
    /// Witnesses asked by a link of their own, and what they signed.
    static let testimonials: [Route] = askingWitnesses + answeringAsWitness + readingTestimonials

    private static let askingWitnesses: [Route] = [
        .post(
            "/api/portfolios/{id}/testimonial-requests", "askWitness", for: .person,
            takes: .json(NewTestimonialRequestBody.self), gives: .created(TestimonialRequestBody.self),
            "Asks a witness for a testimonial; the link goes by mail, or is handed over.",
            TestimonialRequestRoutes.create),
        .list(
            "/api/portfolios/{id}/testimonial-requests", "listTestimonialRequests", for: .person,
            of: TestimonialRequestBody.self, "Which witnesses were asked, and what came of it.",
            TestimonialRequestRoutes.list),
        .post(
            "/api/testimonial-requests/{id}/reminders", "remindWitness", for: .person,
            gives: .created(TestimonialRequestBody.self),
            "Mails the witness a new link; the old one opens nothing any more.", TestimonialRequestRoutes.remind),
        .post(
            "/api/testimonial-requests/{id}/hand-overs", "handLinkOver", for: .person,
            gives: .created(HandOverBody.self), handsOutSecret: true,
            "Makes an address, a QR code and a short code for a witness; those before open nothing any more.",
            HandOverRoutes.create),
        .delete(
            "/api/testimonial-requests/{id}", "withdrawTestimonialRequest", for: .person,
            "Takes a request back; its link opens nothing any more.", TestimonialRequestRoutes.withdraw),
    ]

    private static let answeringAsWitness: [Route] = [
        .post(
            "/api/testimonial-links", "exchangeCode", for: .anyone, takes: .json(TypedCodeBody.self),
            gives: .created(WitnessLinkBody.self), handsOutSecret: true,
            "Makes a link of a code that was handed over, once.", HandOverRoutes.exchange),
        .get(
            "/api/testimonial-request", "showTestimonialRequest", for: .link, gives: .ok(WitnessRequestBody.self),
            problems: [.conflict],
            "What the witness is asked, and what they have saved. Reading it uses nothing up.", WitnessRoutes.show),
        .put(
            "/api/testimonial-request/draft", "saveTestimonialDraft", for: .link, takes: .json(WitnessDraftBody.self),
            gives: .noContent, versioned: true,
            "Saves what is not signed yet; If-Match takes the ETag of the request, `\"0\"` at first.",
            WitnessDraftRoutes.save),
        .put(
            "/api/testimonial-request/recording", "putTestimonialRecording", for: .link, takes: .bytes,
            gives: .ok(EvidenceFileBody.self), problems: [.init(code: 507, reasonPhrase: "Insufficient Storage")],
            "Takes the witness's voice, or moving pictures, in place of what was recorded before.",
            WitnessRecordingRoutes.put),
        .delete(
            "/api/testimonial-request/recording", "removeTestimonialRecording", for: .link,
            "Lets the recording go.", WitnessRecordingRoutes.remove),
        .post(
            "/api/testimonial-request/contact-codes", "sendContactCode", for: .link,
            takes: .json(WitnessAddressBody.self), gives: .created(WitnessContactBody.self),
            "Mails a code to an address that the witness says is theirs.", WitnessContactRoutes.send),
        .post(
            "/api/testimonial-request/contact-confirmations", "confirmContact", for: .link,
            takes: .json(ContactCodeBody.self), gives: .ok(WitnessContactBody.self), handsOutSecret: true,
            "Takes that code back: the address is the witness's own, and a new link is theirs alone.",
            WitnessContactRoutes.confirm),
        .post(
            "/api/testimonials", "giveTestimonial", for: .link, takes: .json(NewTestimonialBody.self),
            gives: .created(SignedTestimonialBody.self), "Signs a testimonial; uses the link up.", WitnessRoutes.sign),
        .post(
            "/api/testimonial-request/declines", "declineTestimonial", for: .link, takes: .json(DeclineBody.self),
            gives: .noContent, "Declines to give a testimonial; uses the link up.", WitnessRoutes.decline),
        .get(
            "/api/testimonial", "showOwnTestimonial", for: .link, gives: .ok(OwnTestimonialBody.self),
            problems: [.conflict], "What the witness signed, by the link they were mailed then.",
            SignedTestimonialRoutes.show),
        .post(
            "/api/testimonial/withdrawals", "takeTestimonialBack", for: .link, takes: .json(TakingBackBody.self),
            gives: .noContent, "The witness takes back what they signed, with a reason.",
            SignedTestimonialRoutes.takeBack),
    ]

    private static let readingTestimonials: [Route] = [
        .get(
            "/api/testimonials/{id}", "showTestimonial", for: .person, gives: .ok(TestimonialBody.self),
            "A testimonial as it was signed, and what it lacks.", TestimonialRoutes.show),
        .post(
            "/api/testimonials/{id}/contact-checks", "checkContact", for: .person,
            takes: .json(NewContactCheckBody.self), gives: .created(ContactCheckBody.self),
            "Notes that somebody of the institution called the witness, and what came of it.",
            ContactCheckRoutes.create),
        .list(
            "/api/testimonials/{id}/contact-checks", "listContactChecks", for: .person, of: ContactCheckBody.self,
            "Who called the witness, and what came of it.", ContactCheckRoutes.list),
    ]
}

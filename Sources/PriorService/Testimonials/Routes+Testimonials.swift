import Assessment
import HTTPTypes

extension Routes {
    /// Witnesses asked by a link of their own, and what they signed.
    static let testimonials: [Route] = [
        .post(
            "/api/portfolios/{id}/testimonial-requests", "askWitness", for: .person,
            takes: .json(NewTestimonialRequestBody.self), gives: .created(TestimonialRequestBody.self),
            "Asks a witness for a testimonial; the link goes by mail only.", TestimonialRequestRoutes.create),
        .list(
            "/api/portfolios/{id}/testimonial-requests", "listTestimonialRequests", for: .person,
            of: TestimonialRequestBody.self, "Which witnesses were asked, and what came of it.",
            TestimonialRequestRoutes.list),
        .post(
            "/api/testimonial-requests/{id}/reminders", "remindWitness", for: .person,
            gives: .created(TestimonialRequestBody.self),
            "Mails the witness a new link; the old one opens nothing any more.", TestimonialRequestRoutes.remind),
        .delete(
            "/api/testimonial-requests/{id}", "withdrawTestimonialRequest", for: .person,
            "Takes a request back; its link opens nothing any more.", TestimonialRequestRoutes.withdraw),
        .get(
            "/api/testimonial-request", "showTestimonialRequest", for: .link, gives: .ok(WitnessRequestBody.self),
            problems: [.conflict], "What the witness is asked. Reading it uses nothing up.", WitnessRoutes.show),
        .post(
            "/api/testimonials", "giveTestimonial", for: .link, takes: .json(NewTestimonialBody.self),
            gives: .created(SignedTestimonialBody.self), "Signs a testimonial; uses the link up.", WitnessRoutes.sign),
        .post(
            "/api/testimonial-request/declines", "declineTestimonial", for: .link, takes: .json(DeclineBody.self),
            gives: .noContent, "Declines to give a testimonial; uses the link up.", WitnessRoutes.decline),
        .get(
            "/api/testimonials/{id}", "showTestimonial", for: .person, gives: .ok(TestimonialBody.self),
            "A testimonial as it was signed.", TestimonialRoutes.show),
    ]
}

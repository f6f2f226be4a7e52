import Assessment
import HTTPTypes

extension TestimonialRequestError: RuleError {
    var problem: Problem {
        switch self {
        case .notAwaited:
            Problem.linkNotOpen
        case .settled(let state):
            Problem.conflict(
                "testimonial-request-settled", "The request has its end",
                "It is `\(state.rawValue)`. Only a request that is `awaited` or `expired` can be sent again or withdrawn."
            ).with("state", .string(state.rawValue)).with("allowed", [])
        case .askedOften(let links):
            Problem.conflict(
                "witness-asked-often", "The witness was asked often enough",
                "\(links) links were mailed. Speak with the witness, or ask another one."
            ).with("allowed", ["withdraw"])
        }
    }
}

extension Problem {
    /// One answer for a link that was used, ran out, was taken back, was replaced by a newer one, or never was: it tells
    /// whoever found a link nothing.
    static let linkNotOpen = Problem.conflict(
        "link-not-open", "The link opens nothing any more",
        "It may be used, out of date, taken back, or replaced by a newer one. Ask whoever sent it to you for another.")
}

extension TestimonyError: RuleError {
    var problem: Problem {
        switch self {
        case .relative:
            var problem = Problem(
                .unprocessableContent, "testimonial-from-relative", "A relative cannot be the witness",
                "A testimonial must come from somebody who is not of the learner's family, so that it carries weight. "
                    + "Nothing was used up: decline, or let the learner ask somebody else who saw the work.")
            problem.faults = [
                Fault(pointer: "/relatedByFamily", code: "relative", detail: "The witness is of the learner's family.")
            ]
            return problem
        }
    }
}

extension Fault {
    /// What a client is told of a fault in a testimony.
    init(_ fault: TestimonyFault) {
        switch fault {
        case .knownFromLater:
            self.init(pointer: "/knownFrom", code: "future", detail: "Send a day that is not still to come.")
        case .knownUntilLater:
            self.init(pointer: "/knownUntil", code: "future", detail: "Leave it out when you still see the work today.")
        case .knownUntilBeforeFrom:
            self.init(pointer: "/knownUntil", code: "order", detail: "Send a day that is not before `knownFrom`.")
        case .promptNotAsked(let index):
            self.init(
                pointer: "/answers/\(index)/prompt", code: "unknown",
                detail: "Send each prompt exactly as GET /api/testimonial-request gives it.")
        case .promptTwice(let index):
            self.init(pointer: "/answers/\(index)/prompt", code: "twice", detail: "Answer each prompt once.")
        case .criterionUnknown(let index):
            self.init(
                pointer: "/criteria/\(index)", code: "unknown",
                detail: "Send the ids of criteria that GET /api/testimonial-request gives.")
        case .criterionTwice(let index):
            self.init(pointer: "/criteria/\(index)", code: "twice", detail: "Name each criterion once.")
        }
    }
}

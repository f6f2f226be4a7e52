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
                "It is `\(state.rawValue)`. Only a request that is `prepared`, `awaited` or `expired` can be sent again or withdrawn."
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

    /// One answer for a code that was used, ran out, was tried too often, or never was.
    static let codeNotOpen = Problem.conflict(
        "code-not-open", "The code opens nothing",
        "It may be mistaken, used, out of date, or tried too often. Ask whoever gave it to you for another.")

    /// A code mailed to a witness's address did not come back as it was.
    /// - Parameter left: how often it can still be tried.
    static func contactCodeWrong(left: Int) -> Problem {
        Problem.conflict(
            "contact-code-wrong", "That is not the code",
            left > 0
                ? "Look at the newest mail again; \(left) tries are left." : "It ran out. Have another one sent to you."
        ).with("triesLeft", .number(String(left)))
    }

    static func contactCodesSpent(_ maximum: Int) -> Problem {
        Problem.conflict(
            "contact-codes-spent", "Enough codes were sent",
            "\(maximum) codes were mailed for this request. Sign without one: the institution can call you instead.")
    }

    static let noAddress = Problem.conflict(
        "witness-has-no-address", "There is no address to mail to",
        "This witness is asked by hand. Hand the link over again, or ask them anew with their address."
    ).with("allowed", ["handOver", "withdraw"])

    static let takenBack = Problem.conflict(
        "testimonial-taken-back", "It was taken back before", "Nothing needs to be done."
    ).with("state", "withdrawn")
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
        case .nothingSaid:
            self.init(
                pointer: "/answers", code: "empty",
                detail: "Answer at least one question, or record what you have to say.")
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

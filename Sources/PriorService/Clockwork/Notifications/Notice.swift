import Assessment
import Foundation

/// What a person can be told of. The raw value is its key in the catalogues of `messages/`.
///
/// What a message can hold is closed: `Notice.Blank` has no place for a name, a text or a result, so that none ever leaves in
/// a mail.
enum NoticeKind: String, Codable, Sendable, CaseIterable {
    // To learners and those who help them.
    case submissionAdmitted = "submission.admitted"
    case submissionReturned = "submission.returned"
    case resultsReleased = "results.released"
    case appealClosing = "appeal.closing"
    case appealReceived = "appeal.received"
    case appealStatementAsked = "appeal.statementAsked"
    case appealDecided = "appeal.decided"
    case creditChanged = "credit.changed"
    case receiptGiven = "receipt.given"
    case claimMoved = "claim.moved"
    case portfolioLapsing = "portfolio.lapsing"
    case portfolioLapsed = "portfolio.lapsed"
    // To assessors and moderators.
    case assignmentOffered = "assignment.offered"
    case assignmentReminder = "assignment.reminder"
    case assignmentLapsed = "assignment.lapsed"
    case assessmentReminder = "assessment.reminder"
    case assessmentLapsed = "assessment.lapsed"
    case assessmentReturned = "assessment.returned"
    case scorecardMoved = "scorecard.moved"
    case adjudicationAsked = "adjudication.asked"
    case moderationAsked = "moderation.asked"
    case moderationLapsed = "moderation.lapsed"
    case standardisationAsked = "standardisation.asked"
    // To coordinators, registrars, panels and administrators.
    case seatOpen = "seat.open"
    case submissionArrived = "submission.arrived"
    case moderationClosed = "moderation.closed"
    case recommendationDue = "recommendation.due"
    case decisionDue = "decision.due"
    case signatureAsked = "signature.asked"
    case releaseDue = "release.due"
    case appealLodged = "appeal.lodged"
    case panelCalled = "appeal.panelCalled"
    case panelComplete = "appeal.panelComplete"
    case stepReminder = "step.reminder"
    case stepOverdue = "step.overdue"
    case deliveryPaused = "delivery.paused"
    case workWaiting = "work.waiting"

    /// What its text may say, and has to.
    var blanks: Set<Notice.Blank> {
        switch self {
        case .submissionAdmitted, .submissionReturned, .appealReceived, .appealDecided, .creditChanged, .receiptGiven,
            .portfolioLapsed, .assignmentLapsed, .assessmentLapsed, .assessmentReturned, .seatOpen, .moderationClosed,
            .panelComplete, .deliveryPaused, .workWaiting, .submissionArrived, .standardisationAsked, .releaseDue,
            .claimMoved, .scorecardMoved, .moderationLapsed:
            [.institution]
        case .resultsReleased, .appealClosing, .appealStatementAsked, .portfolioLapsing, .assignmentOffered,
            .assignmentReminder, .assessmentReminder, .adjudicationAsked, .moderationAsked, .recommendationDue,
            .decisionDue, .signatureAsked, .appealLodged, .panelCalled:
            [.institution, .until]
        case .stepReminder: [.institution, .step, .until]
        case .stepOverdue: [.institution, .step, .since]
        }
    }

    /// What nobody may be left to find out later, whatever they chose: it is mailed at once.
    var isUrgent: Bool {
        switch self {
        case .resultsReleased, .appealClosing, .appealDecided, .portfolioLapsing, .portfolioLapsed, .assignmentLapsed,
            .assessmentLapsed, .moderationLapsed:
            true
        default: false
        }
    }
}

/// One thing that a person is told, and about what.
struct Notice: Sendable {
    /// What is filled into a text.
    enum Blank: String, Codable, Sendable, CaseIterable {
        /// The institution's name.
        case institution
        /// The last day on which something can be done.
        case until
        /// The day on which something began to wait.
        case since
        /// A step of the case.
        case step
    }

    var kind: NoticeKind
    /// What it is about; the app opens that.
    var about: Event.Subject
    var institution: ID<Institution>?
    var until: CalendarDate?
    var since: CalendarDate?
    var step: CaseClock?
}

/// A notice to one person, kept. Identified by `ID<Notification>`.
enum Notification {}

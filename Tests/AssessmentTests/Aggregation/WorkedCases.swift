import Assessment
import Foundation

/// Every rule with cases worked out by hand. Where a source gives no number, the number is ours and the case says so.
enum WorkedCases {
    static let all = trades + floor + weighted + hybrid + chart

    /// TVET units and the CVQ: satisfactory or not yet in each criterion, and all are required.
    static let trades = [
        WorkedCase(
            after: "TVET, CVQ Handbook", rule: .allSatisfactory(minimum: "l1"), criteria: ["lay/wall", "joint/wall"],
            ranks: [1, 1], outcome: .competent,
            words: "Competent. Every criterion must be satisfactory; 2 of 2 are."),
        WorkedCase(
            after: "TVET, CVQ Handbook", rule: .allSatisfactory(minimum: "l1"), criteria: ["lay/wall", "joint/wall"],
            ranks: [3, 0], outcome: .notYetCompetent,
            words: "Not yet competent. Every criterion must be satisfactory; 1 of 2 are. Still short: Joint."),
        WorkedCase(
            after: "TVET, CVQ Handbook; the level that must be reached is ours", rule: .allSatisfactory(minimum: "l1"),
            criteria: ["lay/wall", "safety/site!l2"], ranks: [1, 1], outcome: .notYetCompetent,
            words: "Not yet competent. Every criterion must be satisfactory; 2 of 2 are. "
                + "A level that must be reached was not, on: Safety."),
    ]

    /// Malaysia's APEL.C: at least 50 % of each course learning outcome.
    static let floor = [
        WorkedCase(
            // plan: 3 + 0 of 6 is half; lead: 2 of 3 is more than half.
            after: "Malaysia, APEL.C", rule: .conjunctiveWithFloor(floor: 0.5),
            criteria: ["goals/plan", "budget/plan", "people/lead"], ranks: [3, 0, 2], outcome: .competent,
            words: "Competent. Each learning outcome needs at least 50 % of its points, and each has them."),
        WorkedCase(
            // Eight points of nine, and yet not: lead has 1 of 3.
            after: "Malaysia, APEL.C", rule: .conjunctiveWithFloor(floor: 0.5),
            criteria: ["goals/plan", "budget/plan", "people/lead"], ranks: [3, 3, 1], outcome: .notYetCompetent,
            words: "Not yet competent. Each learning outcome needs at least 50 % of its points; "
                + "these have fewer: lead (33.3 %)."),
    ]

    /// Marks added up, each criterion by its weight, with parts that cannot be made up for: critical parts should not be.
    static let weighted = [
        WorkedCase(
            // 0.5 × 3 + 0.3 × 1 + 0.2 × 1 = 2.0 of 3.0, or two thirds.
            after: "compensatory marking; weights and threshold ours", rule: .weighted(threshold: 0.6),
            criteria: ["care/a*0.5", "record/a*0.3", "talk/b*0.2"], ranks: [3, 1, 1], outcome: .competent,
            words: "Competent. The marks come to 66.6 %, and 60 % is asked for."),
        WorkedCase(
            after: "compensatory marking; weights and threshold ours", rule: .weighted(threshold: 0.667),
            criteria: ["care/a*0.5", "record/a*0.3", "talk/b*0.2"], ranks: [3, 1, 1], outcome: .notYetCompetent,
            words: "Not yet competent. The marks come to 66.6 %, and 66.7 % is asked for."),
        WorkedCase(
            // 0.5 × 3 + 0.3 × 3 + 0.2 × 1 = 2.6 of 3.0: enough, but the critical part is not there.
            after: "critical parts are not compensable; weights and threshold ours", rule: .weighted(threshold: 0.6),
            criteria: ["care/a*0.5", "record/a*0.3", "hygiene/b*0.2!l2"], ranks: [3, 3, 1], outcome: .notYetCompetent,
            words: "Not yet competent. The marks come to 86.6 %, and 60 % is asked for. "
                + "A level that must be reached was not, on: Hygiene."),
    ]

    /// NEIU: exceeds = at the top in at least half; meets = at least medium in all; fails = below medium somewhere and not
    /// made up for. That one criterion at the top makes up for one below, and for how many, is ours.
    static let hybrid = [
        WorkedCase(
            after: "NEIU", rule: neiu, criteria: four, ranks: [1, 1, 1, 1], outcome: .competent, grade: .meets,
            words: "Competent. Every criterion reaches the level asked for. 0 of 4 are at the top, and from 50 % on "
                + "the claim exceeds.", top: 2),
        WorkedCase(
            after: "NEIU", rule: neiu, criteria: four, ranks: [2, 2, 1, 1], outcome: .competent, grade: .exceeds,
            words: "Competent. Every criterion reaches the level asked for. 2 of 4 are at the top, and from 50 % on "
                + "the claim exceeds.", top: 2),
        WorkedCase(
            after: "NEIU; one for one is ours", rule: neiu, criteria: four, ranks: [0, 2, 1, 1], outcome: .competent,
            grade: .meets,
            words: "Competent. 1 of 4 criteria fall short and 1 can make up for them, one each; at most 1 may fall "
                + "short. 1 of 4 are at the top, and from 50 % on the claim exceeds.", top: 2),
        WorkedCase(
            after: "NEIU", rule: neiu, criteria: four, ranks: [0, 1, 1, 1], outcome: .notYetCompetent,
            words: "Not yet competent. 1 of 4 criteria fall short and 0 can make up for them, one each; at most 1 may "
                + "fall short. Still short: A.", top: 2),
        WorkedCase(
            after: "NEIU; how many may fall short is ours", rule: neiu, criteria: four, ranks: [0, 0, 2, 2],
            outcome: .notYetCompetent,
            words: "Not yet competent. 2 of 4 criteria fall short and 2 can make up for them, one each; at most 1 may "
                + "fall short. Still short: A; B.", top: 2),
    ]

    /// Athabasca: 0 to 10, and a chart from the mean to credits. The chart could not be read, so this one is ours.
    static let chart = [
        WorkedCase(
            // (7 + 5 + 6) / 3 = 6.
            after: "Athabasca; chart ours", rule: .meanToCredit(chart: steps), criteria: ["a/x", "b/x", "c/y"],
            ranks: [7, 5, 6], outcome: .competent, credits: 15,
            words: "Competent. The mean of the marks is 6, which buys 15 credits. From a mean of 8 on it would buy 30.",
            top: 10),
        WorkedCase(
            // (7 + 5 + 5) / 3 = 5.66…, and nothing is rounded up.
            after: "Athabasca; chart ours", rule: .meanToCredit(chart: steps), criteria: ["a/x", "b/x", "c/y"],
            ranks: [7, 5, 5], outcome: .competent, credits: 6,
            words:
                "Competent. The mean of the marks is 5.6, which buys 6 credits. From a mean of 6 on it would buy 15.",
            top: 10),
        WorkedCase(
            // Nothing shown for an area is 0, and draws the mean down.
            after: "Athabasca; chart ours", rule: .meanToCredit(chart: steps), criteria: ["a/x", "b/x", "c/y"],
            ranks: [4, 4, 0], outcome: .notYetCompetent, credits: 0,
            words:
                "Not yet competent. The mean of the marks is 2.6, which buys 0 credits. From a mean of 4 on it would "
                + "buy 6.", top: 10),
    ]

    static let steps = [
        CreditStep(mean: 4, credits: 6), CreditStep(mean: 6, credits: 15), CreditStep(mean: 8, credits: 30),
    ]
    private static let neiu = AggregationRule.compensated(
        minimum: "l1", compensating: "l2", mostBelow: 1, exceeds: 0.5)
    private static let four = ["a/x", "b/x", "c/y", "d/y"]
}

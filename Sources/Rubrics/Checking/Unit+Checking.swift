import Assessment
import Foundation

extension Unit {
    /// Notes what the unit's parts say against each other and against its framework.
    func check(_ faults: Faults, frameworks: Frameworks) {
        checkUnique(outcomes.map(\.id), "outcome", faults) { ["outcomes", .index($0), "id"] }
        checkUnique(rubric.criteria.map(\.id), "criterion", faults) { ["rubric", "criteria", .index($0), "id"] }
        checkUnique(glosses.map(\.language), "gloss", faults) { ["glosses", .index($0), "language"] }
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        checkOutcomes(faults)
        checkQuestions(interviewQuestions, "interviewQuestions", faults)
        checkQuestions(testQuestions, "testQuestions", faults)
        for (index, criterion) in rubric.criteria.enumerated() {
            criterion.check(faults, ["rubric", "criteria", .index(index)])
        }
        rubric.checkAggregation(faults, credits: credits)
        guard let framework = frameworks.named(self.framework, faults) else { return }
        checkStanding(faults, framework)
        checkCredit(faults, framework)
    }

    private func checkOutcomes(_ faults: Faults) {
        let ids = outcomes.map(\.id)
        for (index, criterion) in rubric.criteria.enumerated() where !ids.contains(criterion.outcome) {
            faults.add(
                ["rubric", "criteria", .index(index), "outcome"], "The unit has no outcome \"\(criterion.outcome)\".",
                Suggestion.sentence(for: criterion.outcome, among: ids))
        }
        for (index, id) in ids.enumerated() where !rubric.criteria.contains(where: { $0.outcome == id }) {
            faults.add(
                ["outcomes", .index(index), "id"], "No criterion speaks for the outcome \"\(id)\".",
                "Add a criterion with \"outcome: \(id)\", or take the outcome out.")
        }
    }

    private func checkQuestions(_ questions: [UnitQuestion], _ key: String, _ faults: Faults) {
        checkUnique(questions.map(\.id), "question", faults) { [.key(key), .index($0), "id"] }
        let ids = outcomes.map(\.id)
        for (index, question) in questions.enumerated() where !ids.contains(question.outcome) {
            faults.add(
                [.key(key), .index(index), "outcome"], "The unit has no outcome \"\(question.outcome)\".",
                Suggestion.sentence(for: question.outcome, among: ids))
        }
    }

    private func checkStanding(_ faults: Faults, _ framework: Framework) {
        if framework.level(level) == nil {
            let last = framework.levels.last?.number ?? 0
            faults.add(["level"], "\(framework.key) has no level \(level).", "Write a level from 1 to \(last).")
        }
        if status == .published, framework.status != .published, framework.status != .superseded {
            faults.add(
                ["framework"], "The unit is published, but \(framework.key) is \(framework.status.rawValue).",
                "Publish the framework first, or keep the unit a draft.")
        }
    }

    private func checkCredit(_ faults: Faults, _ framework: Framework) {
        if let hours = notionalHours, hours <= 0 {
            faults.add(
                ["notionalHours"], "\(hours) hours of learning are none.",
                "Write how many it takes, or leave notionalHours out.")
        }
        if let credits, credits <= 0 {
            faults.add(
                ["credits"], "\(credits) credits recognise nothing.",
                "Write how many it is worth, or leave credits out.")
            return
        }
        guard let credits else {
            if creditSystem != nil {
                faults.add(["creditSystem"], "A credit system without credits says nothing.", "Add \"credits:\".")
            }
            return
        }
        guard let system = framework.creditSystem else {
            faults.add(
                ["credits"], "\(framework.key) has no credit system to count \(credits) credits in.",
                "Leave credits and creditSystem out, and give notionalHours.")
            return
        }
        guard let creditSystem else {
            faults.add(
                ["credits"], "It is not said in which system \(credits) credits are counted.",
                "Add \"creditSystem: \(system.id)\".")
            return
        }
        guard creditSystem == system.id else {
            faults.add(
                ["creditSystem"], "\(framework.key) does not count in \"\(creditSystem)\".", "Write \(system.id).")
            return
        }
        guard let hours = system.hoursPerCredit.value, let notionalHours else { return }
        if !hours.allows(hours: notionalHours, credits: credits) {
            let least = hours.minimum * credits
            let most = hours.maximum * credits
            faults.add(
                ["notionalHours"], "\(notionalHours) hours do not agree with \(credits) credits of \(system.name).",
                least == most
                    ? "\(credits) credits are \(least) hours." : "\(credits) credits are \(least) to \(most) hours.")
        }
    }
}

extension Criterion {
    fileprivate func check(_ faults: Faults, _ path: Path) {
        checkUnique(levels.map(\.id), "level of this criterion", faults) { path + ["levels", .index($0), "id"] }
        for (index, pair) in zip(levels, levels.dropFirst()).enumerated() where pair.1.points <= pair.0.points {
            faults.add(
                path + ["levels", .index(index + 1), "points"],
                "Level \"\(pair.1.id)\" has \(pair.1.points) points and the one below it \(pair.0.points).",
                "Put the lowest level first and let the points rise.")
        }
        guard let mustReach else { return }
        guard let rank = rank(of: mustReach) else {
            faults.add(
                path + ["mustReach"], "This criterion has no level \"\(mustReach)\".",
                Suggestion.sentence(for: mustReach, among: levels.map(\.id)))
            return
        }
        if rank == 0 {
            faults.add(
                path + ["mustReach"], "\"\(mustReach)\" is the lowest level, so it is always reached.",
                "Name a higher level, or leave mustReach out.")
        }
    }
}

import Foundation
import Rubrics
import Testing

/// What is wrong with a policy: the published Lesotho policy, made wrong one change at a time.
@Suite struct PolicyFaultTests {
    @Test(arguments: [
        (
            "minimumKindsPerClaim: {value: 2, source: own, note: The LQF names five mechanisms and asks for no number of them.}",
            "minimumKindsPerClaim: {gap: not known}",
            #"evidence.blocking[1]: "minimumKindsPerClaim" has no figure, so it can stop nothing. "#
                + "Give the rule a figure, or take it out of this list."
        ),
        (
            "yearsCritical: {value: 2,", "yearsCritical: {value: 7,",
            "currency.yearsCritical.value: Critical skills would count for longer than others. Write at most 5."
        ),
        (
            "maximumItemBytes: {value: 2147483648,", "maximumItemBytes: {value: 1024,",
            "evidence.acceptedMediaTypes.value[24].maximumBytes: 5242880 bytes are more than any item may have. "
                + "Write at most 1024."
        ),
        (
            "unit: workingDays", "unit: workDays",
            #"clocks.admission.value.unit: "workDays" is not one of the words that can stand here. "#
                + #"Did you mean "workingDays"?"#
        ),
        (
            "testimonialLink:", "witnessLink:",
            #"clocks.witnessLink: There is no key "witnessLink" here. One of: portfolio, admission, "#
                + "assignmentAcceptance, assessment, moreEvidence, moderation, recommendation, decision, release, testimonialLink, "
                + "testimonialReminder, testimonialCode, appeal, appealDecision."
        ),
        (
            "baseRate: {value: 0.25,", "baseRate: {value: 25,",
            "moderation.baseRate.value: 25 is not a share. Write a number from 0 to 1: 0.5 for one half."
        ),
        (
            "newAssessorMonths:", "onlyCertified: {value: true, source: own}\n  newAssessorMonths:",
            "moderation.onlyCertified.value: Nobody can be certified, so nobody could be given anything. "
                + "Say under `certification` what has to be reached, or write false."
        ),
        (
            "id: procedure", "id: new-evidence",
            #"appeal.grounds.value[1].id: Another ground has the id "new-evidence". Give each ground an id of its own."#
        ),
        (
            "basis: creditShare", "basis: creditShare\n    levels: {lowest: 1, highest: 11}",
            "limits[0].levels.highest: lqf@1 has no level 11. It has levels 1 to 10."
        ),
        (
            "levelDistance, levels: 2}", "levelDistance}",
            #"disagreement.triggers[1].value: The key "levels" is missing. Add "levels:" at this level."#
        ),
        (
            "[testimonial]",
            "[artefact, testimonial, observation, siteVisit, interview, challengeTest, priorCredential]",
            "evidence.kindsThatNeverStandAlone.value: No kind of evidence is left that could carry a claim. "
                + "Leave at least one kind out."
        ),
        (
            "- {type: image/jpeg,", "- {type: JPEG,",
            #"evidence.acceptedMediaTypes.value[0].type: "JPEG" is not a media type. "#
                + "Write type/subtype in lower case."
        ),
    ])
    func `each fault of a policy is explained where it stands`(old: String, new: String, says: String) throws {
        try expect(faultsOf: "lesotho", version: "1", with: new, for: old, toSay: says)
    }

    @Test(arguments: [
        (
            "timeZone: Africa/Maseru", "timeZone: Maseru time",
            #"timeZone: "Maseru time" is not a time zone. Write its IANA name: Africa/Maseru."#
        ),
        (
            "    challengeTest: {value: 2,", "    challenge: {value: 2,",
            #"currency.byKind.challenge: There is no key "challenge" here. One of: artefact, testimonial, observation, siteVisit, "#
                + "interview, challengeTest, priorCredential."
        ),
        (
            "    solar-home-installation: {", "    solar-home-installation@1: {",
            #"currency.byUnit: "solar-home-installation@1" is not the id of a unit. Write it without its version."#
        ),
        (
            "undated: {value: advise,", "undated: {value: ignore,",
            #"currency.undated.value: "ignore" is not one of the words that can stand here. One of: advise, notCurrent."#
        ),
        (
            "kindsThatNeverStandAlone]", "kindsThatNeverStandAlone, contactableReferees]",
            #"evidence.blocking[3]: "contactableReferees" has no figure, so it can stop nothing. "#
                + "Give the rule a figure, or take it out of this list."
        ),
    ])
    func `each fault in what version 2 added is explained where it stands`(
        old: String, new: String, says: String
    ) throws {
        try expect(faultsOf: "lesotho", version: "2", with: new, for: old, toSay: says)
    }

    private func expect(
        faultsOf id: String, version: String, with new: String, for old: String, toSay says: String
    ) throws {
        let file = "\(id)@\(version).yaml"
        let folder = Samples.package.appending(path: "rubrics")
        let policy = try String(contentsOf: folder.appending(path: "policies/\(file)"), encoding: .utf8)
        let framework = try String(contentsOf: folder.appending(path: "frameworks/lqf@1.yaml"), encoding: .utf8)
        try #require(policy.contains(old))
        let files = [
            RubricsLibrary.File(name: "lqf@1.yaml", text: framework),
            RubricsLibrary.File(name: file, text: policy.replacing(old, with: new, maxReplacements: 1)),
        ]
        let error = try #require(throws: RubricsError.self) { try RubricsLibrary.load(files) }
        guard case .faulty(let faults) = error else { throw error }
        #expect(faults.map { "\($0.path): \($0.says) \($0.wouldBeRight)" } == [says])
        #expect(faults.allSatisfy { $0.file == file })
    }
}

import Assessment
import Foundation

/// Foundation's unit of measurement has the same name.
typealias Unit = Assessment.Unit

extension Unit {
    /// Reads a unit; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = [
            "title", "summary", "field", "region", "framework", "level", "credits", "creditSystem", "notionalHours",
            "critical", "outcomes", "rubric", "witnessPrompts", "interviewQuestions", "testQuestions", "glosses",
            "sources",
        ]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .unit)
        let title = fields.required("title") { $0.text() }
        let summary = fields.required("summary") { $0.text() }
        let field = fields.required("field") { $0.text() }
        let region = fields.required("region") { $0.text() }
        let framework = fields.required("framework") { $0.key() }
        let level = fields.required("level") { $0.integer(1...20) }
        let credits = fields.optional("credits") { $0.decimal() }
        let creditSystem = fields.optional("creditSystem") { $0.slug() }
        let notionalHours = fields.optional("notionalHours") { $0.decimal() }
        let critical = fields.optional("critical") { $0.bool() } ?? false
        let outcomes = fields.list("outcomes") { LearningOutcome($0) }
        let rubric = fields.required("rubric") { Rubric($0) }
        let witnessPrompts = fields.optionalList("witnessPrompts") { $0.text() }
        let interviewQuestions = fields.optionalList("interviewQuestions") { UnitQuestion($0, ofTest: false) }
        let testQuestions = fields.optionalList("testQuestions") { UnitQuestion($0, ofTest: true) }
        let glosses = fields.optionalList("glosses") { Gloss($0) }
        guard let header, let title, let summary, let field, let region, let framework, let level, let outcomes,
            let rubric
        else { return nil }
        self.init(
            key: header.key, status: header.status, title: title, summary: summary, field: field, region: region,
            framework: framework, level: level, credits: credits, creditSystem: creditSystem,
            notionalHours: notionalHours, critical: critical, outcomes: outcomes, rubric: rubric,
            witnessPrompts: witnessPrompts, interviewQuestions: interviewQuestions, testQuestions: testQuestions,
            glosses: glosses, sources: citations.sources)
    }
}

extension LearningOutcome {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["id", "statement"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let statement = fields.required("statement") { $0.text() }
        guard let id, let statement else { return nil }
        self.init(id: id, statement: statement)
    }
}

extension UnitQuestion {
    fileprivate init?(_ place: Place, ofTest: Bool) {
        let keys = ["id", "outcome", "question", "expects"] + (ofTest ? ["form"] : [])
        guard let fields = Fields(place, keys: keys) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let outcome = fields.required("outcome") { $0.slug() }
        let form = ofTest ? fields.required("form") { $0.choice(Form.self) } : nil
        let question = fields.required("question") { $0.text() }
        let expects = fields.optional("expects") { $0.text() }
        guard let id, let outcome, let question, !ofTest || form != nil else { return nil }
        self.init(id: id, outcome: outcome, form: form, question: question, expects: expects)
    }
}

extension Gloss {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["language", "title", "summary"]) else { return nil }
        let language = fields.required("language") { place -> String? in
            guard let tag = place.text() else { return nil }
            guard tag.wholeMatch(of: /[a-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil else {
                return place.wrong("\"\(tag)\" is not a language tag.", "Write a BCP 47 tag, for instance st.")
            }
            return tag
        }
        let title = fields.required("title") { $0.text() }
        let summary = fields.optional("summary") { $0.text() }
        guard let language, let title else { return nil }
        self.init(language: language, title: title, summary: summary)
    }
}

import Assessment
import Foundation
import Rubrics

extension CASEWriter {
    mutating func framework() {
        title = rest.members["name"]?.string ?? key.description
        document["title"] = rest.takeNormalized("name")
        document["creator"] = rest.takeNormalized("authority")
        document["description"] = rest.take("summary")
        for (index, domain) in (rest.take("domains")?.array ?? []).enumerated() {
            var left = Leftover(domain)
            let id = domain["id"]?.string ?? ""
            concept("domain/\(id)", title: left.takeNormalized("name") ?? "", code: "\(index + 1)", left)
        }
        for (index, level) in (rest.take("levels")?.array ?? []).enumerated() {
            self.level(level, at: index)
        }
    }

    private mutating func level(_ level: JSON, at index: Int) {
        var left = Leftover(level)
        let number = level["number"]?.number.map { "\($0)" } ?? "\(index + 1)"
        let name = left.take("name")?.string
        left.keep("unnamed", name == nil ? .bool(true) : nil)
        let called = name ?? "Level \(number)"
        let descriptors = left.take("descriptors")?.object
        left.keep("describes", descriptors.map { .array($0.keys.sorted().map { .string($0) }) })
        item(
            "level/\(number)", type: "Level", statement: .string(called), code: number,
            extra: ["educationLevel": [.string(number)]], left)
        associate(
            "child/level/\(number)", "isChildOf", from: itemLink(called, "level/\(number)"), to: documentLink,
            sequence: index + 1)
        for (place, domain) in (descriptors ?? [:]).keys.sorted().enumerated() {
            let path = "level/\(number)/\(domain)"
            item(
                path, type: "Level descriptor", statement: descriptors?[domain] ?? "", code: "\(number).\(place + 1)",
                extra: ["educationLevel": [.string(number)]], Leftover(["domain": .string(domain)]))
            associate(
                "child/\(path)", "isChildOf", from: itemLink(domain, path), to: itemLink(called, "level/\(number)"),
                sequence: place + 1)
        }
    }

    mutating func unit(level: Int, on framework: Document<Framework>?) {
        head(type: "Unit", path: "unit", level: level, on: framework)
        let outcomes = rest.take("outcomes")?.array ?? []
        for (index, outcome) in outcomes.enumerated() {
            var left = Leftover(outcome)
            let id = outcome["id"]?.string ?? ""
            let statement = left.take("statement")
            _ = left.take("id")
            item("outcome/\(id)", type: "Learning outcome", statement: statement ?? "", code: id, left)
            associate(
                "child/outcome/\(id)", "isChildOf", from: itemLink(id, "outcome/\(id)"), to: itemLink(title, "unit"),
                sequence: index + 1)
        }
        rubric(Leftover(rest.take("rubric")))
    }

    private mutating func rubric(_ rubric: Leftover) {
        var left = rubric
        let identifier = id("rubric")
        let criteria = (left.take("criteria")?.array ?? []).enumerated().map { index, criterion in
            self.criterion(criterion, at: index, of: identifier)
        }
        var members: [String: JSON] = [
            "identifier": .string(identifier), "uri": publisher.uri("CFRubrics", identifier),
            "title": .string(title.normalized), "lastChangeDateTime": changed, "CFRubricCriteria": .array(criteria),
        ]
        members["extensions"] = left.extensions
        rubrics.append(.object(members))
    }

    private func criterion(_ criterion: JSON, at index: Int, of rubric: String) -> JSON {
        var left = Leftover(criterion)
        let own = criterion["id"]?.string ?? ""
        let identifier = id("criterion/\(own)")
        let outcome = left.take("outcome")?.string ?? ""
        var members: [String: JSON] = [
            "identifier": .string(identifier), "uri": fragment(rubric, identifier), "rubricId": .string(rubric),
            "position": .number(Decimal(index + 1)), "lastChangeDateTime": changed,
            "CFItemURI": itemLink(outcome, "outcome/\(outcome)"),
        ]
        members["category"] = left.takeNormalized("title")
        members["description"] = left.take("statement")
        members["weight"] = left.take("weight")
        members["CFRubricCriterionLevels"] = .array(
            (left.take("levels")?.array ?? []).enumerated().map { place, level in
                var left = Leftover(level)
                let path = "criterion/\(own)/level/\(level["id"]?.string ?? "")"
                var members: [String: JSON] = [
                    "identifier": .string(id(path)), "uri": fragment(rubric, id(path)),
                    "rubricCriterionId": .string(identifier), "position": .number(Decimal(place + 1)),
                    "lastChangeDateTime": changed,
                ]
                members["quality"] = left.takeNormalized("name")
                members["description"] = left.take("descriptor")
                members["score"] = left.take("points")
                // A list here, and here alone: so has the published schema.
                members["extensions"] = left.extensions.map { .array([$0]) }
                return .object(members)
            })
        members["extensions"] = left.extensions
        return .object(members)
    }

    /// Criteria and levels have no address of their own in CASE: theirs leads to the rubric that holds them.
    private func fragment(_ rubric: String, _ identifier: String) -> JSON {
        .string("\(publisher.base)/CFRubrics/\(rubric)#\(identifier)")
    }

    mutating func qualification(level: Int, on framework: Document<Framework>?, in library: RubricsLibrary) {
        head(type: "Qualification", path: "qualification", level: level, on: framework)
        for (index, component) in (rest.take("components")?.array ?? []).enumerated() {
            self.component(
                component, at: "\(index)", sequence: index + 1, in: itemLink(title, "qualification"), library)
        }
    }

    private mutating func component(
        _ component: JSON, at place: String, sequence: Int, in parent: JSON, _ library: RubricsLibrary
    ) {
        for (kind, collection) in [("unit", "unit"), ("part", "qualification")] {
            guard let text = component[kind]?.string, let key = DocumentKey(text) else { continue }
            let known =
                kind == "unit"
                ? library.units[key].map { ($0.value.title, $0.fingerprint) }
                : library.qualifications[key].map { ($0.value.title, $0.fingerprint) }
            let link: JSON =
                known.map { publisher.link($0.0, "CFItems", CASEIdentifier.part(collection, of: $0.1)) }
                ?? ["title": .string(text), "identifier": .string(text), "uri": .string("urn:prior:\(kind):\(text)")]
            associate(
                "component/\(place)", "isPartOf", from: link, to: parent, sequence: sequence, [kind: .string(text)])
            return
        }
        var left = Leftover(component)
        let path = "component/\(place)"
        let called = component["title"]?.string ?? ""
        let of = left.take("of")?.array ?? []
        _ = left.take("title")
        item(path, type: "Component group", statement: .string(called), code: component["group"]?.string ?? "", left)
        associate("child/\(path)", "isChildOf", from: itemLink(called, path), to: parent, sequence: sequence)
        for (index, inner) in of.enumerated() {
            self.component(
                inner, at: "\(place)/\(index)", sequence: index + 1, in: itemLink(called, path), library)
        }
    }

    /// The item that stands for the whole: what a person claims or is awarded.
    private mutating func head(type: String, path: String, level: Int, on framework: Document<Framework>?) {
        title = rest.members["title"]?.string ?? key.description
        let field = subject(rest.members["field"]?.string ?? "")
        document["title"] = .string(title.normalized)
        document["description"] = rest.members["summary"]
        document["creator"] = .string((rest.members["authority"]?.string ?? publisher.name).normalized)
        document["subject"] = field
        let extra = [
            "abbreviatedStatement": rest.takeNormalized("title"), "educationLevel": [.string("\(level)")],
            "subject": field,
        ]
        item(
            path, type: type, statement: rest.take("summary") ?? "", code: key.description, extra: extra, Leftover(nil))
        associate(
            "child/\(path)", "isChildOf", from: itemLink(title, path), to: documentLink, sequence: 1)
        guard let framework else { return }
        let stands = CASEIdentifier.part("level/\(level)", of: framework.fingerprint)
        associate(
            "level", "hasSkillLevel", from: itemLink(title, path),
            to: publisher.link("Level \(level)", "CFItems", stands))
    }
}

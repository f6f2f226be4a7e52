import Foundation

extension CASEPackage {
    /// The framework, unit or qualification that the package was made of, as a document of Prior in JSON, to be loaded and
    /// checked like any other; nil where Prior did not make it.
    ///
    /// What CASE has a member for is read from that member: a statement that somebody corrected in the package is corrected
    /// in the document.
    public func priorDocument() -> JSON? {
        var members = document.prior.object ?? [:]
        guard let kind = members["kind"]?.string else { return nil }
        members["fingerprint"] = nil
        members["version"] = document["version"]
        switch kind {
        case "framework": readFramework(&members)
        case "unit": readUnit(&members)
        case "qualification": readQualification(&members)
        default: return nil
        }
        return .object(members)
    }

    private func readFramework(_ members: inout [String: JSON]) {
        members.read("name", from: document["title"])
        members.read("authority", from: document["creator"])
        members["summary"] = document["description"]
        let concepts = json["CFDefinitions"]?["CFConcepts"]?.array ?? []
        let domains = concepts.compactMap { concept -> JSON? in
            guard var domain = concept.prior.object, domain["id"] != nil else { return nil }
            domain.read("name", from: concept["title"])
            return .object(domain)
        }
        if !domains.isEmpty { members["domains"] = .array(domains) }
        members["levels"] = .array(
            children(of: document.identifier ?? "").filter { $0["CFItemType"]?.string == "Level" }.map(level))
    }

    private func level(_ item: JSON) -> JSON {
        var level = item.prior.object ?? [:]
        let isUnnamed = level.removeValue(forKey: "unnamed") == .bool(true)
        let describes = level.removeValue(forKey: "describes")
        let called = item["fullStatement"]?.string ?? ""
        if !isUnnamed || called != "Level \(item["humanCodingScheme"]?.string ?? "")" {
            level["name"] = .string(called)
        }
        let descriptors = children(of: item.identifier ?? "").compactMap { child -> (String, JSON)? in
            guard let domain = child.prior["domain"]?.string, let text = child["fullStatement"] else { return nil }
            return (domain, text)
        }
        if describes != nil || !descriptors.isEmpty {
            level["descriptors"] = .object(Dictionary(descriptors) { first, _ in first })
        }
        return .object(level)
    }

    private func readUnit(_ members: inout [String: JSON]) {
        guard let unit = head("Unit", &members) else { return }
        let outcomes = children(of: unit.identifier ?? "").filter { $0["CFItemType"]?.string == "Learning outcome" }
        var codes: [String: JSON] = [:]
        members["outcomes"] = .array(
            outcomes.map { item in
                var outcome = item.prior.object ?? [:]
                outcome["id"] = item["humanCodingScheme"]
                outcome["statement"] = item["fullStatement"]
                codes[item.identifier ?? ""] = item["humanCodingScheme"]
                return .object(outcome)
            })
        guard let rubric = rubrics.first else { return }
        var read = rubric.prior.object ?? [:]
        read["criteria"] = .array(
            (rubric["CFRubricCriteria"]?.array ?? []).inPosition.map { criterion in
                var read = criterion.prior.object ?? [:]
                read.read("title", from: criterion["category"])
                read["statement"] = criterion["description"]
                read["weight"] = criterion["weight"]
                read["outcome"] = criterion["CFItemURI"]?.identifier.flatMap { codes[$0] }
                read["levels"] = .array(
                    (criterion["CFRubricCriterionLevels"]?.array ?? []).inPosition.map { level in
                        var read = level.prior.object ?? [:]
                        read.read("name", from: level["quality"])
                        read["descriptor"] = level["description"]
                        read["points"] = level["score"]
                        return .object(read)
                    })
                return .object(read)
            })
        members["rubric"] = .object(read)
    }

    private func readQualification(_ members: inout [String: JSON]) {
        guard let item = head("Qualification", &members) else { return }
        members["components"] = .array(components(of: item.identifier ?? ""))
    }

    /// Units, parts and groups in their order. A group is a child, a unit or part is a part: one count goes over both.
    private func components(of parent: String) -> [JSON] {
        let known = Dictionary(items.map { ($0.identifier ?? "", $0) }) { first, _ in first }
        let both = links(to: parent, "isPartOf") + links(to: parent, "isChildOf")
        return both.inSequence.compactMap { link -> JSON? in
            if let own = link.prior.object, own["unit"] != nil || own["part"] != nil { return .object(own) }
            guard let item = known[link["originNodeURI"]?.identifier ?? ""],
                item["CFItemType"]?.string == "Component group"
            else { return nil }
            var group = item.prior.object ?? [:]
            group["title"] = item["fullStatement"]
            group["of"] = .array(components(of: item.identifier ?? ""))
            return .object(group)
        }
    }

    /// The item that stands for the whole, and what it says.
    private func head(_ type: String, _ members: inout [String: JSON]) -> JSON? {
        let tops = children(of: document.identifier ?? "")
        guard let item = tops.first(where: { $0["CFItemType"]?.string == type }) else { return nil }
        members.read("title", from: item["abbreviatedStatement"])
        members["summary"] = item["fullStatement"]
        return item
    }
}

extension [String: JSON] {
    /// Takes a text from a member of type NormalizedString, unless what is here already says the same with its line breaks.
    fileprivate mutating func read(_ name: String, from member: JSON?) {
        guard let text = member?.string else { return }
        if let own = self[name]?.string, own.normalized == text { return }
        self[name] = .string(text)
    }
}

extension [JSON] {
    fileprivate var inPosition: [JSON] { inOrder(of: "position") }
    fileprivate var inSequence: [JSON] { inOrder(of: "sequenceNumber") }

    private func inOrder(of member: String) -> [JSON] {
        enumerated().sorted { one, other in
            let left = one.element[member]?.number ?? .greatestFiniteMagnitude
            let right = other.element[member]?.number ?? .greatestFiniteMagnitude
            return left == right ? one.offset < other.offset : left < right
        }.map(\.element)
    }
}

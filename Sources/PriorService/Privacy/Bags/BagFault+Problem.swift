import HTTPTypes

extension BagFault: RuleError {
    var problem: Problem { BagFaults([self]).problem }
}

extension BagFaults: RuleError {
    /// Every fault by the file it is about, so that whoever sent the bag can tell what happened to it.
    var problem: Problem {
        let shown = list.prefix(200)
        var problem = Problem(
            .unprocessableContent, "bag-not-whole", "The bag is not whole",
            "Nothing of it was taken. \(list.first.map { "\($0.description)." } ?? "")"
                + (list.count > 1 ? " \(list.count - 1) more in `faults`." : ""))
        problem.members.append(
            (
                "faults",
                .array(
                    shown.map { fault in
                        var object: JSONObject = [
                            "path": .string(fault.path), "rule": .string(fault.rule.rawValue),
                            "says": .string(fault.description),
                        ]
                        if let expected = fault.expected { object["expected"] = .string(expected) }
                        if let found = fault.found { object["found"] = .string(found) }
                        return .object(object)
                    })
            ))
        return problem
    }
}

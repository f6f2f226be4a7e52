import Assessment
import Foundation

/// A value in a document, its path, and where to note what is wrong with it. Each reading function answers nil and notes
/// one fault where the value is not what it should be.
struct Place {
    let tree: Tree
    let path: Path
    let faults: Faults

    /// A text of at least one visible character, without white space around it.
    func text() -> String? {
        guard case .text(let text) = tree.value else {
            if case .number(let number) = tree.value {
                return wrong(
                    "This is the number \(number), and a text belongs here.", "Put it in quotes: \"\(number)\".")
            }
            if case .bool(let bool) = tree.value {
                return wrong("This is the boolean \(bool), and a text belongs here.", "Put it in quotes: \"\(bool)\".")
            }
            return wrong("This is \(tree.kind), and a text belongs here.", "Write a text.")
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { return wrong("The text is empty.", "Write a text or leave the key out.") }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" }) else {
            return wrong("The text holds a control character.", "Take it out.")
        }
        return trimmed
    }

    /// A text of the shape of an id.
    func slug() -> String? {
        guard let text = text() else { return nil }
        guard DocumentKey.isSlug(text) else {
            return wrong(
                "\"\(text)\" is not an id.",
                "Write lower-case letters, digits and single hyphens, starting with a letter, at most 64.")
        }
        return text
    }

    /// A reference to a version of a document.
    func key() -> DocumentKey? {
        guard let text = text() else { return nil }
        guard let key = DocumentKey(text) else {
            return wrong("\"\(text)\" does not name a version of a document.", "Write id@version, for instance lqf@1.")
        }
        return key
    }

    /// A whole number within bounds.
    func integer(_ bounds: ClosedRange<Int> = 0...Int.max) -> Int? {
        guard case .number(let number) = tree.value, let integer = Int(number) else {
            return wrong("This is \(tree.kind), and a whole number belongs here.", "Write a whole number.")
        }
        guard bounds.contains(integer) else {
            let bound =
                bounds.upperBound == .max
                ? "\(bounds.lowerBound) or more" : "between \(bounds.lowerBound) and \(bounds.upperBound)"
            return wrong("\(integer) is out of bounds.", "Write a whole number, \(bound).")
        }
        return integer
    }

    /// A number that is not negative.
    func decimal() -> Decimal? {
        guard case .number(let number) = tree.value, let decimal = Decimal(string: number), decimal >= 0 else {
            return wrong("This is \(tree.kind), and a number of 0 or more belongs here.", "Write a number: 12 or 0.5.")
        }
        return decimal
    }

    /// A share, from 0 to 1.
    func share() -> Decimal? {
        guard let decimal = decimal() else { return nil }
        guard decimal <= 1 else {
            return wrong("\(decimal) is not a share.", "Write a number from 0 to 1: 0.5 for one half.")
        }
        return decimal
    }

    /// True or false.
    func bool() -> Bool? {
        guard case .bool(let bool) = tree.value else {
            return wrong("This is \(tree.kind), and true or false belongs here.", "Write true or false.")
        }
        return bool
    }

    /// One of a set of words.
    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice? where Choice.RawValue == String {
        guard let text = text() else { return nil }
        guard let choice = Choice(rawValue: text) else {
            return wrong(
                "\"\(text)\" is not one of the words that can stand here.",
                Suggestion.sentence(for: text, among: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    /// A list of at least so many items; nil where any of them is faulty.
    func list<Item>(atLeast least: Int = 0, _ read: (Place) -> Item?) -> [Item]? {
        guard case .list(let items) = tree.value else {
            return wrong("This is \(tree.kind), and a list belongs here.", "Write items that start with a hyphen.")
        }
        guard items.count >= least else {
            let count = items.count == 1 ? "1 item" : "\(items.count) items"
            return wrong("The list has \(count).", "Write at least \(least).")
        }
        let read = items.enumerated().map { index, item in
            read(Place(tree: item, path: path + .index(index), faults: faults))
        }
        let good = read.compactMap(\.self)
        return good.count == read.count ? good : nil
    }

    /// Notes a fault here.
    func wrong<Anything>(_ says: String, _ wouldBeRight: String) -> Anything? {
        faults.add(path, at: tree.position, says, wouldBeRight)
        return nil
    }
}

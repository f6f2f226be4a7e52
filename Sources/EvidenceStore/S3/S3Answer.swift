import Foundation
import FoundationXML
import NIOCore

/// The texts in an XML answer of S3, each under the names of the elements it stands in: `ListBucketResult/Contents/Key`.
final class S3Answer: NSObject, XMLParserDelegate {
    /// What one element that repeats holds, by the names of the elements in it.
    typealias Group = [String: String]

    private(set) var texts: [String: String] = [:]
    private(set) var groups: [Group] = []
    private let repeating: String
    private var path: [String] = []
    private var group: Group?
    private var text = ""

    /// Reads an answer; one that is no XML has no texts.
    /// - Parameter repeating: the element whose contents are told one by one in ``groups``.
    init(_ body: ByteBuffer, repeating: String = "") {
        self.repeating = repeating
        super.init()
        let parser = XMLParser(data: Data(body.readableBytesView))
        parser.delegate = self
        _ = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        path.append(name)
        text = ""
        if name == repeating { group = [:] }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == repeating, let whole = group {
            groups.append(whole)
            group = nil
        } else if group != nil {
            group?[name] = text
        } else {
            texts[path.joined(separator: "/")] = text
        }
        path.removeLast()
        text = ""
    }
}

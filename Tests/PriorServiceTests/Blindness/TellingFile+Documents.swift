import Foundation

extension TellingFile {
    private static let namespaces =
        ["office", "text", "table", "drawing", "presentation", "style"].map {
            "xmlns:\($0 == "drawing" ? "draw" : $0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
        }.joined(separator: " ")
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
        + " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" office:version=\"1.3\""

    private static let told = """
        <office:meta><meta:initial-creator>\(name)</meta:initial-creator><dc:creator>\(name)</dc:creator>
        <dc:title>\(name)</dc:title><dc:subject>\(name)</dc:subject><dc:description>\(name)</dc:description>
        <meta:keyword>\(name)</meta:keyword><meta:user-defined meta:name="Company">\(name)</meta:user-defined></office:meta>
        """

    private static let comment = """
        <office:annotation><dc:creator>\(name)</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>
        <text:p>A comment of \(name)</text:p></office:annotation>
        """

    private static func flat(_ kind: String, _ body: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document \(namespaces) office:mimetype="application/vnd.oasis.opendocument.\(kind)">\(told)
        <office:body>\(body)</office:body></office:document>
        """
    }

    /// A letter with a comment, an inserted sentence and a picture.
    static let letter = flat(
        "text",
        """
        <office:text><text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>
        <dc:creator>\(name)</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info></text:insertion>
        </text:changed-region></text:tracked-changes>
        <text:p>The wall stands\(comment), <text:change-start text:change-id="c1"/>plumb and level<text:change-end
        text:change-id="c1"/>.</text:p>
        <text:p><draw:frame text:anchor-type="as-char" svg:width="8cm" svg:height="6cm" draw:name="\(name)"><draw:image>
        <office:binary-data>PICTURE</office:binary-data></draw:image><svg:title>\(name)</svg:title></draw:frame></text:p>
        </office:text>
        """)

    static let sheet = flat(
        "spreadsheet",
        """
        <office:spreadsheet><table:table table:name="Bricks"><table:table-row><table:table-cell
        office:value-type="string">\(comment)<text:p>The wall stands.</text:p></table:table-cell></table:table-row>
        </table:table></office:spreadsheet>
        """)

    static let slides = flat(
        "presentation",
        """
        <office:presentation><draw:page draw:name="one"><draw:frame svg:x="2cm" svg:y="2cm" svg:width="12cm"
        svg:height="3cm"><draw:text-box><text:p>The wall stands.</text:p></draw:text-box></draw:frame>
        <presentation:notes><draw:frame svg:width="9cm" svg:height="3cm"><draw:text-box><text:p>Note of \(name)</text:p>
        </draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation>
        """)

    /// A PDF of two pages that tells in its information, its catalog, its outline, a comment, a field, what a page and a
    /// picture say of themselves, and in the picture.
    static func document(_ picture: [UInt8]) -> Data {
        let meta = stream("/Type/Metadata/Subtype/XML", Data("<x>\(name)</x>".utf8))
        let fonts = "/Font<</F 9 0 R>>"
        let objects: [Data] = [
            Data(
                "<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/Outlines 11 0 R/PieceInfo<</P<</Private(\(name))>>>>>>".utf8
            ),
            Data("<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>".utf8),
            Data(
                """
                <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>\(fonts)>>/Contents 5 0 R
                /Annots[10 0 R]/Metadata 6 0 R>>
                """.utf8),
            stream(
                "/Type/XObject/Subtype/Image/Width 400/Height 300/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
                    + "/Metadata 6 0 R", Data(picture)),
            stream(
                "",
                Data("% \(name)\nq 400 0 0 300 50 400 cm /I Do Q BT /F 24 Tf 60 300 Td (The wall stands.) Tj ET".utf8)),
            meta,
            Data("<</Title(\(name))/Author(\(name))/Creator(\(name))/Keywords(\(name))/Company(\(name))>>".utf8),
            Data("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<\(fonts)>>/Contents 13 0 R>>".utf8),
            Data("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".utf8),
            Data("<</Type/Annot/Subtype/Text/Rect[100 100 120 120]/T(\(name))/Contents(A comment of \(name))>>".utf8),
            Data("<</Type/Outlines/First 12 0 R/Last 12 0 R/Count 1>>".utf8),
            Data("<</Title(\(name))/Parent 11 0 R/Dest[3 0 R/Fit]>>".utf8),
            stream("", Data("BT /F 24 Tf 60 300 Td (Second page.) Tj ET".utf8)),
        ]
        var file = Data("%PDF-1.6\n".utf8)
        for (index, object) in objects.enumerated() {
            file += Data("\(index + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
        }
        return file + Data("trailer<</Size 14/Root 1 0 R/Info 7 0 R>>\nstartxref\n0\n%%EOF\n".utf8)
    }

    private static func stream(_ entries: String, _ bytes: Data) -> Data {
        Data("<<\(entries)/Length \(bytes.count)>>\nstream\n".utf8) + bytes + Data("\nendstream".utf8)
    }
}

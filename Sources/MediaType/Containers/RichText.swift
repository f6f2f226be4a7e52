/// Rich Text Format 1.9.1: whether it is whole, and whether it carries objects of other programs.
enum RichText {
    static func settle(_ bytes: Bytes) -> Containers.Settled? {
        // Word opens whatever begins so.
        guard bytes.has("{\\rt", at: 0) else { return nil }
        var settled = Containers.Settled(type: "text/rtf", isDocument: true)
        let tail = max(0, bytes.count - 4_096)
        if let end = bytes.last("}", from: tail) {
            settled.end = end + 1
            let rest = bytes.slice(end + 1, bytes.count - end - 1) ?? bytes.all[0..<0]
            let isOther = Signatures.isFileHead(bytes, at: end + 1)
            if !isOther, !rest.allSatisfy({ $0 <= 32 }) { settled.findings.insert(.truncated) }
        } else {
            settled.findings.insert(.truncated)
        }
        for word in ["\\objdata", "\\objocx", "\\objemb", "\\objlink", "\\objautlink", "\\objupdate"]
        where bytes.first(word, in: 0..<bytes.count) != nil {
            settled.findings.insert(.embeddedObject)
        }
        if let template = bytes.first("{\\*\\template ", in: 0..<(64 << 10)),
            let address = bytes.text(8, at: template + 13)?.lowercased(),
            address.hasPrefix("http") || address.hasPrefix("\\\\")
        {
            settled.findings.insert(.external)
        }
        return settled
    }
}

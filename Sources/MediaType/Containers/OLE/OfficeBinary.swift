/// Word, Excel and PowerPoint before 2007, and what else is kept in compound files: by the names of their streams.
enum OfficeBinary {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled {
        guard let file = CompoundFile(bytes) else { return Containers.Settled(type: magic, findings: [.truncated]) }
        // Of a file whose end is missing, the names may be all that is left of the directory.
        let left = file.isTruncated ? streams.first { bytes.first(wide($0.0), in: 0..<bytes.count) != nil }?.1 : nil
        var settled = Containers.Settled(type: type(file) ?? left ?? magic, isDocument: true)
        if settled.type == .unknown { settled.type = "application/x-ole-storage" }
        if file.isTruncated { settled.findings.insert(.truncated) }
        if isEncrypted(file) { settled.findings.insert(.encrypted) }
        if hasMacros(file, bytes) { settled.findings.insert(.macros) }
        if file.has("ObjectPool"),
            file.entries.contains(where: { $0.name == "\u{1}Ole10Native" || $0.name == "Package" })
        {
            settled.findings.insert(.embeddedObject)
        }
        return settled
    }

    /// As names stand in a directory: UTF-16.
    private static func wide(_ name: String) -> [UInt8] { name.utf8.flatMap { [$0, 0] } }

    private static func type(_ file: CompoundFile) -> MediaType? {
        if file.has("EncryptedPackage"), file.has("EncryptionInfo") { return "application/encrypted" }
        // What MS-MSI says installers' root storages are.
        if ["84100c0000000000c000000000000046", "86100c0000000000c000000000000046"].contains(file.rootClass) {
            return "application/x-msi"
        }
        for (stream, type) in streams where file.has(stream) { return type }
        if file.entries.contains(where: { $0.name.hasPrefix("__substg1.0_") }) { return "application/vnd.ms-outlook" }
        return nil
    }

    /// In this order: a publisher's file has parts of a Word file in it too.
    private static let streams: [(String, MediaType)] = [
        ("__properties_version1.0", "application/vnd.ms-outlook"), ("VisioDocument", "application/vnd.visio"),
        ("Quill", "application/x-mspublisher"), ("WksSSWorkBook", "application/vnd.ms-works"),
        ("MatOST", "application/vnd.ms-works"), ("MM", "application/vnd.ms-works"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"), ("PP97_DUALSTORAGE", "application/vnd.ms-powerpoint"),
        ("PP40", "application/vnd.ms-powerpoint"), ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"), ("Book", "application/vnd.ms-excel"),
        ("Props9", "application/vnd.ms-project"), ("Props12", "application/vnd.ms-project"),
        ("Props14", "application/vnd.ms-project"), ("StarWriterDocument", "application/vnd.stardivision.writer"),
        ("StarCalcDocument", "application/vnd.stardivision.calc"),
        ("StarDrawDocument3", "application/vnd.stardivision.draw"), ("BodyText", "application/x-hwp-v5"),
        ("SwDocContentMgr", "application/sldworks"), ("Catalog", "image/vnd.ms-thumbs"),
    ]

    private static func isEncrypted(_ file: CompoundFile) -> Bool {
        if file.has("EncryptedPackage") || file.has("EncryptedSummary") { return true }
        // MS-DOC 2.5.2: fEncrypted, in the flags at byte 10 of the file information block.
        let word = file.beginning(of: "WordDocument", 12)
        if word.count == 12, word[11] & 1 == 1 { return true }
        // MS-PPT 2.3.2: the token of the current user says that the document is encrypted.
        let user = file.beginning(of: "Current User", 16)
        if user.count == 16, Array(user[12..<16]) == [0xdf, 0xc4, 0xd1, 0xf3] { return true }
        return records(file).contains { $0.kind == 0x2f }
    }

    private static func hasMacros(_ file: CompoundFile, _ bytes: Bytes) -> Bool {
        if ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"].contains(where: file.has) { return true }
        // MS-XLS 2.4.28: a sheet of the kind 1 holds macros of Excel 4.
        if records(file).contains(where: { $0.kind == 0x85 && $0.bytes.count > 5 && $0.bytes[5] == 1 }) { return true }
        guard file.has("PowerPoint Document") else { return false }
        // MS-PPT 2.4.10: the atom that says whether a presentation has macros.
        var offset = 0
        while let found = bytes.first([0x02, 0, 0, 4, 12, 0, 0, 0], in: offset..<bytes.count) {
            if bytes.little(4, at: found + 12) == 1 { return true }
            offset = found + 1
        }
        return false
    }

    /// The first records of a workbook (MS-XLS 2.1.4): those about all of it.
    private static func records(_ file: CompoundFile) -> [(kind: Int, bytes: [UInt8])] {
        let stream = file.beginning(of: file.has("Workbook") ? "Workbook" : "Book", 1 << 20)
        var records: [(kind: Int, bytes: [UInt8])] = []
        var offset = 0
        while offset + 4 <= stream.count, records.count < 4_096 {
            let kind = Int(stream[offset]) | Int(stream[offset + 1]) << 8
            let length = Int(stream[offset + 2]) | Int(stream[offset + 3]) << 8
            let end = min(stream.count, offset + 4 + length)
            records.append((kind, Array(stream[offset + 4..<min(end, offset + 20)])))
            // The end of what is about all of it; nothing behind an encryption record can be read.
            if kind == 0x0a || kind == 0x2f { break }
            offset += 4 + length
        }
        return records
    }
}

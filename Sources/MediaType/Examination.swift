/// One look at some bytes.
struct Examination {
    let bytes: Bytes
    let magic: Magic

    init(_ bytes: Bytes, by magic: Magic) {
        self.bytes = bytes
        self.magic = magic
    }

    func detection() throws -> Detection {
        guard bytes.count > 0 else {
            return Detection(
                detected: "application/x-empty", magic: "application/x-empty", encoding: "binary",
                description: "empty", libmagicDatabase: magic.database, findings: [.empty], size: 0)
        }
        let answer = try magic.look(at: bytes.all)
        var settled = Containers.settle(answer, bytes)
        if settled.findings.isDisjoint(with: [.polyglot]), Foreign.isIn(bytes, settled) {
            settled.findings.insert(.polyglot)
        }
        return Detection(
            detected: settled.type, magic: answer.type, encoding: answer.encoding, description: answer.description,
            libmagicDatabase: magic.database, findings: settled.findings, extent: settled.extent,
            size: Int64(bytes.count))
    }
}

extension MappedFile {
    /// The type of this file. It blocks.
    func detect(by magic: Magic) throws -> Detection {
        try Examination(Bytes(bytes), by: magic).detection()
    }
}

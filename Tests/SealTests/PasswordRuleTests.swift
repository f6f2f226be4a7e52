import Seal
import Testing

struct PasswordRuleTests {
    @Test(arguments: [
        "five goats under a blue tree", "mohair shears 1987 thunder", "my aunt sells peaches at noon",
        "T9#vq!2Lw@8zKd$", "бабушка печёт пироги", "ke rata ho pheha nama", "correct horse goat battery xylophone",
        "solar panel kites by the river",
    ])
    func `a long passphrase may be chosen, whatever its signs`(password: String) {
        #expect(PasswordRule.judge(password, context: ["Mpho Mokoena", "mpho@example.ls"]) == [])
    }

    @Test
    func `fourteen characters are too few and fifteen are enough`() {
        #expect(PasswordRule.judge("zvqgoatmlktree") == [.tooShort(minimum: 15)])
        #expect(PasswordRule.judge("zvqgoatmlktreex") == [])
    }

    @Test
    func `length counts code points after normalisation, not bytes`() {
        let fourteen = "é ñ ö û ç å ř "
        #expect(fourteen.unicodeScalars.count == 14)
        #expect(PasswordRule.judge(fourteen).contains(.tooShort(minimum: 15)))
        let decomposed = "e\u{301} n\u{303} o\u{308} u\u{302} "
        #expect(decomposed.unicodeScalars.count == 12)
        #expect(PasswordRule.judge(decomposed).contains(.tooShort(minimum: 15)))
    }

    @Test
    func `256 characters may be chosen and 257 may not`() {
        let words = (0..<100).map { "goat\($0 * 7919)" }.joined(separator: " ")
        #expect(PasswordRule.judge(String(words.prefix(64))) == [])
        #expect(PasswordRule.judge(String(words.prefix(256))) == [])
        #expect(PasswordRule.judge(String(words.prefix(257))) == [.tooLong(maximum: 256)])
        #expect(PasswordRule.judge(String(repeating: "x", count: 1_000_000)) == [.tooLong(maximum: 256)])
    }

    @Test(arguments: [
        "passwordpassword1", "password12345678", "Password Password!", "iloveyou iloveyou",
        "Correct Horse Battery Staple",
        "football baseball 99", "the lord is my shepherd", "qwertyuiopasdfghjkl", "Recognition of Prior Learning",
        "letmein letmein please", "Administrator 2026", "princess sunshine!!", "monkey123 dragon99",
    ])
    func `what many people choose is refused, dressed up or not`(password: String) {
        #expect(PasswordRule.judge(password).contains(.common))
    }

    @Test(arguments: [
        "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "123456789012345", "abcdefghijklmnop", "ponmlkjihgfedcba",
        "xy xy xy xy xy xy xy", "9876543210987654", "zxcvbnmnbvcxzzxc", "1111111111111111",
    ])
    func `a repeated piece or a run along the keyboard is refused`(password: String) {
        #expect(PasswordRule.judge(password).contains(.predictable))
    }

    @Test(arguments: [
        "mphomokoena1987", "Mpho.Mokoena 2024!", "mpho.mokoena@example.ls", "MokoenaPassword1", "prior password prior",
        "mokoena mokoena mpho",
    ])
    func `a password made of the person's own name or address is refused`(password: String) {
        let faults = PasswordRule.judge(password, context: ["Mpho Mokoena", "mpho.mokoena@example.ls"])
        #expect(faults.contains(.aboutYou))
    }

    @Test
    func `a passphrase that only mentions one's name may be chosen`() {
        #expect(PasswordRule.judge("why did mpho paint seven gates", context: ["Mpho Mokoena"]) == [])
    }

    @Test
    func `every fault tells a program and a person what is wrong`() {
        let faults: [PasswordFault] = [
            .tooShort(minimum: 15), .tooLong(maximum: 256), .common, .aboutYou, .predictable,
        ]
        #expect(Set(faults.map(\.code)).count == faults.count)
        #expect(faults.allSatisfy { $0.advice.hasSuffix(".") })
    }
}

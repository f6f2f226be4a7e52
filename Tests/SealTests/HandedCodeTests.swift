import Seal
import Testing

@Suite struct HandedCodeTests {
    @Test func `a code is read back from what a person types, with spaces, hyphens or neither`() throws {
        let code = HandedCode.make()
        #expect(code.text.wholeMatch(of: /(\d{4} ){3}\d{4}/) != nil)
        for typed in [
            code.text, code.text.filter { $0 != " " }, code.text.replacing(" ", with: "-"), " \(code.text) ",
        ] {
            #expect(HandedCode(typed: typed) == code)
        }
    }

    @Test func `every single wrong digit and every two neighbours swapped is a slip, and no other code`() throws {
        let digits = Array(HandedCode.make().text.filter { $0 != " " })
        for place in digits.indices {
            for wrong in "0123456789" where wrong != digits[place] {
                var slip = digits
                slip[place] = wrong
                #expect(HandedCode(typed: String(slip)) == nil)
            }
            guard place > 0, digits[place] != digits[place - 1] else { continue }
            var slip = digits
            slip.swapAt(place, place - 1)
            #expect(HandedCode(typed: String(slip)) == nil)
        }
    }

    @Test(arguments: ["", "1234", "12345678901234567", "abcd efgh ijkl mnop", "٤٨٢١ ٧٧٣٠ ٥٥١٩ ٠٠٤٢"])
    func `what is no code is none`(_ typed: String) {
        #expect(HandedCode(typed: typed) == nil)
    }

    @Test func `its secret is in no description of it`() {
        let code = HandedCode.make()
        var dumped = ""
        dump(code, to: &dumped)
        #expect(!"\(code)\(dumped)\(String(reflecting: code))".contains(code.secret))
    }
}

/// Who is in the demo. Institutions and people are invented; where they are, what they are allowed and which policy binds
/// them is real.
enum DemoCast {
    /// What everyone in the demo signs in with.
    static let password = "seven goats cross the Senqu"

    /// An institution of the demo with those who work there.
    struct Centre: Sendable {
        var slug: String
        var name: String
        var country: String
        var policy: String
        /// The first is its administrator, who invites the others.
        var staff: [Member]

        /// Those who hold a role, in the order of the list.
        func members(_ role: String) -> [Member] { staff.filter { $0.role == role } }
    }

    /// Someone who works at an institution.
    struct Member: Sendable {
        var name: String
        var role: String
        var email: String

        init(_ role: String, _ name: String, at slug: String) {
            self.name = name
            self.role = role
            email = "\(name.split(separator: " ")[0].lowercased())@\(slug).example"
        }
    }

    /// Grants credit in Lesotho.
    static let maluti = centre(
        "maluti", "Maluti Technical College", "LS", "lesotho@3",
        [
            ("administrator", "Nthabiseng Molapo"), ("coordinator", "Thabo Ramaili"), ("assessor", "Palesa Nkhahle"),
            ("assessor", "Tumelo Sekete"), ("assessor", "Mpho Lebona"), ("registrar", "Refiloe Matela"),
            ("adviser", "Limpho Tsolo"), ("moderator", "Khotso Phafoli"), ("auditor", "Mamello Ntaote"),
            ("panel", "Sechaba Moeketsi"), ("panel", "Lineo Thamae"), ("panel", "Katleho Pitso"),
        ])
    /// Receives credit in Lesotho.
    static let thabaBosiu = centre(
        "thaba-bosiu", "Thaba-Bosiu University", "LS", "lesotho@3",
        [("administrator", "Teboho Letsie"), ("registrar", "Puleng Mofokeng")])
    /// Grants credit in Barbados.
    static let kensington = centre(
        "kensington", "Kensington Community College", "BB", "caribbean@3",
        [
            ("administrator", "Cheryl Alleyne"), ("coordinator", "Rohan Brathwaite"), ("assessor", "Joy Greenidge"),
            ("assessor", "Winston Forde"), ("assessor", "Althea Skeete"), ("registrar", "Marguerite Clarke"),
            ("adviser", "Denzil Yearwood"), ("moderator", "Sonia Holder"), ("auditor", "Trevor Babb"),
            ("panel", "Maureen Gittens"), ("panel", "Curtis Bynoe"), ("panel", "Yvette Springer"),
        ])
    /// Receives credit in Jamaica.
    static let regional = centre(
        "regional-open", "Regional Open Campus", "JM", "caribbean@3",
        [("administrator", "Paulette Grant"), ("registrar", "Desmond Whyte")])

    static let centres = [maluti, thabaBosiu, kensington, regional]

    private static func centre(
        _ slug: String, _ name: String, _ country: String, _ policy: String, _ staff: [(role: String, name: String)]
    ) -> Centre {
        Centre(
            slug: slug, name: name, country: country, policy: policy,
            staff: staff.map { Member($0.role, $0.name, at: slug) })
    }
}

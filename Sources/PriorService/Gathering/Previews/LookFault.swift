/// Why a file could not be looked into. The words are for whoever runs the service and for those who see the item; they
/// say nothing of what is in it.
enum LookFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The program is not on this machine.
    case noProgram(LookProgram)
    /// It did not do what it was asked to, or not within its limits.
    case failed(LookProgram, how: String)
    /// What it made is not what it should be.
    case unreadable(String)
    case tooLarge
    /// Nothing can be made of this kind of file.
    case noWay(String)

    /// Whether trying again could end otherwise.
    var mayPass: Bool {
        switch self {
        case .failed, .unreadable: true
        case .noProgram, .tooLarge, .noWay: false
        }
    }

    var description: String {
        switch self {
        case .noProgram(let program): "no program: \(program.rawValue)"
        case .failed(let program, let how): "\(program.rawValue): \(how)"
        case .unreadable(let what): "unreadable: \(what)"
        case .tooLarge: "too large to look into"
        case .noWay(let type): "nothing that takes out of \(type) whose it is"
        }
    }
}

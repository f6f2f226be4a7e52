extension JobHandler {
    /// Everything the service does by itself through the table `job`; each feature adds its own.
    static let all: [JobHandler] = [lease, giveAgain, appealClosing]
}

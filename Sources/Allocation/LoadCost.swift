/// What it costs to give an assessor one more seat, so that the cheapest way to give seats is the most even one.
///
/// The sum of load²/capacity over all assessors is least when all are equally full for their capacity. It is counted seat by
/// seat: the k-th costs (2k − 1)/capacity, here in thousandths of a half, rounded down. It never falls, so that a solver of
/// flows takes the seats of an assessor in order by itself.
enum LoadCost {
    /// No seat within the capacity costs more.
    static let greatest = 1000

    /// The cost of the seat with this number, counted from 1, seats held outside of the batch among them.
    static func ofSeat(_ number: Int, capacity: Int) -> Int { 1000 * (2 * number - 1) / (2 * capacity) }
}

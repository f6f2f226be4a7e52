import Assessment
import HTTPTypes

extension Routes {
    static let rubricMoves: [Route] = [
        .post(
            "/api/submissions/{id}/rubric-moves", "moveRubric", for: .staff(.moveCases),
            takes: .json(NewRubricMoveBody.self), gives: .created(RubricMoveBody.self),
            also: [.ok(RubricMoveBody.self)],
            "Moves an open claim to another version of its unit, or says what that would change.",
            RubricMoveRoutes.move),
        .list(
            "/api/submissions/{id}/rubric-moves", "listRubricMoves", for: .person, of: MadeRubricMoveBody.self,
            "Which claims of a submission were moved, and why.", RubricMoveRoutes.list),
    ]
}

import Assessment
import HTTPTypes

extension Routes {
    static let comments: [Route] = [
        .post(
            "/api/assignments/{id}/comments", "makeComment", for: .person, takes: .json(NewCommentBody.self),
            gives: .created(CommentBody.self), "Says something of a place in an item.", CommentRoutes.create),
        .list(
            "/api/assignments/{id}/comments", "listOwnComments", for: .person, of: CommentBody.self,
            "My remarks on the evidence of a case.", CommentRoutes.own),
        .put(
            "/api/comments/{id}", "changeComment", for: .person, takes: .json(CommentChangeBody.self),
            gives: .ok(CommentBody.self), versioned: true, "Changes a remark.", CommentRoutes.put),
        .delete(
            "/api/comments/{id}", "removeComment", for: .person, versioned: true, "Takes a remark away.",
            CommentRoutes.remove),
        .list(
            "/api/submissions/{id}/comments", "listComments", for: .person, of: CommentBody.self,
            problems: [.conflict], "Everybody's remarks, once all are in; the learner's, with the results.",
            CommentRoutes.ofSubmission),
        .put(
            "/api/assignments/{id}/drafts/{claim}", "saveDraft", for: .person, takes: .json(NewDraftBody.self),
            gives: .ok(DraftBody.self), versioned: true, "Saves what I have written and not given yet.",
            DraftRoutes.put),
        .list(
            "/api/assignments/{id}/drafts/{claim}", "listDrafts", for: .person, of: DraftBody.self,
            "What I have written, newest version first.", DraftRoutes.list),
    ]
}

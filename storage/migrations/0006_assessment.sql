-- Who assesses, what they ruled, what they scored.

-- A tie between a member of staff and a learner that keeps them apart when work is allocated.
create table conflict_declaration (
    id uuid primary key,
    institution_id uuid not null references institution,
    person_id uuid not null references person,
    learner_id uuid not null references person,
    relation text not null constraint conflict_relation_known check (
        relation in ('family', 'employer', 'taught', 'adviser', 'intimate', 'other')),
    note text not null default '',
    declared_by uuid not null references person,
    declared_at timestamptz not null,
    ended_at timestamptz
);
create index conflict_declaration_pair on conflict_declaration (person_id, learner_id) where ended_at is null;

create table assignment (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    assessor_id uuid not null references person,
    seat text not null constraint assignment_seat_known check (seat in ('first', 'second', 'third')),
    assigned_by uuid not null references person,
    assigned_at timestamptz not null,
    accept_by timestamptz not null,
    due_at timestamptz not null,
    -- Why a rule of independence was set aside for this assignment, where the policy lets a small centre do so.
    override_reason text,
    accepted_at timestamptz,
    declined_at timestamptz,
    decline_reason text,
    lapsed_at timestamptz,
    completed_at timestamptz,
    version bigint not null default 1
);
create unique index assignment_seat_once on assignment (submission_id, seat) where declined_at is null and lapsed_at is null;
create unique index assignment_assessor_once on assignment (submission_id, assessor_id)
    where declined_at is null and lapsed_at is null;
create index assignment_queue on assignment (assessor_id, due_at) where declined_at is null and lapsed_at is null and completed_at is null;
create index assignment_institution on assignment (institution_id, submission_id);

create table scorecard (
    id uuid primary key,
    institution_id uuid not null references institution,
    assignment_id uuid not null references assignment,
    claim_id uuid not null references claim,
    unit_id text not null,
    unit_version text not null,
    rubric_fingerprint text not null,
    version bigint not null default 1,
    opened_at timestamptz not null,
    submitted_at timestamptz,
    -- Set when submitted: the rubric's own answer over this scorecard, and why in words.
    outcome text constraint scorecard_outcome_known check (outcome in ('competent', 'notYetCompetent')),
    result jsonb,
    constraint scorecard_once_per_claim unique (assignment_id, claim_id),
    constraint scorecard_outcome_when_submitted check ((submitted_at is null) = (outcome is null))
);

create table score (
    scorecard_id uuid not null references scorecard,
    criterion_id text not null,
    level_id text not null,
    comment text not null default '',
    scored_at timestamptz not null,
    constraint score_once_per_criterion primary key (scorecard_id, criterion_id)
);

create function score_of_submitted_is_immutable() returns trigger language plpgsql as $$
declare
    card uuid := case when tg_op = 'DELETE' then old.scorecard_id else new.scorecard_id end;
begin
    if exists (select from scorecard where id = card and submitted_at is not null) then
        raise exception 'scorecard % is submitted', card using errcode = 'check_violation', constraint = 'score_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger score_immutable before insert or update or delete on score
    for each row execute function score_of_submitted_is_immutable();

create function scorecard_submitted_is_immutable() returns trigger language plpgsql as $$
begin
    if old.submitted_at is not null then
        raise exception 'scorecard % is submitted', old.id using errcode = 'check_violation', constraint = 'scorecard_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger scorecard_immutable before update or delete on scorecard
    for each row execute function scorecard_submitted_is_immutable();

-- Valid, sufficient, authentic, current: an assessor's ruling on one item for one claim. A revision is a new row.
create table ruling (
    id uuid primary key,
    institution_id uuid not null references institution,
    assignment_id uuid not null references assignment,
    claim_id uuid not null references claim,
    evidence_id uuid not null references evidence,
    revision integer not null,
    valid text not null constraint ruling_valid_known check (valid in ('yes', 'no', 'unsure')),
    sufficient text not null constraint ruling_sufficient_known check (sufficient in ('yes', 'no', 'unsure')),
    authentic text not null constraint ruling_authentic_known check (authentic in ('yes', 'no', 'unsure')),
    current text not null constraint ruling_current_known check (current in ('yes', 'no', 'unsure')),
    reason text not null default '',
    ruled_at timestamptz not null,
    constraint ruling_revision_once unique (assignment_id, claim_id, evidence_id, revision)
);

-- What the independent scorecards come to for one claim of one submission: agreed, or settled by a third.
create table claim_outcome (
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    institution_id uuid not null references institution,
    outcome text not null constraint claim_outcome_known check (outcome in ('competent', 'notYetCompetent')),
    settled text not null constraint claim_outcome_settled_known check (settled in ('agreed', 'thirdMarker')),
    -- The scorecard whose marks stand.
    scorecard_id uuid not null references scorecard,
    words text not null,
    settled_at timestamptz not null,
    primary key (submission_id, claim_id)
);
create trigger ruling_immutable before update or delete on ruling
    for each row execute function decided_is_immutable();
create trigger claim_outcome_immutable before update or delete on claim_outcome
    for each row execute function decided_is_immutable();

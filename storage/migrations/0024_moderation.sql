-- Marking again, and the looks of those who did not mark.

-- What was marked again stays as it was, and no longer counts.
alter table scorecard add column superseded_at timestamptz;
alter table scorecard drop constraint scorecard_once_per_claim;
create unique index scorecard_once_per_claim on scorecard (assignment_id, claim_id) where superseded_at is null;

create or replace function scorecard_submitted_is_immutable() returns trigger language plpgsql as $$
begin
    if not is_erasing() and old.submitted_at is not null
        and not (tg_op = 'UPDATE' and old.superseded_at is null
            and to_jsonb(new) - 'superseded_at' = to_jsonb(old) - 'superseded_at')
    then
        raise exception 'scorecard % is submitted', old.id using errcode = 'check_violation', constraint = 'scorecard_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

alter table claim_outcome drop constraint claim_outcome_settled_known;
alter table claim_outcome add constraint claim_outcome_settled_known
    check (settled in ('agreed', 'thirdMarker', 'panel'));

-- One draw from all that waited.
create table moderation_round (
    id uuid primary key,
    institution_id uuid not null references institution,
    policy_id text not null,
    policy_version text not null,
    method text not null constraint moderation_round_method_known check (method in ('baseRate', 'squareRoot', 'shareWithMinimum')),
    -- The base rate, or the share.
    share numeric,
    minimum integer,
    -- From which the draw can be made again by anybody: see docs/api/moderation.md.
    seed bytea not null constraint moderation_round_seed_long check (octet_length(seed) = 32),
    population integer not null,
    size integer not null,
    drawn_by uuid not null references person,
    drawn_at timestamptz not null
);
create index moderation_round_institution on moderation_round (institution_id, id);
create trigger moderation_round_immutable before update or delete on moderation_round
    for each row execute function decided_is_immutable();

-- An outcome of a claim, drawn or not drawn to be looked at.
create table moderation (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    unit_id text not null,
    unit_version text not null,
    policy_id text not null,
    policy_version text not null,
    -- What was found, by whose marks.
    outcome text not null constraint moderation_outcome_known check (outcome in ('competent', 'notYetCompetent')),
    scorecard_id uuid not null references scorecard,
    settled_at timestamptz not null,
    -- Why it is looked at whatever the draw says.
    grounds text[] not null default '{}',
    -- Of one that was drawn by itself; of a round the seed is there.
    round_id uuid references moderation_round,
    seed bytea constraint moderation_seed_long check (octet_length(seed) = 32),
    -- SHA-256 of seed and id, by which it was drawn.
    draw_digest bytea constraint moderation_draw_digest_is_sha256 check (octet_length(draw_digest) = 32),
    -- Null while it waits for a round.
    is_drawn boolean,
    moderator_id uuid references person,
    taken_at timestamptz,
    verdict text constraint moderation_verdict_known check (verdict in ('agreed', 'sentBack')),
    note text not null default '',
    -- [{"criterion": …, "says": …}]
    reasons jsonb not null default '[]',
    decided_at timestamptz,
    constraint moderation_once_per_outcome unique (submission_id, claim_id, settled_at),
    constraint moderation_grounds_are_drawn check (grounds = '{}' or is_drawn),
    constraint moderation_taken_whole check ((moderator_id is null) = (taken_at is null)),
    constraint moderation_decided_whole check ((verdict is null) = (decided_at is null)),
    constraint moderation_decided_by_somebody check (verdict is null or (moderator_id is not null and is_drawn))
);
create index moderation_open on moderation (institution_id, id) where verdict is null and is_drawn is not false;
create index moderation_institution on moderation (institution_id, id);
create index moderation_moderator on moderation (moderator_id, submission_id) where moderator_id is not null;

create function moderation_decided_is_immutable() returns trigger language plpgsql as $$
begin
    if not is_erasing() and (tg_op = 'DELETE' or old.verdict is not null) then
        raise exception 'moderation % is decided', old.id using errcode = 'check_violation', constraint = 'moderation_not_after_verdict';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger moderation_immutable before update or delete on moderation
    for each row execute function moderation_decided_is_immutable();

-- What a claim came to before a moderator sent it back.
create table claim_outcome_before (
    moderation_id uuid primary key references moderation,
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    institution_id uuid not null references institution,
    outcome text not null,
    settled text not null,
    scorecard_id uuid not null references scorecard,
    words text not null,
    settled_at timestamptz not null
);
create trigger claim_outcome_before_immutable before update or delete on claim_outcome_before
    for each row execute function decided_is_immutable();

-- An outcome goes only where it is kept as the one before.
create function claim_outcome_is_kept() returns trigger language plpgsql as $$
begin
    if not is_erasing() and (tg_op = 'UPDATE' or not exists (
        select from claim_outcome_before b where b.submission_id = old.submission_id and b.claim_id = old.claim_id
            and b.settled_at = old.settled_at and b.scorecard_id = old.scorecard_id and b.outcome = old.outcome))
    then
        raise exception 'claim_outcome is decided' using errcode = 'check_violation', constraint = 'decided_is_immutable';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
drop trigger claim_outcome_immutable on claim_outcome;
create trigger claim_outcome_immutable before update or delete on claim_outcome
    for each row execute function claim_outcome_is_kept();

-- Whether an assessor became stricter or more generous than those who mark the same; worked out anew once a day.
create table assessor_drift (
    institution_id uuid not null references institution,
    assessor_id uuid not null references person,
    worked_out_at timestamptz not null,
    is_drifting boolean not null,
    primary key (institution_id, assessor_id)
);

grant select, insert, update on moderation to prior_service;
grant select, insert on moderation_round, claim_outcome_before to prior_service;
grant select, insert, update on assessor_drift to prior_service;

select personal('moderation', 365, 'Looks of a moderator at what came of your claims.', 't.submission_id = any($5)',
    't.verdict is not null and is_open_to_learner(t.submission_id) and exists (select from recommendation r where r.submission_id = t.submission_id and r.claim_id = t.claim_id)', '
    note learner clear
    reasons learner clear
    moderator_id staff keep
    institution_id nobody keep
    policy_id nobody keep
    policy_version nobody keep
    seed nobody keep
    draw_digest nobody keep
    * learner keep');
select personal('claim_outcome_before', 364, 'What came of your claims before they were marked again.', 't.submission_id = any($5)',
    'is_open_to_learner(t.submission_id) and exists (select from recommendation r where r.submission_id = t.submission_id and r.claim_id = t.claim_id)', '
    institution_id nobody keep
    * learner keep');
select personal('moderation_round', 610, 'Draws of claims for moderation.', null, null, '
    drawn_by staff keep
    * nobody keep');
select personal('assessor_drift', 611, 'Whether assessors drift.', null, null, '
    assessor_id staff keep
    * staff keep');
insert into personal_column (relation, name, whose, on_erasure, becomes, is_told)
    values ('scorecard', 'superseded_at', 'learner', 'keep', null, true);

-- What an assessor says of one place in an item.
create table evidence_comment (
    id uuid primary key,
    institution_id uuid not null references institution,
    assignment_id uuid not null references assignment,
    claim_id uuid not null references claim,
    evidence_id uuid not null references evidence,
    -- {"page": …, "region": …} | {"fromSeconds": …, "toSeconds": …} | {"start": …, "end": …}; null for the whole item.
    place jsonb,
    says text not null,
    for_learner boolean not null default false,
    version bigint not null default 1,
    made_at timestamptz not null,
    changed_at timestamptz,
    removed_at timestamptz
);
create index evidence_comment_assignment on evidence_comment (assignment_id, id);

-- What an assessor has written and not given yet; the latest versions of it.
create table assessment_draft (
    assignment_id uuid not null references assignment,
    claim_id uuid not null references claim,
    version bigint not null,
    institution_id uuid not null references institution,
    notes text not null,
    saved_at timestamptz not null,
    constraint assessment_draft_once_per_version primary key (assignment_id, claim_id, version)
);

grant select, insert, update on evidence_comment to prior_service;
grant select, insert, delete on assessment_draft to prior_service;

select personal('evidence_comment', 366, 'What assessors said of places in your evidence, where it is for you.', $$
    t.assignment_id in (select a.id from assignment a where a.submission_id = any($5))$$, $$
    t.for_learner and t.removed_at is null and exists (select from assignment a join recommendation r
        on r.submission_id = a.submission_id and r.claim_id = t.claim_id
        where a.id = t.assignment_id and is_open_to_learner(a.submission_id))$$, '
    says learner clear
    place learner clear
    institution_id nobody keep
    version nobody keep
    * learner keep');
select personal('assessment_draft', 367, 'Notes of assessors for themselves.', $$
    t.assignment_id in (select a.id from assignment a where a.submission_id = any($5))$$, null, '
    institution_id nobody delete
    * staff delete');

-- A claim whose marks were agreed on, for assessors to measure themselves by. What is looked at is the submission itself, blind,
-- so that it goes when its learner is erased.
create table anchor (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    unit_id text not null,
    unit_version text not null,
    title text not null,
    -- How the learner agreed to it.
    consent text not null constraint anchor_with_consent check (consent <> ''),
    -- [{"criterion": …, "level": …, "says": …}]
    marks jsonb not null,
    made_by uuid not null references person,
    made_at timestamptz not null,
    retired_at timestamptz,
    retired_by uuid references person
);
create index anchor_institution on anchor (institution_id, id);
create unique index anchor_once on anchor (submission_id, claim_id) where retired_at is null;

-- An assessor's marks on an anchor.
create table anchor_attempt (
    id uuid primary key,
    institution_id uuid not null references institution,
    anchor_id uuid not null references anchor,
    assessor_id uuid not null references person,
    purpose text not null constraint anchor_attempt_purpose_known check (purpose in ('practice', 'certification')),
    begun_at timestamptz not null,
    -- [{"criterion": …, "level": …, "says": …}]; null until they are given.
    marks jsonb,
    exact integer,
    adjacent integer,
    criteria integer,
    same_outcome boolean,
    passed boolean,
    marked_at timestamptz,
    -- Until when it certifies, where it was passed for certification.
    valid_until timestamptz,
    constraint anchor_attempt_marked_whole check (
        (marks is null) = (marked_at is null) and (marks is null) = (passed is null))
);
create index anchor_attempt_assessor on anchor_attempt (assessor_id, id);
create unique index anchor_attempt_certifies_once on anchor_attempt (anchor_id, assessor_id) where purpose = 'certification';

-- Who is certified for which unit, and until when.
create view assessor_certified as
    select t.institution_id, t.assessor_id, a.unit_id, min(t.marked_at) as certified_at, max(t.valid_until) as valid_until
    from anchor_attempt t join anchor a on a.id = t.anchor_id
    where t.purpose = 'certification' and t.passed
    group by t.institution_id, t.assessor_id, a.unit_id;

grant select, insert, update on anchor, anchor_attempt to prior_service;
grant select on assessor_certified to prior_service;

select personal('anchor', 368, 'Claims of yours that assessors measure themselves by.', 't.submission_id = any($5)', null, $$
    title learner clear = '(erased)'
    consent learner clear = '(erased)'
    marks learner clear
    retired_at learner pseudonym = coalesce(t.retired_at, now())
    institution_id nobody keep
    made_by staff keep
    retired_by staff keep
    * learner keep$$);
select personal('anchor_attempt', 612, 'Marks of assessors on anchors.', null, null, '
    institution_id nobody keep
    * staff keep');

-- Named people who settle what two assessors disagree on; the joint mark is recorded in the third seat.
create table panel (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    assignment_id uuid not null references assignment,
    convened_by uuid not null references person,
    convened_at timestamptz not null,
    constraint panel_once_per_seat unique (assignment_id)
);
create index panel_submission on panel (submission_id);

create table panel_member (
    panel_id uuid not null references panel,
    person_id uuid not null references person,
    -- SHA-256 of the joint mark that they agreed to.
    agreed_digest bytea constraint panel_member_digest_is_sha256 check (octet_length(agreed_digest) = 32),
    agreed_at timestamptz,
    primary key (panel_id, person_id),
    constraint panel_member_agreed_whole check ((agreed_digest is null) = (agreed_at is null))
);
create index panel_member_person on panel_member (person_id);

grant select, insert on panel to prior_service;
grant select, insert, update on panel_member to prior_service;

select personal('panel', 369, 'Panels that settled what was disputed; who sat on them is not told.', 't.submission_id = any($5)', null, '
    institution_id nobody keep
    convened_by staff keep
    * learner keep');
select personal('panel_member', 613, 'Who sat on panels.', null, null, '* staff keep');

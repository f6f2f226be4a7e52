-- Marking again, and the looks of those who did not mark.

-- What was marked again stays as it was, and no longer counts.
alter table scorecard add column superseded_at timestamptz;
alter table scorecard drop constraint scorecard_once_per_claim;
create unique index scorecard_once_per_claim on scorecard (assignment_id, claim_id) where superseded_at is null;

create or replace function scorecard_submitted_is_immutable() returns trigger language plpgsql as $$
begin
    if not is_erasing() and old.submitted_at is not null and (tg_op = 'DELETE' or old.superseded_at is not null
        or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at')
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
    't.verdict is not null and exists (select from recommendation r where r.submission_id = t.submission_id and r.claim_id = t.claim_id)', '
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
    'exists (select from recommendation r where r.submission_id = t.submission_id and r.claim_id = t.claim_id)', '
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
        on r.submission_id = a.submission_id and r.claim_id = t.claim_id where a.id = t.assignment_id)$$, '
    says learner clear
    place learner clear
    institution_id nobody keep
    version nobody keep
    * learner keep');
select personal('assessment_draft', 367, 'Notes of assessors for themselves.', $$
    t.assignment_id in (select a.id from assignment a where a.submission_id = any($5))$$, null, '
    institution_id nobody delete
    * staff delete');

-- Who can assess what, and the runs that give the seats of many submissions at once.

-- What an institution's coordinators know of an assessor.
create table assessor_profile (
    institution_id uuid not null references institution,
    person_id uuid not null references person,
    -- Seats held at once.
    capacity integer not null constraint assessor_profile_capacity_sane check (capacity between 0 and 1000),
    -- [{"unit" or "field": …, "strength": 1 to 100}], [{"framework": …, "from": …, "to": …}]
    expertise jsonb not null,
    levels jsonb not null,
    -- None: nothing is known, and nothing is kept away by it.
    languages text[] not null,
    -- Where they can be for site visits.
    places text[] not null,
    version bigint not null default 1,
    changed_by uuid not null references person,
    changed_at timestamptz not null,
    primary key (institution_id, person_id)
);

-- A run: what was asked, the instance that was made of the database, and what the solver made of it. All by ids; the reasons
-- of coordinators stand in `allocation_mark`.
create table allocation (
    id uuid primary key,
    institution_id uuid not null references institution,
    -- Null: the service itself, after a seat lapsed.
    made_by uuid references person,
    made_at timestamptz not null,
    request jsonb not null,
    seed bigint not null,
    -- SHA-256 of the instance: what is committed must be what was shown.
    fingerprint bytea not null,
    instance text not null,
    result text not null,
    -- What a coordinator is shown of it.
    shown text not null,
    committed_by uuid references person,
    committed_at timestamptz
);
create index allocation_institution on allocation (institution_id, id);

-- What a coordinator laid down in a run, and why.
create table allocation_mark (
    allocation_id uuid not null references allocation,
    place integer not null,
    kind text not null constraint allocation_mark_kind_known check (kind in ('pin', 'forbid')),
    -- Null: the assessor is kept from all of the batch.
    submission_id uuid references submission,
    assessor_id uuid not null references person,
    reason text not null,
    primary key (allocation_id, place)
);

alter table assignment add column allocation_id uuid references allocation;
-- When the tie last held, where that is known: a policy may let it end some years later.
alter table conflict_declaration add column last_on date;

-- Offers that stand already lapse by a job too.
insert into job (id, kind, subject, key, owed_at, due_at, attempt_at)
select gen_random_uuid(), 'assignment.lease', id, round(extract(epoch from assigned_at))::bigint::text, now(),
    accept_by + interval '1 second', accept_by + interval '1 second'
from assignment where accepted_at is null and declined_at is null and lapsed_at is null;

grant select, insert, update, delete on assessor_profile to prior_service;
grant select, insert on allocation_mark to prior_service;
grant select, insert on allocation to prior_service;
grant update (committed_by, committed_at) on allocation to prior_service;

select personal('assessor_profile', 630, 'Who can assess what.', null, null, '* staff keep');
select personal('allocation', 631, 'Runs that gave seats to assessors.', null, null, '
    made_by staff keep
    committed_by staff keep
    * nobody keep');
select personal('allocation_mark', 349, 'Who was set, or kept away, when your submissions were given to assessors.',
    't.submission_id = any($5)', null, '
    assessor_id staff keep
    reason staff clear
    * nobody keep');
insert into personal_column (relation, name, whose, on_erasure, is_told) values
    ('assignment', 'allocation_id', 'nobody', 'keep', false),
    ('conflict_declaration', 'last_on', 'learner', 'keep', true);

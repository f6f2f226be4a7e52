-- Documents that institutions write through the API, who may write which, and open cases that were moved to another version.

-- Counts what was published or superseded through the API: a process that has loaded up to here knows everything.
create table rubrics_revision (
    is_one boolean primary key default true constraint rubrics_revision_once check (is_one),
    revision bigint not null
);
insert into rubrics_revision (revision) values (0);

-- Whose an id is: the one institution that writes its versions. Ids of the files in `rubrics/` are nobody's until the operator
-- entrusts them to somebody.
create table document_steward (
    kind text not null constraint document_steward_kind_known
        check (kind in ('framework', 'policy', 'unit', 'qualification', 'crosswalk', 'calendar')),
    document_id text not null,
    institution_id uuid not null references institution,
    since timestamptz not null,
    constraint document_steward_once primary key (kind, document_id)
);
create index document_steward_institution on document_steward (institution_id);

create table authored_document (
    id uuid primary key,
    institution_id uuid not null references institution,
    kind text not null constraint authored_document_kind_known
        check (kind in ('framework', 'policy', 'unit', 'qualification', 'crosswalk', 'calendar')),
    document_id text not null,
    version text not null,
    -- The whole document in canonical JSON, with the questions that are never shown outside.
    text text not null,
    -- Counts the saved texts; a review is of one of them.
    revision bigint not null default 1,
    -- The version it was begun as a copy of, `id@version`.
    based_on text,
    -- Everybody who wrote on it. None of them reviews it.
    authors uuid[] not null,
    drafted_at timestamptz not null,
    revised_at timestamptz not null,
    published_by uuid references person,
    published_at timestamptz,
    -- Set when it is published, and fixed from then on.
    fingerprint text,
    constraint authored_document_once unique (kind, document_id, version),
    constraint authored_document_fixed_when_published check ((published_at is null) = (fingerprint is null))
);
create index authored_document_institution on authored_document (institution_id, id);

create function published_document_is_immutable() returns trigger language plpgsql as $$
begin
    if old.published_at is not null then
        raise exception 'document % is published', old.id
            using errcode = 'check_violation', constraint = 'authored_document_not_after_publication';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger authored_document_immutable before update or delete on authored_document
    for each row execute function published_document_is_immutable();

-- What somebody else than its writers said of one saved text.
create table document_review (
    id uuid primary key,
    institution_id uuid not null references institution,
    authored_document_id uuid not null references authored_document on delete cascade,
    revision bigint not null,
    verdict text not null constraint document_review_verdict_known check (verdict in ('passed', 'refused')),
    says text not null default '',
    reviewed_by uuid not null references person,
    reviewed_at timestamptz not null,
    constraint document_review_once unique (authored_document_id, revision, reviewed_by)
);

-- A version in whose place another is in force. Also one of the files, by the institution that its id is entrusted to.
create table document_supersession (
    kind text not null,
    document_id text not null,
    version text not null,
    institution_id uuid not null references institution,
    reason text not null,
    superseded_by uuid not null references person,
    superseded_at timestamptz not null,
    constraint document_superseded_once primary key (kind, document_id, version)
);
create trigger document_supersession_immutable before update or delete on document_supersession
    for each row execute function decided_is_immutable();

-- A package of competencies as somebody else published it, byte for byte.
create table case_package (
    id uuid primary key,
    institution_id uuid not null references institution,
    identifier text not null,
    title text not null,
    case_version text not null,
    package text not null,
    digest bytea not null,
    imported_by uuid not null references person,
    imported_at timestamptz not null,
    constraint case_package_once unique (institution_id, digest)
);
alter table authored_document add column case_package_id uuid references case_package;

-- An open claim that is scored by another version of its unit from now on.
create table rubric_move (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    number integer not null,
    unit_id text not null,
    from_version text not null,
    from_fingerprint text not null,
    to_version text not null,
    to_fingerprint text not null,
    reason text not null,
    moved_by uuid not null references person,
    moved_at timestamptz not null,
    constraint rubric_move_number_once unique (submission_id, claim_id, number),
    foreign key (unit_id, to_version) references unit (id, version)
);
create trigger rubric_move_immutable before update or delete on rubric_move
    for each row execute function decided_is_immutable();

-- Of what a submission's manifest says, only the version a claim is scored by may change, and only as a move says.
create function submission_claim_follows_move() returns trigger language plpgsql as $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE'
        and to_jsonb(old) - array['unit_version', 'unit_fingerprint'] = to_jsonb(new) - array['unit_version', 'unit_fingerprint']
        and (new.unit_version, new.unit_fingerprint) = (
            select m.to_version, m.to_fingerprint from rubric_move m
            where m.submission_id = new.submission_id and m.claim_id = new.claim_id order by m.number desc limit 1)
    then
        return new;
    end if;
    raise exception 'submission_claim is never changed: a claim is moved' using errcode = 'insufficient_privilege';
end
$$;
drop trigger submission_claim_immutable on submission_claim;
create trigger submission_claim_immutable before update or delete on submission_claim
    for each row execute function submission_claim_follows_move();

-- A scorecard pins the version that its claim is scored by at that moment, also where the claim is moved meanwhile: the row
-- waits for the move, and is refused after it.
create function scorecard_pins_the_version() returns trigger language plpgsql as $$
begin
    perform from submission_claim c join assignment a on a.submission_id = c.submission_id
    where a.id = new.assignment_id and c.claim_id = new.claim_id
        and (c.unit_version, c.unit_fingerprint) = (new.unit_version, new.rubric_fingerprint)
    for share of c;
    if not found then
        raise exception 'claim % is scored by another version', new.claim_id
            using errcode = 'check_violation', constraint = 'scorecard_pins_the_version';
    end if;
    return new;
end
$$;
create trigger scorecard_pinned before insert on scorecard
    for each row execute function scorecard_pins_the_version();

-- A scorecard that a move put aside keeps its marks as they are, also where it was not handed in. The column comes with 0024,
-- as a case that is sent back puts scorecards aside in the same way.
create or replace function score_of_submitted_is_immutable() returns trigger language plpgsql as $$
declare
    card uuid := case when tg_op = 'DELETE' then old.scorecard_id else new.scorecard_id end;
begin
    if not is_erasing() and exists (
        select from scorecard where id = card and (submitted_at is not null or superseded_at is not null))
    then
        raise exception 'scorecard % is submitted', card using errcode = 'check_violation', constraint = 'score_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

grant select, update on rubrics_revision to prior_service;
grant select, insert on document_review, document_supersession, case_package, rubric_move to prior_service;
grant select, insert, update, delete on document_steward, authored_document to prior_service;
grant delete on document_review to prior_service;

select personal('rubric_move', 363, 'When a claim of yours was moved to another version of its rubric, and why.',
    't.submission_id = any($5)', null, '
    reason learner clear = ''(erased)''
    institution_id nobody keep
    moved_by staff keep
    * learner keep');
select personal('rubrics_revision', 620, 'How much was published.', null, null, '* nobody keep');
select personal('document_steward', 621, 'Which institution writes what.', null, null, '* nobody keep');
select personal('authored_document', 622, 'Frameworks, units and policies that institutions write.', null, null, '
    authors staff keep
    published_by staff keep
    * nobody keep');
select personal('document_review', 623, 'What reviewers said of them.', null, null, '
    reviewed_by staff keep
    * nobody keep');
select personal('document_supersession', 624, 'Versions that another took the place of.', null, null, '
    superseded_by staff keep
    * nobody keep');
select personal('case_package', 625, 'Packages of competencies that others published.', null, null, '
    imported_by staff keep
    * nobody keep');

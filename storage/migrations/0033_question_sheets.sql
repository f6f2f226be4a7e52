-- The questions for interviews and tests of a published unit, renewed: a unit's fingerprint leaves them out, so that one that
-- became known can be replaced in the version that open cases are scored by. The latest sheet of a version holds.
create table question_sheet (
    id uuid primary key,
    institution_id uuid not null references institution,
    unit_id text not null,
    unit_version text not null,
    -- 1, 2, …; 0 is what the version itself came with.
    number bigint not null constraint question_sheet_counts check (number > 0),
    -- {"interviewQuestions": […], "testQuestions": […]}
    content text not null,
    reason text not null constraint question_sheet_with_reason check (reason <> ''),
    written_by uuid not null references person,
    written_at timestamptz not null,
    constraint question_sheet_once unique (unit_id, unit_version, number),
    foreign key (unit_id, unit_version) references unit (id, version)
);
create index question_sheet_institution on question_sheet (institution_id, id);
create trigger question_sheet_immutable before update or delete on question_sheet
    for each row execute function decided_is_immutable();

grant select, insert on question_sheet to prior_service;

select personal('question_sheet', 627, 'Questions for interviews and tests that institutions renewed.', null, null, '
    written_by staff keep
    * nobody keep');

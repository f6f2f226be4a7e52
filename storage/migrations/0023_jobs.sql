-- What the service owes to do by itself at a moment: reminders, lapses, whatever a clock brings. Written in the transaction
-- of the step that owes it, done in one transaction with its effect.
create table job (
    id uuid primary key,
    -- What is done, as `assignment.lapse`: the part of the service that knows how.
    kind text not null,
    -- The thing it concerns. Ids only: no name and no text of anybody stands in this table.
    subject uuid not null,
    -- Tells several of one kind for one subject apart, as a reminder's number.
    key text not null default '',
    details jsonb not null default '{}',
    owed_at timestamptz not null,
    due_at timestamptz not null,
    -- Not before then: `due_at` at first, later when whoever has it must be given up, or when it is to be tried again.
    attempt_at timestamptz not null,
    attempts integer not null default 0,
    last_fault text,
    done_at timestamptz,
    failed_at timestamptz,
    -- The same is owed once, also after it was done.
    constraint job_owed_once unique (kind, subject, key),
    constraint job_ends_once check (done_at is null or failed_at is null)
);
create index job_due on job (attempt_at) where done_at is null and failed_at is null;
create index job_done on job (done_at) where done_at is not null;
grant select, insert, update, delete on job to prior_service;

select personal('job', 609, 'What the service is to do by itself, and when.', null, null, '* nobody keep');

-- What the service owes the outside: mail, and the answers to requests that may be sent again.

create table mail (
    id uuid primary key,
    recipient text not null,
    purpose text not null,
    subject text not null,
    body text not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    sent_at timestamptz,
    failed_at timestamptz,
    last_fault text
);
create index mail_due on mail (next_attempt_at) where sent_at is null and failed_at is null;

-- The first answer to a request that carried an Idempotency-Key, saved in the transaction of its effect.
create table idempotency (
    -- Who asked: a person's, client's or request link's id as text, or a digest of the source where nobody is signed in.
    caller text not null,
    key text not null,
    request_digest bytea not null,
    status integer not null,
    headers jsonb not null,
    body bytea not null,
    answered_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_age on idempotency (answered_at);

grant usage on schema public to prior_service;
grant select, insert, update, delete on all tables in schema public to prior_service;
revoke update, delete, truncate on event from prior_service;
revoke update, delete on submission, decision, recommendation, receipt from prior_service;
revoke delete on event_chain from prior_service;

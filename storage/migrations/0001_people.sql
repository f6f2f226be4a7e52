-- Who there is: institutions, the people in them, how they prove who they are.

-- The service runs as this role (it says `set role prior_service` on every connection), so that what it may not do,
-- such as rewriting the event log, the database itself refuses. A role belongs to the cluster, not to the database.
do $$
begin
    create role prior_service nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;

create table institution (
    id uuid primary key,
    slug text not null constraint institution_slug_once unique constraint institution_slug_shape check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    name text not null,
    country text not null constraint institution_country_shape check (country ~ '^[A-Z]{2}$'),
    policy_id text not null,
    policy_version text not null,
    created_at timestamptz not null
);

create table person (
    id uuid primary key,
    -- Lower-cased by the service; the address as typed is of no use to anyone.
    email text not null constraint person_email_once unique,
    name text not null,
    language text not null default 'en',
    password text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
);

create table session (
    id uuid primary key,
    person_id uuid not null references person,
    token_digest bytea not null constraint session_token_once unique,
    device text not null default '',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index session_person on session (person_id) where ended_at is null;

-- Failed sign-ins, counted per (account and source) and per source. The keys are digests: no address is kept.
create table sign_in_throttle (
    key bytea primary key,
    failures integer not null,
    last_failure_at timestamptz not null,
    blocked_until timestamptz
);

create table membership (
    id uuid primary key,
    institution_id uuid not null references institution,
    person_id uuid not null references person,
    role text not null constraint membership_role_known check (
        role in ('adviser', 'assessor', 'moderator', 'coordinator', 'registrar', 'panel', 'auditor', 'administrator')),
    granted_by uuid references person,
    granted_at timestamptz not null,
    ended_by uuid references person,
    ended_at timestamptz
);
create unique index membership_role_once on membership (institution_id, person_id, role) where ended_at is null;
create index membership_person on membership (person_id) where ended_at is null;

create table invitation (
    id uuid primary key,
    institution_id uuid not null references institution,
    email text not null,
    role text not null constraint invitation_role_known check (
        role in ('adviser', 'assessor', 'moderator', 'coordinator', 'registrar', 'panel', 'auditor', 'administrator')),
    token_digest bytea not null constraint invitation_token_once unique,
    invited_by uuid references person,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_by uuid references person,
    accepted_at timestamptz,
    withdrawn_at timestamptz
);
create index invitation_institution on invitation (institution_id, invited_at);

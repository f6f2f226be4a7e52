-- What credit is measured against, as loaded from `rubrics/`. A published version never changes: its fingerprint is the
-- SHA-256 of its canonical form, and the service refuses to start when a file says something else under the same version.

create table framework (
    id text not null,
    version text not null,
    fingerprint text not null,
    title text not null,
    document jsonb not null,
    loaded_at timestamptz not null,
    primary key (id, version)
);

create table policy (
    id text not null,
    version text not null,
    fingerprint text not null,
    title text not null,
    document jsonb not null,
    loaded_at timestamptz not null,
    primary key (id, version)
);

create table unit (
    id text not null,
    version text not null,
    fingerprint text not null,
    title text not null,
    document jsonb not null,
    loaded_at timestamptz not null,
    primary key (id, version)
);

alter table institution
    add constraint institution_policy_known foreign key (policy_id, policy_version) references policy (id, version);

-- What the evidence store holds, one row for each object. The row is there before the object and goes before it: an
-- object without a row belongs to nobody, and a row that something refers to promises that its object is there.

create table evidence_object (
    digest bytea primary key constraint evidence_object_digest_is_sha256 check (octet_length(digest) = 32),
    size bigint not null constraint evidence_object_size_not_negative check (size >= 0),
    -- The back end that took it in or that it was moved to.
    back_end text not null constraint evidence_object_back_end_known check (back_end in ('local', 's3')),
    stored_at timestamptz not null,
    -- When somebody last put these bytes: what nothing refers to is cleared away only long after.
    put_at timestamptz not null,
    -- When it was last hashed again, and what was found.
    verified_at timestamptz,
    verified_as text constraint evidence_object_verified_known check (verified_as in ('ok', 'missing', 'changed')),
    constraint evidence_object_verified_whole check ((verified_at is null) = (verified_as is null))
);
create index evidence_object_put on evidence_object (put_at);
create index evidence_object_verified on evidence_object (verified_at nulls first, digest);

insert into evidence_object (digest, size, back_end, stored_at, put_at)
select f.digest, max(f.size), 'local', min(e.added_at), max(e.added_at)
from evidence_file f join evidence e on e.id = f.evidence_id
group by f.digest;

-- Whoever refers to an object holds its row: nobody can clear it away under a transaction that is about to refer to it.
alter table evidence_file add constraint evidence_file_object foreign key (digest) references evidence_object;

grant select, insert, update, delete on evidence_object to prior_service;

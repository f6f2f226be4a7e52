-- What files are looked at with, what waits in quarantine, and what a scanner for malware says.

alter table evidence_file
    -- Length and CRC-32 of libmagic's database.
    add column libmagic_database text,
    -- The rule of the policy by which the file waits until somebody of the institution releases it.
    add column quarantined_by text,
    add column released_at timestamptz,
    add column released_by uuid references person,
    add constraint evidence_file_released_by_somebody check ((released_at is null) = (released_by is null)),
    add constraint evidence_file_released_from_quarantine check (released_at is null or quarantined_by is not null);

-- One row for each object that a scanner has looked at, or is to look at. Until it is clean nobody is given the bytes; what
-- was found stays found for ever.
create table evidence_scan (
    digest bytea primary key references evidence_object on delete cascade,
    state text not null constraint evidence_scan_state_known check (state in ('pending', 'clean', 'found')),
    signature text,
    -- The scanner and the version of its signatures.
    scanner text,
    scanned_at timestamptz,
    attempts integer not null default 0,
    last_fault text,
    next_attempt_at timestamptz not null,
    constraint evidence_scan_found_has_signature check ((state = 'found') = (signature is not null)),
    constraint evidence_scan_settled_has_scanner check ((state = 'pending') = (scanned_at is null))
);
create index evidence_scan_due on evidence_scan (next_attempt_at) where state = 'pending';

grant select, insert, update on evidence_scan to prior_service;
grant update (released_at, released_by) on evidence_file to prior_service;

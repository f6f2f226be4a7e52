-- What an item of evidence is as a thing: a photo of paper, a voice note; its pages, what stands or is said in it, what it says
-- in another language, and, where it is a certificate or a badge from somewhere else, what that says and what could be verified.

alter table evidence
    -- Proposed from what the file was found to be, and the learner's to change. `record`: it has no file of its own.
    add column form text not null default 'record',
    add column alternative_text text not null default '',
    add column transcript text,
    add column transcript_language text,
    add column transcript_by text,
    add column transcript_added_by uuid references person,
    -- Photos that are pages of one document: the document is its own first page, and has the links of all.
    add column page_of uuid references evidence,
    add column page integer,
    add constraint evidence_form_known check (form in (
        'file', 'photo', 'photoOfPaper', 'scanOfPaper', 'voiceNote', 'video', 'record')),
    add constraint evidence_transcript_by_known check (transcript_by in ('learner', 'adviser', 'witness', 'machine')),
    add constraint evidence_transcript_whole check (
        (transcript is null) = (transcript_by is null) and (transcript is null) = (transcript_language is null)),
    add constraint evidence_page_whole check ((page_of is null) = (page is null)),
    add constraint evidence_page_after_first check (page between 2 and 100);
create index evidence_page_of on evidence (page_of, page) where page_of is not null;

update evidence e set form = case
        when f.accepted_type like 'image/%' and e.kind = 'priorCredential' then 'photoOfPaper'
        when f.accepted_type like 'image/%' then 'photo'
        when f.accepted_type like 'audio/%' then 'voiceNote'
        when f.accepted_type like 'video/%' then 'video'
        else 'file' end
    from evidence_file f where f.evidence_id = e.id;

-- What an item says in another language, beside the original: a text, or another item whose file it is.
create table translation (
    id uuid primary key,
    institution_id uuid not null references institution,
    evidence_id uuid not null references evidence,
    language text not null,
    text text,
    item_id uuid references evidence,
    translator_name text not null,
    relation text not null constraint translation_relation_known check (
        relation in ('self', 'friend', 'sworn', 'institution', 'machine')),
    declared_by uuid references person,
    declared_at timestamptz not null,
    removed_at timestamptz,
    constraint translation_is_text_or_item check ((text is null) <> (item_id is null))
);
create index translation_evidence on translation (evidence_id) where removed_at is null;
create unique index translation_item_once on translation (item_id) where removed_at is null;

-- A certificate or badge from somewhere else: what it says, as typed by the learner or read from the badge.
create table prior_credential (
    evidence_id uuid primary key references evidence,
    format text not null constraint prior_credential_format_known check (
        format in ('certificate', 'openBadges2', 'openBadges3')),
    -- In what a badge came; null of a certificate.
    carrier text constraint prior_credential_carrier_known check (carrier in ('png', 'svg', 'json', 'jwt')),
    title text not null,
    awarding_body text not null,
    awarded_on date,
    expires_on date,
    number text,
    level text,
    credit text,
    holder_name text,
    stated_by uuid references person,
    stated_at timestamptz not null,
    -- The badge word for word, or the facts typed, as canonical JSON (RFC 8785 order); and its SHA-256.
    statement text not null,
    statement_digest bytea not null,
    constraint prior_credential_badge_has_carrier check ((format = 'certificate') = (carrier is null))
);

-- What could be verified of a badge, each time it was tried. Nothing here names the learner.
create table credential_check (
    id uuid primary key,
    institution_id uuid not null references institution,
    evidence_id uuid not null references prior_credential,
    checked_at timestamptz not null,
    checked_by uuid references person,
    -- [{"check": …, "result": "verified" | "failed" | "notChecked", "reason": …}]
    results jsonb not null,
    -- Whether it says that this badge proves nothing of this learner.
    is_refuted boolean not null,
    checked_with text not null
);
create index credential_check_evidence on credential_check (evidence_id, id);

-- Staff asked the awarding body, and this is what it said.
create table credential_inquiry (
    id uuid primary key,
    institution_id uuid not null references institution,
    evidence_id uuid not null references evidence,
    way text not null constraint credential_inquiry_way_known check (
        way in ('register', 'email', 'telephone', 'letter', 'visit')),
    asked text not null,
    asked_on date not null,
    answer text not null constraint credential_inquiry_answer_known check (
        answer in ('confirmed', 'denied', 'noAnswer')),
    note text not null default '',
    recorded_by uuid references person,
    recorded_at timestamptz not null
);
create index credential_inquiry_evidence on credential_inquiry (evidence_id, id);

create trigger credential_check_unchanged before update on credential_check
    for each row execute function decided_is_immutable();
create trigger credential_inquiry_unchanged before update on credential_inquiry
    for each row execute function decided_is_immutable();

grant select, insert, update, delete on translation, prior_credential to prior_service;
grant select, insert, delete on credential_check, credential_inquiry to prior_service;

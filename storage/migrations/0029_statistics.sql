-- What people tell of themselves for statistics, if they like: nobody sees it of one person but they themselves.
create table person_about (
    person_id uuid primary key references person,
    sex text constraint person_about_sex_known check (sex in ('female', 'male', 'other')),
    -- A subdivision by ISO 3166-2, as `LS-A`; a section of ISIC revision 4, `A` to `U`.
    region text constraint person_about_region_shape check (region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
    sector text constraint person_about_sector_shape check (sector ~ '^[A-U]$'),
    disability text constraint person_about_disability_known check (disability in ('yes', 'no')),
    given_at timestamptz not null
);
grant select, insert, update, delete on person_about to prior_service;

select personal('person_about', 990, 'What you told of yourself for statistics.', 't.person_id = $1', null, '* learner delete');

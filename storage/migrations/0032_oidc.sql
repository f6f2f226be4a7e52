-- Signing in through the operator's OpenID provider.

-- A sign-in under way, until the person comes back from the provider. Its verifier (PKCE) and nonce are used once.
create table oidc_sign_in (
    state_digest bytea primary key,
    -- Of what the device keeps, so that nobody is signed in on a device where somebody else began.
    binding_digest bytea not null,
    nonce text not null,
    verifier text not null,
    expires_at timestamptz not null
);
create index oidc_sign_in_age on oidc_sign_in (expires_at);

-- Who somebody is at a provider.
create table person_identity (
    issuer text not null,
    subject text not null,
    person_id uuid not null references person,
    linked_at timestamptz not null,
    primary key (issuer, subject)
);
create index person_identity_person on person_identity (person_id);

grant select, insert, update, delete on oidc_sign_in, person_identity to prior_service;

select personal('oidc_sign_in', 624, 'Sign-ins under way; nobody knows yet whose.', null, null, '* nobody keep');
select personal('person_identity', 11, 'Who you are at an OpenID provider.', 't.person_id = $1', null, '* learner delete');

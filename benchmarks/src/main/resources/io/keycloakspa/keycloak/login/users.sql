-- One realm; every account has an address, a member number that is its own, and a language that many share.
INSERT INTO user_entity (id, email, email_constraint, email_verified, enabled, first_name, last_name, realm_id,
                         username, created_timestamp, last_modified_timestamp)
SELECT md5('id' || n)::uuid, 'user-' || n || '@example.org', 'user-' || n || '@example.org', true, true, 'First ' || n,
       'Last ' || n, '${realm}', 'user-' || n, 1700000000000 + n, 1700000000000 + n
FROM generate_series(1, ${users}) n;
INSERT INTO user_attribute (id, user_id, name, value)
SELECT md5('member' || n)::uuid, md5('id' || n)::uuid, 'member', 'M-' || n FROM generate_series(1, ${users}) n;
INSERT INTO user_attribute (id, user_id, name, value)
SELECT md5('locale' || n)::uuid, md5('id' || n)::uuid, 'locale', (ARRAY['de', 'en', 'fr'])[1 + n % 3]
FROM generate_series(1, ${users}) n;

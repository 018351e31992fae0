-- Attributes that Keycloak keeps for accounts of a user store that it does not import.
INSERT INTO fed_user_attribute (id, user_id, realm_id, storage_provider_id, name, value)
SELECT md5('federated' || n)::uuid, 'f:0b7d2f6e-5b0a-4c39-8d51-4b1f0a6d7c11:user-' || n, '${realm}',
       '0b7d2f6e-5b0a-4c39-8d51-4b1f0a6d7c11', 'member', 'F-' || n
FROM generate_series(1, ${users}) n;

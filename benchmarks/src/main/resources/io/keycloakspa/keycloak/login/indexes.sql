-- All of Keycloak 26.7.4's; made after the rows, which is faster.
ALTER TABLE user_entity ADD CONSTRAINT constraint_fb PRIMARY KEY (id);
ALTER TABLE user_entity ADD CONSTRAINT uk_dykn684sl8up1crfei6eckhd7 UNIQUE (realm_id, email_constraint);
ALTER TABLE user_entity ADD CONSTRAINT uk_ru8tt6t700s9v50bu18ws5ha6 UNIQUE (realm_id, username);
CREATE INDEX idx_user_created_timestamp ON user_entity (realm_id, created_timestamp);
CREATE INDEX idx_user_email ON user_entity (email);
CREATE INDEX idx_user_service_account ON user_entity (realm_id, service_account_client_link);
ALTER TABLE user_attribute ADD CONSTRAINT constraint_user_attribute_pk PRIMARY KEY (id);
ALTER TABLE user_attribute ADD CONSTRAINT fk_5hrm2vlf9ql5fu043kqepovbr FOREIGN KEY (user_id) REFERENCES user_entity (id);
CREATE INDEX idx_user_attribute ON user_attribute (user_id);
CREATE INDEX idx_user_attribute_name ON user_attribute (name, value);
CREATE INDEX user_attr_long_values ON user_attribute (long_value_hash, name);
CREATE INDEX user_attr_long_values_lower_case ON user_attribute (long_value_hash_lower_case, name);
ALTER TABLE fed_user_attribute ADD CONSTRAINT constr_fed_user_attr_pk PRIMARY KEY (id);
CREATE INDEX fed_user_attr_long_values ON fed_user_attribute (long_value_hash, name);
CREATE INDEX fed_user_attr_long_values_lower_case ON fed_user_attribute (long_value_hash_lower_case, name);
CREATE INDEX idx_fu_attribute ON fed_user_attribute (user_id, realm_id, name);

package io.keycloakspa.keycloak.login;

import java.util.List;

/**
 * The statements that Keycloak 26.7.4 sends for our questions, as PostgreSQL logged them: columns, aliases and order
 * are Hibernate's.
 */
enum StoreStatement {
    /** No question at all: what the way to the server and back costs. */
    ROUND_TRIP("the way there and back", "select 1"),

    NAME("getUserByUsername", Sql.ACCOUNT + "where ue1_0.USERNAME=? and ue1_0.REALM_ID=?"),

    ADDRESS("getUserByEmail", Sql.ACCOUNT + "where ue1_0.EMAIL=? and ue1_0.REALM_ID=?"),

    SHARED_ADDRESS(
            "searchForUserStream, exact address",
            "select distinct " + Sql.COLUMNS + "from USER_ENTITY ue1_0 where ue1_0.EMAIL=? and ue1_0.REALM_ID=?"
                    + " order by ue1_0.USERNAME offset ? rows fetch first ? rows only"),

    ATTRIBUTE(
            "searchForUserByUserAttributeStream",
            Sql.ACCOUNT
                    + "join USER_ATTRIBUTE a1_0 on ue1_0.ID=a1_0.USER_ID"
                    + " where ue1_0.REALM_ID=? and a1_0.NAME=? and a1_0.VALUE=?"),

    /** Follows {@link #ATTRIBUTE} always, whether the realm has a federated store or not. */
    FEDERATED_ATTRIBUTE(
            "the same of federated accounts",
            "select fuae1_0.USER_ID from FED_USER_ATTRIBUTE fuae1_0"
                    + " where fuae1_0.NAME=? and fuae1_0.VALUE=? and fuae1_0.REALM_ID=?"),

    /** Follows once for an account that was found and is not cached. */
    ATTRIBUTES_OF_ACCOUNT(
            "the attributes of an account",
            "select a1_0.USER_ID,a1_0.ID,a1_0.LONG_VALUE,a1_0.LONG_VALUE_HASH,a1_0.LONG_VALUE_HASH_LOWER_CASE,a1_0.NAME,"
                    + "a1_0.VALUE from USER_ATTRIBUTE a1_0 where a1_0.USER_ID=?");

    static final String REALM = "a4ccdfb2-a4fb-4f37-8a9c-864363271f93";

    final String title;
    final String sql;

    StoreStatement(String title, String sql) {
        this.title = title;
        this.sql = sql;
    }

    /** The values to send for one account: of those that the tables have, or like them but of nobody. */
    List<Object> parameters(Person person) {
        String name = (person.exists() ? "user-" : "nobody-") + person.number();
        String member = (person.exists() ? "M-" : "X-") + person.number();
        return switch (this) {
            case ROUND_TRIP -> List.of();
            case NAME -> List.of(name, REALM);
            case ADDRESS -> List.of(name + "@example.org", REALM);
            case SHARED_ADDRESS -> List.of(name + "@example.org", REALM, 0, 2);
            case ATTRIBUTE -> List.of(REALM, "member", member);
            case FEDERATED_ATTRIBUTE -> List.of("member", member.replace('M', 'F'), REALM);
            case ATTRIBUTES_OF_ACCOUNT -> List.of(person.id());
        };
    }

    /** Keycloak has no index for it: its cost grows with the table, which is empty unless a store is not imported. */
    boolean hasIndex() {
        return this != FEDERATED_ATTRIBUTE && this != ROUND_TRIP;
    }

    private static final class Sql {
        private static final String COLUMNS =
                "ue1_0.ID,ue1_0.CREATED_TIMESTAMP,ue1_0.EMAIL,ue1_0.EMAIL_CONSTRAINT,ue1_0.EMAIL_VERIFIED,ue1_0.ENABLED,"
                        + "ue1_0.FEDERATION_LINK,ue1_0.FIRST_NAME,ue1_0.LAST_MODIFIED_TIMESTAMP,ue1_0.LAST_NAME,"
                        + "ue1_0.NOT_BEFORE,ue1_0.REALM_ID,ue1_0.SERVICE_ACCOUNT_CLIENT_LINK,ue1_0.USERNAME ";
        private static final String ACCOUNT = "select " + COLUMNS + "from USER_ENTITY ue1_0 ";
    }
}

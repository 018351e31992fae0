package io.keycloakspa.launcher;

import java.util.List;

/**
 * An account of {@code realm-export/demo}.
 *
 * @param role what it is for, in a word
 */
public record DemoAccount(String username, String password, String email, String role) {

    public static final DemoAccount ALICE = of("alice", "alice-writes-at-dawn", "author");
    public static final DemoAccount BOB = of("bob", "bob-writes-at-noon", "author");
    public static final DemoAccount CAROL = of("carol", "carol-reads-at-night", "reader");
    public static final DemoAccount ERIN = of("erin", "erin-edits-at-dusk", "editor");
    public static final DemoAccount ADMIN = of("admin", "admin-keeps-the-keys", "admin of the realm");

    public static List<DemoAccount> all() {
        return List.of(ALICE, BOB, CAROL, ERIN, ADMIN);
    }

    private static DemoAccount of(String username, String password, String role) {
        return new DemoAccount(username, password, username + "@example.org", role);
    }
}

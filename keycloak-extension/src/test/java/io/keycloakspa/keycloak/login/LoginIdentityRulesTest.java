package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.login.LoginIdentityRules.Answer;
import io.keycloakspa.keycloak.login.LoginIdentityRules.Question;
import io.keycloakspa.keycloak.settings.IdentifierSource;
import io.keycloakspa.keycloak.settings.IdentifierSource.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Who is meant")
class LoginIdentityRulesTest {

    private static final String EVERYTHING = "username email attribute:member";

    /** Account, then what it has: name, address, member number. */
    private static final Map<String, List<String>> ACCOUNTS = Map.of(
            "alice", List.of("alice", "alice@example.org", "AB-1"),
            "mallory", List.of("alice@example.org", "mallory@example.org", "-"),
            "dave", List.of("dave", "dave@example.org", "-"),
            "twin", List.of("\uFF44ave", "twin@example.org", "dave"),
            "one", List.of("one", "both@example.org", "77"),
            "two", List.of("two", "both@example.org", "77"),
            "idn", List.of("idn", "m@ex\u00E4mple.org", "-"));

    @ParameterizedTest
    @CsvSource({
        "username email, alice, alice",
        "username email, ALICE@example.org, alice",
        "email username, alice@example.org, alice",
        "username, alice@example.org,",
        "email, alice,",
        "username email, mallory@example.org, mallory",
        "username email, mallory,",
        "username email, dave, dave",
        "username email, \uFF44ave,",
        "username email, twin@example.org, twin",
        "username email, both@example.org,",
        "username email, one, one",
        "username email, m@ex\u00E4mple.org, idn",
        "username email, m@xn--exmple-cua.org, idn",
        "username email attribute:member, AB-1, alice",
        "username email attribute:member, ab-1, alice",
        "username email attribute:member, ' \uFF41\uFF22-1 ', alice",
        "username email attribute:member, 77,",
        "username email attribute:member, dave, dave",
        "attribute:member username, dave, twin",
        "attribute:member, alice@example.org,",
        "username email, nobody,"
    })
    @DisplayName("is one account or nobody")
    void resolve(String sources, String typed, @Nullable String account) {
        assertThat(resolve(sources, typed).map(Answer::account).orElse(null)).isEqualTo(account);
    }

    @Test
    @DisplayName("is asked of addresses only for text with @, of the others only for text without")
    void usernameEqualToVictimsAddressIsNeverAsked() {
        var rules = new LoginIdentityRules(sources(EVERYTHING));
        assertThat(rules.questions(LoginIdentifier.parse("a@example.org").orElseThrow()))
                .extracting(question -> question.source().kind())
                .containsExactly(Kind.EMAIL);
        assertThat(rules.questions(LoginIdentifier.parse("a").orElseThrow()))
                .extracting(question -> question.source().kind())
                .containsExactly(Kind.USERNAME, Kind.ATTRIBUTE);
    }

    @Test
    @DisplayName("costs one look-up for plain text")
    void plainTextIsLookedUpOnce() {
        var rules = new LoginIdentityRules(sources("username email"));
        for (String typed : List.of("alice", " Alice ", "Alice@Example.org")) {
            assertThat(rules.questions(LoginIdentifier.parse(typed).orElseThrow()))
                    .singleElement()
                    .satisfies(question -> assertThat(question.forms()).hasSize(1));
        }
    }

    private static Optional<Answer<String>> resolve(String sources, String typed) {
        return LoginIdentifier.parse(typed)
                .flatMap(identifier ->
                        new LoginIdentityRules(sources(sources)).resolve(identifier, LoginIdentityRulesTest::hits));
    }

    private static Set<String> hits(Question question) {
        Set<String> hits = new TreeSet<>();
        ACCOUNTS.forEach((account, has) -> {
            if (question.forms().contains(has.get(column(question.source().kind())))) {
                hits.add(account);
            }
        });
        return hits;
    }

    private static int column(Kind kind) {
        return switch (kind) {
            case USERNAME -> 0;
            case EMAIL -> 1;
            case ATTRIBUTE -> 2;
        };
    }

    private static List<IdentifierSource> sources(String text) {
        return Arrays.stream(text.split(" "))
                .map(part -> IdentifierSource.parse(part).orElseThrow())
                .toList();
    }
}

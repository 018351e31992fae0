package io.keycloakspa.keycloak.actiontoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.actiontoken.TokenRules.Facts;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A mailed token")
class TokenRulesTest {

    @ParameterizedTest
    @CsvSource({
        "'', GOOD",
        "to-confirm, GOOD",
        // An account that was confirmed before may still reset, move its address and do what an administrator asks.
        "confirmed, GOOD",
        "to-confirm confirmed, ALREADY_CONFIRMED",
        "to-confirm confirmed spent, ALREADY_CONFIRMED",
        "to-confirm confirmed spent password-changed, ALREADY_CONFIRMED",
        "to-confirm confirmed expired, ALREADY_CONFIRMED",
        "expired, EXPIRED",
        "expired spent, EXPIRED",
        "expired password-changed, EXPIRED",
        "expired account-gone, EXPIRED",
        "expired address-changed, EXPIRED",
        "spent, INVALID",
        "spent to-confirm, INVALID",
        "password-changed, INVALID",
        "password-changed to-confirm, INVALID",
        "address-changed, INVALID",
        "address-changed to-confirm confirmed, INVALID",
        "account-gone, INVALID",
        "account-gone to-confirm confirmed, INVALID",
        "unbound, INVALID",
        "unbound expired, INVALID",
        "unbound to-confirm confirmed, INVALID",
        "other-client, INVALID",
        "other-client expired, INVALID",
        "other-client to-confirm confirmed, INVALID"
    })
    @DisplayName("is worth what the rules say (C-22, C-26, C-45)")
    void table(String whatIsWrong, Verdict verdict) {
        assertThat(TokenRules.judge(facts(whatIsWrong))).isEqualTo(verdict);
    }

    static Stream<Facts> allFacts() {
        return IntStream.range(0, 1 << 9)
                .mapToObj(bits -> new Facts(
                        bit(bits, 0),
                        bit(bits, 1),
                        bit(bits, 2),
                        bit(bits, 3),
                        bit(bits, 4),
                        bit(bits, 5),
                        bit(bits, 6),
                        bit(bits, 7),
                        bit(bits, 8)));
    }

    @ParameterizedTest
    @MethodSource("allFacts")
    @DisplayName("is good only if nothing whatever speaks against it")
    void goodOnlyIfAllIsWell(Facts facts) {
        boolean allIsWell = facts.sameClient()
                && facts.accountUsable()
                && facts.addressUnchanged()
                && facts.bound()
                && facts.passwordUnchanged()
                && !facts.spent()
                && !facts.expired()
                && !(facts.toConfirm() && facts.confirmed());
        assertThat(TokenRules.judge(facts) == Verdict.GOOD).isEqualTo(allIsWell);
    }

    @ParameterizedTest
    @MethodSource("allFacts")
    @DisplayName("tells another client, and one without our binding, nothing but that it is invalid")
    void foreignTokenTellsNothing(Facts facts) {
        if (!facts.sameClient() || !facts.bound()) {
            assertThat(TokenRules.judge(facts)).isEqualTo(Verdict.INVALID);
        } else {
            assertThat(TokenRules.judge(facts) == Verdict.EXPIRED)
                    .isEqualTo(facts.expired()
                            && !(facts.accountUsable()
                                    && facts.addressUnchanged()
                                    && facts.toConfirm()
                                    && facts.confirmed()));
        }
    }

    @ParameterizedTest
    @MethodSource("allFacts")
    @DisplayName("is told to be confirmed already only for an account that is there, under this address")
    void alreadyConfirmed(Facts facts) {
        assertThat(TokenRules.judge(facts) == Verdict.ALREADY_CONFIRMED)
                .isEqualTo(facts.sameClient()
                        && facts.bound()
                        && facts.accountUsable()
                        && facts.addressUnchanged()
                        && facts.toConfirm()
                        && facts.confirmed());
    }

    private static Facts facts(String words) {
        return new Facts(
                !words.contains("other-client"),
                !words.contains("account-gone"),
                !words.contains("address-changed"),
                !words.contains("unbound"),
                !words.contains("password-changed"),
                words.contains("spent"),
                words.contains("to-confirm"),
                words.contains("confirmed"),
                words.contains("expired"));
    }

    private static boolean bit(int bits, int at) {
        return (bits & 1 << at) != 0;
    }
}

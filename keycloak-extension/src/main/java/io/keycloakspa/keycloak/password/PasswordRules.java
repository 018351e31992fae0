package io.keycloakspa.keycloak.password;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;

/**
 * A realm's password policy as rules that an app can check while somebody types.
 *
 * <p>Left out is what says nothing about the password itself (how it is hashed, when it expires) and every
 * configuration that would help a guesser: the name and the words of a block list, and regular expressions, which are
 * also written in Java's dialect. The server has the last word in any case.
 */
public final class PasswordRules {

    /** Keycloak's policy id to our code, for rules with a number. */
    private static final Map<String, String> WITH_NUMBER = Map.of(
            "length", "length_min",
            "maxLength", "length_max",
            "digits", "digits_min",
            "lowerCase", "lower_case_min",
            "upperCase", "upper_case_min",
            "specialChars", "special_chars_min",
            "passwordHistory", "not_among_last",
            "passwordAge", "not_used_for_days");

    private static final Map<String, String> WITHOUT_NUMBER = Map.of(
            "notUsername", "not_username",
            "notContainsUsername", "not_contains_username",
            "notEmail", "not_email",
            "passwordBlacklist", "not_common",
            "regexPattern", "pattern");

    private static final Set<String> NOT_ABOUT_THE_PASSWORD = Set.of(
            "hashAlgorithm",
            "hashIterations",
            "forceExpiredPasswordChange",
            "maxAuthAge",
            "recoveryCodesWarningThreshold");

    /** For a policy of another extension: the app learns that there is more than it can check. */
    private static final PasswordRule UNKNOWN = new PasswordRule("other", null);

    private PasswordRules() {}

    /** The codes of all rules that there are. */
    public static Set<String> codes() {
        Set<String> codes = new TreeSet<>(WITH_NUMBER.values());
        codes.addAll(WITHOUT_NUMBER.values());
        codes.add(UNKNOWN.code());
        return codes;
    }

    /**
     * The rules, sorted by code, so that every node tells them in the same order.
     *
     * @param policy Keycloak's policy ids with their parsed configuration
     */
    public static List<PasswordRule> of(Map<String, ? extends @Nullable Object> policy) {
        List<PasswordRule> rules = new ArrayList<>();
        policy.forEach((id, config) -> {
            if (!NOT_ABOUT_THE_PASSWORD.contains(id)) {
                rules.add(rule(id, config));
            }
        });
        return rules.stream()
                .distinct()
                .sorted(Comparator.comparing(PasswordRule::code))
                .toList();
    }

    /** The rules of a realm. */
    public static List<PasswordRule> of(RealmModel realm) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        Map<String, @Nullable Object> configs = new HashMap<>();
        for (String id : policy.getPolicies()) {
            configs.put(id, policy.<@Nullable Object>getPolicyConfig(id));
        }
        return of(configs);
    }

    /** The rule of one of Keycloak's policies. */
    static PasswordRule rule(String id, @Nullable Object config) {
        String numbered = WITH_NUMBER.get(id);
        if (numbered != null && config instanceof Integer number) {
            return new PasswordRule(numbered, number);
        }
        String plain = WITHOUT_NUMBER.get(id);
        return plain == null ? UNKNOWN : new PasswordRule(plain, null);
    }
}

package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading what was typed, next to what stock Keycloak does with it. Public and open because JMH derives from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoginRulesBenchmark {

    private static final LoginIdentityRules RULES =
            new LoginIdentityRules(List.of(IdentifierSource.USERNAME, IdentifierSource.EMAIL));

    private static final LoginNameRules NAME_RULES = new LoginNameRules(Set.of("admin", "support"));

    @Param
    public TypedText typed = TypedText.ASCII_NAME;

    /** As AbstractUsernameFormAuthenticator and JpaUserProvider of Keycloak 26.7.4 do before they ask the database. */
    @Benchmark
    public String stock() {
        return typed.text.trim().toLowerCase(Locale.ROOT);
    }

    /** What every login does. */
    @Benchmark
    public Optional<LoginIdentifier> parse() {
        return LoginIdentifier.parse(typed.text);
    }

    /** The same, up to what is asked of the database. */
    @Benchmark
    public Object parseAndQuestions() {
        return LoginIdentifier.parse(typed.text).map(RULES::questions);
    }

    /** What only a registration or a change of name does. */
    @Benchmark
    public Object newName() {
        return NAME_RULES.broken(typed.text);
    }
}

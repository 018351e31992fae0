package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.login.LoginIdentifier.Kind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A login identifier")
class LoginIdentifierTest {

    @Nested
    @DisplayName("without @ is a name")
    class Names {

        @ParameterizedTest
        @CsvSource({
            "alice, alice",
            "ALICE, alice",
            "' \t\u00A0\u2003alice\u3000 ', alice",
            "\uFEFFal\u200Bice\u2060, alice",
            "\u202Ealice\u202C, alice",
            "\uFF41\uFF4C\uFF49\uFF43\uFF45, alice",
            "\uFB01nn, finn",
            "Ren\u00E9, ren\u00E9",
            "Rene\u0301, ren\u00E9",
            "\u212Aevin, kevin",
            "ISMA\u0130L, ismail",
            "\u0131smail, ismail",
            "\u039D\u0399\u039A\u039F\u03A3, \u03BD\u03B9\u03BA\u03BF\u03C3",
            "\u03BD\u03B9\u03BA\u03BF\u03C2, \u03BD\u03B9\u03BA\u03BF\u03C3",
            "Stra\u00DFe, stra\u00DFe",
            "STRA\u1E9EE, stra\u00DFe",
            "'two  words', 'two  words'",
            "%, %",
            "a_b\\, a_b\\",
            "''' or 1=1 --', ''' or 1=1 --'",
            "*)(uid=*, *)(uid=*",
            "\uD83D\uDE00, \uD83D\uDE00"
        })
        @DisplayName("in one form, whatever form it was typed in")
        void normal(String typed, String normal) {
            LoginIdentifier identifier = LoginIdentifier.parse(typed).orElseThrow();
            assertThat(identifier.kind()).isEqualTo(Kind.NAME);
            assertThat(identifier.normal()).isEqualTo(normal);
        }

        @ParameterizedTest
        @CsvSource({
            "' Alice ', alice",
            "\u039D\u03AF\u03BA\u03BF\u03C2, \u03BD\u03AF\u03BA\u03BF\u03C3|\u03BD\u03AF\u03BA\u03BF\u03C2",
            "\u0131smail, ismail|\u0131smail",
            "\u0130smail, ismail|i\u0307smail",
            "\uFF44ave, dave|\uFF44ave"
        })
        @DisplayName("that is also looked up as Keycloak stored it for accounts older than the rules")
        void stored(String typed, String forms) {
            assertThat(LoginIdentifier.parse(typed).orElseThrow().stored()).containsExactly(forms.split("\\|"));
        }

        @Test
        @DisplayName("with its case kept for attributes")
        void asTyped() {
            assertThat(LoginIdentifier.parse(" AB\u200B-\uFF11\uFF12 ")
                            .orElseThrow()
                            .asTyped())
                    .isEqualTo("AB-12");
        }
    }

    @Nested
    @DisplayName("with @ is an address")
    class Addresses {

        @ParameterizedTest
        @CsvSource({
            "Alice@Example.ORG, alice@example.org",
            "' alice@example.org\u00A0', alice@example.org",
            "alice\uFF20example.org, alice@example.org",
            "alice\uFE6Bexample.org, alice@example.org",
            "m@ex\u00E4mple.org, m@xn--exmple-cua.org",
            "m@EXA\u0308MPLE.org, m@xn--exmple-cua.org",
            "m@xn--exmple-cua.ORG, m@xn--exmple-cua.org",
            "m@example\u3002org, m@example.org",
            "Rene\u0301@example.org, ren\u00E9@example.org",
            "m\u0131ke@example.org, m\u0131ke@example.org",
            "a.b+c@example.org, a.b+c@example.org",
            "root@localhost, root@localhost",
            "m@stra\u00DFe.de, m@stra\u00DFe.de",
            "m@STRA\u1E9EE.de, m@stra\u00DFe.de"
        })
        @DisplayName("in one form, whatever form it was typed in")
        void normal(String typed, String normal) {
            LoginIdentifier identifier = LoginIdentifier.parse(typed).orElseThrow();
            assertThat(identifier.kind()).isEqualTo(Kind.EMAIL);
            assertThat(identifier.normal()).isEqualTo(normal);
        }

        @Test
        @DisplayName("that is looked up with its domain in both forms")
        void bothDomains() {
            List<String> both = List.of("m@xn--exmple-cua.org", "m@ex\u00E4mple.org");
            assertThat(LoginIdentifier.parse("m@ex\u00E4mple.org").orElseThrow().stored())
                    .isEqualTo(both);
            assertThat(LoginIdentifier.parse("m@xn--exmple-cua.org")
                            .orElseThrow()
                            .stored())
                    .isEqualTo(both);
        }

        @Test
        @DisplayName("never of another domain: sharp s and ss are two")
        void sharpSIsNoDoubleS() {
            assertThat(forms("m@stra\u00DFe.de")).doesNotContain("m@strasse.de");
            assertThat(forms("m@xn--strae-oqa.de")).doesNotContain("m@strasse.de");
            assertThat(forms("m@strasse.de")).containsExactly("m@strasse.de");
        }

        @Test
        @DisplayName("never of another mailbox: dotless i and i are two")
        void dotlessIIsNoI() {
            assertThat(forms("m\u0131ke@example.org")).doesNotContain("mike@example.org");
        }
    }

    @Nested
    @DisplayName("is nobody's")
    class Hostile {

        static Stream<String> nothing() {
            return Stream.of(
                    "",
                    " ",
                    "\u00A0\u2003\u3000",
                    "\u200B\u2060\uFEFF",
                    "\u3164",
                    "\u202E\u202D",
                    "\u0000",
                    "a\u0000b",
                    "a\nb",
                    "a\u001Bb",
                    "a\u0085b",
                    "\uD83D",
                    "a\uE000",
                    "a\uDB40\uDFFF",
                    "@",
                    "a@",
                    "@b",
                    "a@b@c",
                    "\"a@b\"@example.org",
                    "a@.example.org",
                    "a@example..org",
                    "a@exa mple.org",
                    "a@exa_mple.org",
                    "a@-example.org",
                    "a@[127.0.0.1]",
                    "a@" + "x".repeat(64) + ".org",
                    "x".repeat(65) + "@example.org",
                    "x".repeat(321),
                    "x".repeat(10_000),
                    "@".repeat(10_000),
                    "\u200B".repeat(10_000) + "alice",
                    "\uFDFA".repeat(1_281));
        }

        @ParameterizedTest
        @MethodSource("nothing")
        @DisplayName("if it is blank, torn, too long or no text")
        void nobody(String typed) {
            assertThat(LoginIdentifier.parse(typed)).isEmpty();
        }
    }

    /** Seeded, so that a failure comes again. (jqwik 1.10 is made for the platform before JUnit 6.) */
    @Nested
    @DisplayName("whatever is typed")
    class Properties {

        private static final int SAMPLES = 20_000;

        private static final String[] LETTERS = {
            "a",
            "b",
            "i",
            "s",
            "z",
            "A",
            "I",
            "S",
            "0",
            "9",
            ".",
            "-",
            "_",
            "\u00E9",
            "\u00C9",
            "\u00DF",
            "\u1E9E",
            "\u00F1",
            "\u00E5",
            "\u00C5",
            "\u03C3",
            "\u03A3",
            "\u03B1",
            "\u0410",
            "\u0431",
            "\u0451",
            "\u5C71",
            "\u30A2",
            "\u30AC",
            "\uAC00",
            "\u05D0",
            "\u0639",
            "\u0E01\u0E33",
            "\u0915\u093F",
            "\u1EC7"
        };
        private static final String[] NOISE = {"\u200B", "\u200D", "\u2060", "\u00AD", "\uFEFF", "\u202E", "\uFE0F"};
        private static final String[] BLANKS = {" ", "\t", "\u00A0", "\u2003", "\u3000", "\u2028"};

        private final Random random = new Random(20_260_921);

        @Test
        @DisplayName("every form of a name is one identity")
        void everyFormOfANameIsOneIdentity() {
            for (int sample = 0; sample < SAMPLES; sample++) {
                String name = text(LETTERS, 3, 20);
                LoginIdentifier identifier = LoginIdentifier.parse(name).orElseThrow();
                for (String form : formsOf(name)) {
                    assertThat(LoginIdentifier.parse(form).orElseThrow().normal())
                            .as("%s typed as %s", name, form)
                            .isEqualTo(identifier.normal());
                }
            }
        }

        @Test
        @DisplayName("every form of a name finds it as it is stored when it is made under the rules")
        void everyFormFindsWhatIsStored() {
            var rules = new LoginNameRules(Set.of());
            int made = 0;
            for (int sample = 0; sample < SAMPLES; sample++) {
                String name = text(LETTERS, 3, 6);
                if (rules.broken(name).isEmpty()) {
                    made++;
                    String stored = name.toLowerCase(Locale.ROOT);
                    for (String form : formsOf(name)) {
                        assertThat(LoginIdentifier.parse(form).orElseThrow().stored())
                                .as("%s typed as %s", name, form)
                                .contains(stored);
                    }
                }
            }
            assertThat(made).isGreaterThan(100);
        }

        @Test
        @DisplayName("no text is two names made under the rules")
        void noTextIsTwoNames() {
            var rules = new LoginNameRules(Set.of());
            for (int sample = 0; sample < SAMPLES; sample++) {
                Set<String> identities = LoginIdentifier.parse(text(LETTERS, 3, 6)).orElseThrow().stored().stream()
                        .filter(form -> rules.broken(form).isEmpty())
                        .map(form -> LoginIdentifier.parse(form).orElseThrow().normal())
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(identities).hasSizeLessThanOrEqualTo(1);
            }
        }

        @Test
        @DisplayName("the normal form is stable, of the same kind, and recognised")
        void normalIsStable() {
            for (int sample = 0; sample < SAMPLES; sample++) {
                String typed = anything();
                LoginIdentifier.parse(typed).ifPresent(identifier -> {
                    LoginIdentifier again =
                            LoginIdentifier.parse(identifier.normal()).orElseThrow();
                    assertThat(again.normal()).as(typed).isEqualTo(identifier.normal());
                    assertThat(again.kind()).as(typed).isEqualTo(identifier.kind());
                    assertThat(identifier.is(identifier.normal())).isTrue();
                    assertThat(identifier.normal().indexOf('@') >= 0).isEqualTo(identifier.kind() == Kind.EMAIL);
                    if (identifier.kind() == Kind.NAME) {
                        assertThat(identifier.stored()).noneMatch(form -> form.contains("@"));
                    }
                });
            }
        }

        private Set<String> formsOf(String name) {
            Set<String> forms = new TreeSet<>(List.of(name));
            for (Normalizer.Form form : Normalizer.Form.values()) {
                forms.add(Normalizer.normalize(name, form));
            }
            forms.add(mapped(name, Character::toUpperCase));
            forms.add(mapped(name, Character::toLowerCase));
            forms.add(mapped(name, Character::toTitleCase));
            forms.add(mapped(name, point -> point >= '!' && point <= '~' ? point + 0xFEE0 : point));
            forms.add(pick(BLANKS) + name + pick(BLANKS) + pick(BLANKS));
            forms.add(name.codePoints()
                    .mapToObj(point -> Character.toString(point) + pick(NOISE))
                    .collect(Collectors.joining()));
            return forms;
        }

        private String anything() {
            String mixed =
                    text(LETTERS, 0, 8) + pick(NOISE) + (random.nextInt(4) == 0 ? "@" : "") + text(LETTERS, 0, 8);
            return random.nextBoolean()
                    ? mixed
                    : mixed
                            + random.ints(0, 0x30000)
                                    .limit(3)
                                    .mapToObj(Character::toString)
                                    .collect(Collectors.joining());
        }

        private String text(String[] alphabet, int atLeast, int atMost) {
            return random.ints(atLeast + random.nextInt(atMost - atLeast + 1), 0, alphabet.length)
                    .mapToObj(index -> alphabet[index])
                    .collect(Collectors.joining());
        }

        private String pick(String[] from) {
            return from[random.nextInt(from.length)];
        }

        private static String mapped(String text, java.util.function.IntUnaryOperator operator) {
            return text.codePoints().map(operator).mapToObj(Character::toString).collect(Collectors.joining());
        }
    }

    private static List<String> forms(String typed) {
        return LoginIdentifier.parse(typed).orElseThrow().stored();
    }
}

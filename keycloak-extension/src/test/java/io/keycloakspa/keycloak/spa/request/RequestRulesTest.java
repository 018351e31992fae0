package io.keycloakspa.keycloak.spa.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rules for every request")
class RequestRulesTest {

    @Nested
    @DisplayName("on origins")
    class Origins {

        private static final String OWN = "https://blog.example.org";

        @ParameterizedTest
        @CsvSource({
            "https://blog.example.org,",
            "https://blog.example.org, cross-site",
            "https://blog.example.org, same-site",
            ",",
            ", none",
            ", same-origin",
            ", same-site"
        })
        @DisplayName("let the client's pages pass, and callers that are no browsers")
        void own(@Nullable String origin, @Nullable String fetchSite) {
            assertThat(OriginRule.isForeign(origin, fetchSite, OWN::equals)).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "https://evil.example,",
            "https://evil.example, same-origin",
            "http://blog.example.org,",
            "https://blog.example.org.evil.example,",
            "https://blog.example.org:8443,",
            "'',",
            ", cross-site"
        })
        @DisplayName("refuse the page of somebody else")
        void foreignPage(@Nullable String origin, @Nullable String fetchSite) {
            assertThat(OriginRule.isForeign(origin, fetchSite, OWN::equals)).isTrue();
        }

        @Test
        @DisplayName("refuse a page that hides its origin, even if a client lists the text null")
        void hiddenOrigin() {
            assertThat(OriginRule.isForeign("null", null, origin -> true)).isTrue();
        }
    }

    @Nested
    @DisplayName("on media types")
    class MediaTypes {

        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {
                    "",
                    "*/*",
                    "application/json",
                    "Application/JSON; charset=utf-8",
                    "application/*;q=0.1",
                    "text/html, */*;q=0.8",
                    "text/html,application/json;q=0.001"
                })
        @DisplayName("take callers that take JSON")
        void acceptable(@Nullable String accept) {
            assertThat(Accepts.json(accept)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/html",
                    "text/*",
                    "application/xml",
                    "application/json;q=0",
                    "*/*; q=0.000",
                    "application/problem+json",
                    ",",
                    ";"
                })
        @DisplayName("refuse callers that do not")
        void notAcceptable(String accept) {
            assertThat(Accepts.json(accept)).isFalse();
        }
    }

    @Nested
    @DisplayName("on languages")
    class Languages {

        @ParameterizedTest
        @CsvSource({
            "de, de",
            "de-AT, de",
            "'fr, de;q=0.5, en;q=0.9', en",
            "pt-BR, pt-BR",
            "'', en",
            "fr, en",
            "*, en",
            "';;;', en",
            "'de;q=7', en"
        })
        @DisplayName("choose the best that the realm has, else its default")
        void choose(String header, String chosen) {
            assertThat(AcceptedLanguage.choose(header, List.of("de", "en", "pt-BR"), Locale.ENGLISH))
                    .isEqualTo(Locale.forLanguageTag(chosen));
        }

        @Test
        @DisplayName("do not read what is absent or longer than any browser sends")
        void oversizedHeader() {
            assertThat(AcceptedLanguage.choose(null, List.of("de"), Locale.ENGLISH))
                    .isEqualTo(Locale.ENGLISH);
            assertThat(AcceptedLanguage.choose("de," + "x,".repeat(300), List.of("de"), Locale.ENGLISH))
                    .isEqualTo(Locale.ENGLISH);
        }
    }

    @Nested
    @DisplayName("on texts")
    class TheTexts {

        private final Texts texts = texts();

        @Test
        @DisplayName("resolve a reference, and leave everything else as it is")
        void resolve() {
            assertThat(texts.resolve("${firstName}")).isEqualTo("Erika's first name");
            assertThat(texts.resolve("${unknown}")).isEqualTo("unknown");
            assertThat(texts.resolve("Nickname")).isEqualTo("Nickname");
            assertThat(texts.resolve("{0} ${firstName}")).isEqualTo("{0} ${firstName}");
        }

        private static Texts texts() {
            Properties messages = new Properties();
            messages.setProperty("firstName", "Erika''s first name");
            return new Texts(messages, Locale.ENGLISH);
        }
    }
}

package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What an author writes")
class ArticleRequestTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    static Stream<Arguments> titles() {
        return Stream.of(
                arguments("one character", "a", ""),
                arguments("200 characters", "a".repeat(200), ""),
                arguments("200 characters outside the BMP", "😀".repeat(200), ""),
                arguments("any script", "Über Ärger – 日本語 – עברית", ""),
                arguments("none", null, "NotBlank"),
                arguments("empty", "", "NotBlank"),
                arguments("blanks only", "  ", "NotBlank"),
                arguments("201 characters", "a".repeat(201), "CodePointLength"),
                arguments("a line end that forges a second line", "a\nb", "Pattern"),
                arguments("a Unicode line separator", "a\u2028b", "Pattern"),
                arguments("a NUL that PostgreSQL cannot store", "a\u0000b", "Pattern"),
                arguments("half a surrogate pair", "a\ud83d", "Pattern"));
    }

    @ParameterizedTest(name = "title: {0}")
    @MethodSource("titles")
    void title(String name, @Nullable String title, String broken) {
        assertThat(broken(title, "text")).isEqualTo(broken.isEmpty() ? "" : "title " + broken);
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("Markdown of several lines", "# Title\n\n* item\t*x*\r\n", ""),
                arguments("HTML, which is only text here", "<script>alert(1)</script>", ""),
                arguments("100,000 bytes", "a".repeat(100_000), ""),
                arguments("100,000 bytes in 50,000 characters", "ü".repeat(50_000), ""),
                arguments("none", null, "NotBlank"),
                arguments("empty", "", "NotBlank"),
                arguments("100,001 bytes", "a".repeat(100_001), "Utf8Size"),
                arguments("100,002 bytes in 50,001 characters", "ü".repeat(50_001), "Utf8Size"),
                arguments("a NUL that PostgreSQL cannot store", "a\u0000b", "Pattern"),
                arguments("half a surrogate pair", "\udc00a", "Pattern"));
    }

    @ParameterizedTest(name = "content: {0}")
    @MethodSource("contents")
    void content(String name, @Nullable String content, String broken) {
        assertThat(broken("Title", content)).isEqualTo(broken.isEmpty() ? "" : "content " + broken);
    }

    @SuppressWarnings("NullAway") // A JSON client can leave members out.
    private static String broken(@Nullable String title, @Nullable String content) {
        return VALIDATOR.validate(new ArticleRequest(title, content, ArticleStatus.DRAFT)).stream()
                .map(ArticleRequestTest::name)
                .reduce("", String::concat);
    }

    private static String name(ConstraintViolation<ArticleRequest> violation) {
        return violation.getPropertyPath() + " "
                + violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName();
    }
}

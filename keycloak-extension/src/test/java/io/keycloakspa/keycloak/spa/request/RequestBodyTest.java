package io.keycloakspa.keycloak.spa.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The body of a request")
class RequestBodyTest {

    private static final List<Member> MEMBERS =
            List.of(Member.required("client_id", 20), Member.optional("state", 8), Member.optional("note", 8));

    private static final List<Member> OTHER_KINDS =
            List.of(Member.flag("accepted"), Member.values("attributes"), Member.optional("state", 8));

    private static final String GOOD = "{\"client_id\":\"blog-spa\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json; v=1"
            })
    @DisplayName("is JSON in UTF-8")
    void mediaType(String contentType) {
        assertThat(RequestBody.read(contentType, stream(GOOD), MEMBERS).get("client_id"))
                .isEqualTo("blog-spa");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/problem+json",
                "application/jsonp",
                "application/json, text/plain",
                "text/plain; a=application/json",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1"
            })
    @DisplayName("is not read as anything else, such as what a plain form of another site can send (C-03)")
    void otherMediaType(@Nullable String contentType) {
        assertThat(refusal(contentType, stream(GOOD)).code()).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "[{}]",
                "5",
                "\"text\"",
                "true",
                "null",
                "client_id=blog-spa",
                "{client_id:\"blog-spa\"}",
                "{'client_id':'blog-spa'}",
                "{\"client_id\":\"blog-spa\",}",
                "{\"client_id\":\"blog-spa\"} {}",
                "{\"client_id\":\"blog-spa\"}x",
                "{\"client_id\":\"a\",\"client_id\":\"b\"}",
                "{\"client_id\":\"a\",\"x\":{\"y\":1,\"y\":2}}",
                "{\"client_id\":\"a\nb\"}",
                "{\"client_id\":\"\\x41\"}",
                "{\"client_id\":NaN}",
                "/* */{\"client_id\":\"blog-spa\"}",
                "\uFEFF{\"client_id\":\"blog-spa\"}"
            })
    @DisplayName("is one JSON object, and nothing that somebody else could read differently (C-01)")
    void malformed(String text) {
        assertInvalid(stream(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    @DisplayName("is not guessed at in another encoding")
    void otherEncoding(String encoding) {
        assertInvalid(new ByteArrayInputStream(GOOD.getBytes(Charset.forName(encoding))));
    }

    static Stream<byte[]> brokenBytes() {
        return Stream.of(
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xC3},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xFF});
    }

    @ParameterizedTest
    @MethodSource("brokenBytes")
    @DisplayName("has no broken UTF-8, overlong forms and halves of pairs included")
    void brokenUtf8(byte[] broken) {
        byte[] start = "{\"client_id\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] end = "\"}".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[start.length + broken.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(broken, 0, body, start.length, broken.length);
        System.arraycopy(end, 0, body, start.length + broken.length, end.length);
        assertInvalid(new ByteArrayInputStream(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_id\":\"blog\\ud800\"}",
                "{\"client_id\":\"blog-spa\",\"state\":\"\\udc00\"}",
                "{\"client_id\":\"blog-spa\",\"\\ud83d\":1}",
                "{\"client_id\":\"blog-spa\",\"attributes\":{\"\\ud83d\":\"a\"}}",
                "{\"client_id\":\"blog-spa\",\"attributes\":{\"a\":[\"b\",\"\\ud83d\"]}}"
            })
    @DisplayName("has no halves of surrogate pairs, which no answer and no token could carry")
    void tornPair(String text) {
        assertInvalid(stream(text));
    }

    @Test
    @DisplayName("is no nest that brings the parser down")
    void deepNest() {
        assertInvalid(stream("{\"client_id\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"));
        assertInvalid(stream("{\"client_id\":" + "9".repeat(60_000) + "}"));
    }

    @Test
    @DisplayName("has at most 64 KiB, and more is not even read (C-01)")
    void tooLarge() {
        String full = GOOD + " ".repeat(RequestBody.MAX_SIZE - GOOD.length());
        assertThat(RequestBody.read("application/json", stream(full), MEMBERS).find("client_id"))
                .isPresent();
        assertThat(refusal("application/json", stream(full + " ")).code()).isEqualTo(ProblemCode.CONTENT_TOO_LARGE);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int at, int length) {
                Arrays.fill(into, at, at + length, (byte) ' ');
                return length;
            }
        };
        assertThat(refusal("application/json", endless).code()).isEqualTo(ProblemCode.CONTENT_TOO_LARGE);
    }

    @Test
    @DisplayName("may break off")
    void brokenConnection() throws IOException {
        InputStream broken = mock(InputStream.class);
        when(broken.readNBytes(anyInt())).thenThrow(new IOException("reset by peer"));
        assertInvalid(broken);
    }

    @Test
    @DisplayName("gives its members as they were sent")
    void members() {
        RequestBody body = RequestBody.read(
                "application/json",
                stream("{\"client_id\":\" \\u0062log \",\"state\":\"\\u0000\uD83D\uDE00\",\"note\":null}"),
                MEMBERS);
        assertThat(body.get("client_id")).isEqualTo(" blog ");
        assertThat(body.find("state")).contains("\0\uD83D\uDE00");
        assertThat(body.find("note")).isEmpty();
    }

    @Test
    @DisplayName("keeps an empty optional member apart from one that is not there")
    void emptyMember() {
        RequestBody body =
                RequestBody.read("application/json", stream("{\"client_id\":\"x\",\"state\":\"\"}"), MEMBERS);
        assertThat(body.find("state")).contains("");
    }

    @Test
    @DisplayName("is told everything that is wrong with it at once")
    void allErrors() {
        assertThat(errors("{\"state\":5,\"note\":\"123456789\",\"more\":\"x\"}"))
                .containsExactly("/client_id required", "/state wrong_type", "/note too_long", "/more unknown_member");
        assertThat(errors("{\"client_id\":null}")).containsExactly("/client_id required");
        assertThat(errors("{\"client_id\":\" \\t\"}")).containsExactly("/client_id required");
        for (String wrong : List.of("5", "true", "[]", "{}", "[\"blog-spa\"]", "1.5e3")) {
            assertThat(errors("{\"client_id\":" + wrong + "}")).as(wrong).containsExactly("/client_id wrong_type");
        }
    }

    @Test
    @DisplayName("is measured in bytes of UTF-8, not in characters")
    void lengthInBytes() {
        String emoji = "\uD83D\uDE00";
        assertThat(errors("{\"client_id\":\"x\",\"state\":\"" + emoji.repeat(3) + "\"}"))
                .containsExactly("/state too_long");
        assertThat(RequestBody.read(
                                "application/json",
                                stream("{\"client_id\":\"x\",\"state\":\"" + emoji.repeat(2) + "\"}"),
                                MEMBERS)
                        .find("state"))
                .contains(emoji.repeat(2));
    }

    @Test
    @DisplayName("has its unknown members named as JSON pointers write them (RFC 6901 section 3)")
    void pointers() {
        assertThat(errors("{\"client_id\":\"x\",\"a/b~c~1\":1,\"\":2}"))
                .containsExactly("/a~1b~0c~01 unknown_member", "/ unknown_member");
    }

    @Test
    @DisplayName("gets no answer that is much longer than itself")
    void floodOfUnknownMembers() {
        StringBuilder body = new StringBuilder("{\"client_id\":\"x\"");
        for (int i = 0; i < 5000; i++) {
            body.append(",\"").append(i).append("\":1");
        }
        assertThat(errors(body + "}")).hasSize(RequestBody.MAX_UNKNOWN);
        assertThat(errors("{\"client_id\":\"x\",\"" + "n".repeat(40_000) + "\":1}"))
                .containsExactly("/" + "n".repeat(64) + " unknown_member");
    }

    @Test
    @DisplayName("has a long name cut between characters, so that the answer can be written")
    void cutBetweenCharacters() {
        String name = "n".repeat(63) + "\uD83D\uDE00".repeat(5);
        List<FieldError> errors = refusal("application/json", stream("{\"client_id\":\"x\",\"" + name + "\":1}"))
                .errors();
        assertThat(errors).extracting(FieldError::pointer).containsExactly("/" + "n".repeat(63) + "\uD83D\uDE00");
        assertThat(JsonDocument.of(errors).bytes()).isNotEmpty();
    }

    @Test
    @DisplayName("may have flags, and one that is not sent is not set")
    void flags() {
        assertThat(read("{\"accepted\":true}").isSet("accepted")).isTrue();
        for (String not : List.of("{\"accepted\":false}", "{\"accepted\":null}", "{}")) {
            assertThat(read(not).isSet("accepted")).as(not).isFalse();
        }
        for (String wrong : List.of("\"true\"", "1", "[true]", "{}", "\"\"")) {
            assertThat(otherErrors("{\"accepted\":" + wrong + "}")).as(wrong).containsExactly("/accepted wrong_type");
        }
    }

    @Test
    @DisplayName("may have values by name: a string, several, or null for none")
    void values() {
        RequestBody body = read("{\"attributes\":{\"b\":\"x\",\"a\":[\"y\",\"z\"],\"n\":null,\"e\":[],\"t\":\"\"}}");
        assertThat(body.values("attributes"))
                .containsExactly(
                        Map.entry("b", List.of("x")),
                        Map.entry("a", List.of("y", "z")),
                        Map.entry("n", List.of()),
                        Map.entry("e", List.of()),
                        Map.entry("t", List.of("")));
        assertThat(read("{}").values("attributes")).isEmpty();
        assertThat(read("{\"attributes\":null}").values("attributes")).isEmpty();
    }

    @Test
    @DisplayName("has each value told that is no text, and not a flood of them (C-01)")
    void wrongValues() {
        for (String wrong : List.of("5", "true", "[]", "\"text\"", "[\"a\"]")) {
            assertThat(otherErrors("{\"attributes\":" + wrong + "}"))
                    .as(wrong)
                    .containsExactly("/attributes wrong_type");
        }
        assertThat(otherErrors(
                        "{\"attributes\":{\"a\":5,\"b\":[\"x\",7],\"c/d\":{},\"e\":[null],\"f\":[[]],\"g\":\"h\"},"
                                + "\"state\":5}"))
                .containsExactly(
                        "/attributes/a wrong_type",
                        "/attributes/b wrong_type",
                        "/attributes/c~1d wrong_type",
                        "/attributes/e wrong_type",
                        "/attributes/f wrong_type",
                        "/state wrong_type");
        StringBuilder flood = new StringBuilder("{\"attributes\":{\"a\":1");
        for (int i = 0; i < 5000; i++) {
            flood.append(",\"").append(i).append("\":1");
        }
        assertThat(otherErrors(flood + "}}")).hasSize(RequestBody.MAX_UNKNOWN);
    }

    @Test
    @DisplayName("may have to have values by name")
    void requiredValues() {
        List<Member> members = List.of(Member.requiredValues("attributes"));
        for (String missing : List.of("{}", "{\"attributes\":null}")) {
            ProblemException refusal = catchThrowableOfType(
                    ProblemException.class, () -> RequestBody.read("application/json", stream(missing), members));
            assertThat(refusal.errors()).extracting(FieldError::code).containsExactly("required");
        }
        assertThat(RequestBody.read("application/json", stream("{\"attributes\":{}}"), members)
                        .values("attributes"))
                .isEmpty();
    }

    private static RequestBody read(String body) {
        return RequestBody.read("application/json", stream(body), OTHER_KINDS);
    }

    private static List<String> otherErrors(String body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body)).errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .toList();
    }

    private static void assertInvalid(InputStream body) {
        ProblemException refusal = refusal("application/json", body);
        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(refusal.errors()).isEmpty();
    }

    private static List<String> errors(String body) {
        ProblemException refusal = refusal("application/json", stream(body));
        assertThat(refusal.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
        return refusal.errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .toList();
    }

    private static ProblemException refusal(@Nullable String contentType, InputStream body) {
        return catchThrowableOfType(ProblemException.class, () -> RequestBody.read(contentType, body, MEMBERS));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

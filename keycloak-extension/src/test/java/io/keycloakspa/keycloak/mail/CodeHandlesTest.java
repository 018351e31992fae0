package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.jose.jwe.JWEException;
import org.keycloak.util.TokenUtil;

@DisplayName("The handle of a code")
class CodeHandlesTest {

    private static final long EXPIRES = 1_800_000_000L;

    private final AesKeys keys = new AesKeys();
    private final CodeHandles handles = new CodeHandles(keys.session(), keys.realm());
    private final CodeHandle handle = CodeHandle.random(Purpose.RESET, "blog-spa", EXPIRES);

    @ParameterizedTest
    @EnumSource(Purpose.class)
    @DisplayName("comes back as it was, and tells nothing on its way (C-24)")
    void roundTrip(Purpose purpose) {
        CodeHandle before = CodeHandle.random(purpose, "client\nwith a line, and ü", EXPIRES);
        String sealed = handles.encrypt(before);
        assertThat(handles.decrypt(sealed)).contains(before);
        assertThat(sealed).doesNotContain(before.code()).doesNotContain(before.id());
    }

    @Test
    @DisplayName("has one length for everybody, and is never twice the same")
    void fixedLength() {
        Set<String> seen = new HashSet<>();
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String sealed = handles.encrypt(CodeHandle.random(Purpose.RESET, "blog-spa", EXPIRES));
            seen.add(sealed);
            lengths.add(sealed.length());
        }
        assertThat(seen).hasSize(500);
        assertThat(lengths).hasSize(1);
    }

    @Test
    @DisplayName("has eight digits, leading noughts included, and an id that nobody guesses")
    void digits() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            CodeHandle random = CodeHandle.random(Purpose.CONFIRM, "blog-spa", EXPIRES);
            assertThat(random.code()).matches("[0-9]{8}");
            assertThat(random.id()).matches("[\\w-]{24}");
            codes.add(random.code());
        }
        assertThat(codes).hasSizeGreaterThan(1990).anyMatch(code -> code.startsWith("0"));
    }

    @Test
    @DisplayName("is one purpose's and one app's")
    void isFor() {
        assertThat(handle.isFor(Purpose.RESET, "blog-spa")).isTrue();
        assertThat(handle.isFor(Purpose.CONFIRM, "blog-spa")).isFalse();
        assertThat(handle.isFor(Purpose.RESET, "newsletter")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "a.b.c.d.e", "eyJhbGciOiJkaXIifQ....", "not a handle", "\0"})
    @DisplayName("is none if it is any other text")
    void garbage(String text) {
        assertThat(handles.decrypt(text)).isEmpty();
    }

    @Test
    @DisplayName("is none if it was cut or changed in any place")
    void tampered() {
        String sealed = handles.encrypt(handle);
        for (int at = 0; at < sealed.length(); at++) {
            assertThat(handles.decrypt(sealed.substring(0, at)))
                    .as("cut at %d", at)
                    .isEmpty();
        }
        for (int at = 0; at < sealed.length() - 1; at += 7) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThat(handles.decrypt(changed)).as("changed at %d", at).isEmpty();
        }
        assertThat(handles.decrypt(sealed + "A".repeat(100_000))).isEmpty();
    }

    @Test
    @DisplayName("is none if another realm made it, even under the same key id")
    void otherRealm() {
        AesKeys other = new AesKeys();
        assertThat(new CodeHandles(other.session(), other.realm()).decrypt(handles.encrypt(handle)))
                .isEmpty();
    }

    @Test
    @DisplayName("is none if its key was taken out of the realm")
    void keyGone() {
        String sealed = handles.encrypt(handle);
        keys.remove();
        assertThat(handles.decrypt(sealed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":1}",
                "spa-other\nRESET\nid\n12345678\n1800000000\nblog-spa",
                "spa-code\nRESET\nid\n12345678\n1800000000",
                "spa-code\nOTHER\nid\n12345678\n1800000000\nblog-spa",
                "spa-code\nRESET\nid\n12345678\nsoon\nblog-spa"
            })
    @DisplayName("is none if the realm has encrypted something else with this key")
    void foreignKind(String content) throws JWEException {
        String sealed =
                TokenUtil.jweDirectEncode(AesKeys.KID, keys.secret(), null, content.getBytes(StandardCharsets.UTF_8));
        assertThat(handles.decrypt(sealed)).isEmpty();
    }

    @Test
    @DisplayName("would be one if its content were (so the test above can fail)")
    void ownKind() throws JWEException {
        String content = "spa-code\nRESET\nid\n12345678\n1800000000\nblog-spa";
        String sealed =
                TokenUtil.jweDirectEncode(AesKeys.KID, keys.secret(), null, content.getBytes(StandardCharsets.UTF_8));
        assertThat(handles.decrypt(sealed))
                .contains(new CodeHandle(Purpose.RESET, "blog-spa", "id", "12345678", EXPIRES));
    }
}

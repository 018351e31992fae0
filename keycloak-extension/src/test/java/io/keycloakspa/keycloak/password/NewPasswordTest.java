package io.keycloakspa.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialInput;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;
import org.mockito.ArgumentCaptor;

@DisplayName("A new password")
class NewPasswordTest {

    private static final String TEXT = " pass wörd \uD83D\uDE00 ";

    @Nested
    @DisplayName("in a body")
    class InABody {

        @Test
        @DisplayName("is optional, and an empty one is none")
        void absent() {
            assertThat(NewPassword.read(body(null, null))).isEmpty();
            assertThat(NewPassword.read(body("", null))).isEmpty();
        }

        @Test
        @DisplayName("may be typed twice, but not differently (C-16)")
        void confirm() {
            assertThat(NewPassword.read(body(TEXT, TEXT))).isPresent();
            for (String other : List.of("", "other", TEXT.strip(), TEXT.toUpperCase(java.util.Locale.ROOT))) {
                assertThat(errors(() -> NewPassword.read(body(TEXT, other))))
                        .as(other)
                        .containsExactly("/password_confirm mismatch");
            }
            assertThat(errors(() -> NewPassword.read(body(null, TEXT)))).containsExactly("/password_confirm mismatch");
        }

        @Test
        @DisplayName("is refused where none is needed, and asked for where one is")
        void refusals() {
            assertThat(errors(() -> {
                        throw NewPassword.notExpected();
                    }))
                    .containsExactly("/password password_not_expected");
            assertThat(errors(() -> {
                        throw NewPassword.missing();
                    }))
                    .containsExactly("/password required");
        }
    }

    @Nested
    @DisplayName("under the realm's policy")
    class UnderThePolicy {

        private final KeycloakSession session = mock(KeycloakSession.class);
        private final RealmModel realm = mock(RealmModel.class);
        private final PasswordPolicy policy = mock(PasswordPolicy.class);
        private final Set<String> rules = new LinkedHashSet<>();
        private final UserModel user = mock(UserModel.class);

        @Test
        @DisplayName("is held against every rule, and each broken one is told with its code and number (C-16)")
        void everyRule() {
            rule("length", 12, new PolicyError("invalidPasswordMinLengthMessage", 12));
            rule("digits", 2, null);
            rule("upperCase", 1, new PolicyError("invalidPasswordMinUpperCaseCharsMessage", 1));
            rule("hashIterations", 5, null);
            rule("of-another-extension", "x", new PolicyError("other"));
            ProblemException refusal = catchThrowableOfType(ProblemException.class, this::check);
            assertThat(refusal.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
            assertThat(refusal.errors())
                    .containsExactly(
                            new FieldError(
                                    "/password", "length_min", 12, "invalidPasswordMinLengthMessage", List.of(12)),
                            new FieldError(
                                    "/password",
                                    "upper_case_min",
                                    1,
                                    "invalidPasswordMinUpperCaseCharsMessage",
                                    List.of(1)),
                            new FieldError("/password", "other", null, "other", List.of()));
        }

        @Test
        @DisplayName("passes where no rule is broken, and where there is none")
        void passes() {
            assertThatCode(this::check).doesNotThrowAnyException();
            rule("length", 4, null);
            assertThatCode(this::check).doesNotThrowAnyException();
        }

        private void check() {
            when(realm.getPasswordPolicy()).thenReturn(policy);
            when(policy.getPolicies()).thenReturn(rules);
            NewPassword.read(body(TEXT, null)).orElseThrow().check(session, realm, user);
        }

        private void rule(String id, Object config, @Nullable PolicyError error) {
            PasswordPolicyProvider provider = mock(PasswordPolicyProvider.class);
            when(provider.validate(realm, user, TEXT)).thenReturn(error);
            when(session.getProvider(PasswordPolicyProvider.class, id)).thenReturn(provider);
            when(policy.getPolicyConfig(id)).thenReturn(config);
            rules.add(id);
        }
    }

    @Nested
    @DisplayName("when it is stored")
    class WhenStored {

        private final UserModel user = mock(UserModel.class);
        private final SubjectCredentialManager credentials = mock(SubjectCredentialManager.class);

        @Test
        @DisplayName("is kept byte for byte, and the account need not choose one again (C-16)")
        void stored() {
            when(user.credentialManager()).thenReturn(credentials);
            when(credentials.updateCredential(any())).thenReturn(true);
            store();
            ArgumentCaptor<CredentialInput> input = ArgumentCaptor.forClass(CredentialInput.class);
            verify(credentials).updateCredential(input.capture());
            assertThat(input.getValue().getChallengeResponse()).isEqualTo(TEXT);
            verify(user).removeRequiredAction(RequiredAction.UPDATE_PASSWORD);
        }

        @Test
        @DisplayName("may be refused by a directory, which is said and changes nothing")
        void readOnlyDirectory() {
            when(user.credentialManager()).thenReturn(credentials);
            when(credentials.updateCredential(any())).thenReturn(false);
            assertThat(errors(this::store)).containsExactly("/password not_stored");
            when(credentials.updateCredential(any())).thenThrow(new ModelException("read-only"));
            assertThat(errors(this::store)).containsExactly("/password not_stored");
            verify(user, never()).removeRequiredAction(RequiredAction.UPDATE_PASSWORD);
        }

        private void store() {
            NewPassword.read(body(TEXT, null)).orElseThrow().store(user);
        }
    }

    private static List<String> errors(ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
        return refusal.errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .toList();
    }

    private static RequestBody body(@Nullable String password, @Nullable String confirm) {
        RequestBody body = mock(RequestBody.class);
        when(body.find("password")).thenReturn(Optional.ofNullable(password));
        when(body.find("password_confirm")).thenReturn(Optional.ofNullable(confirm));
        return body;
    }
}

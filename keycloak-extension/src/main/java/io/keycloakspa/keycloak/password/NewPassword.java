package io.keycloakspa.keycloak.password;

import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** A password that somebody chose. It is taken byte for byte, as Keycloak's own form takes it. */
public final class NewPassword {

    /** The member that has it. */
    public static final String PASSWORD = "password";

    private static final String CONFIRM = "_confirm";

    // Bytes. A realm's policy sets its own limit; this one only keeps hashing from being work for nothing.
    private static final int MAX_BYTES = 4096;

    private final String member;
    private final String text;

    private NewPassword(String member, String text) {
        this.member = member;
        this.text = text;
    }

    /** The members of a body that {@link #read(RequestBody)} looks at, and the ones beside them. */
    public static Member[] membersAnd(Member... others) {
        return Stream.concat(Stream.of(others), members(PASSWORD)).toArray(Member[]::new);
    }

    /** The members that {@link #read(RequestBody, String)} looks at. */
    public static Stream<Member> members(String member) {
        return Stream.of(member(member), member(member + CONFIRM));
    }

    /** A member that is a password. */
    public static Member member(String name) {
        return Member.optional(name, MAX_BYTES);
    }

    /** Whether somebody sent one, even where none is needed. */
    public static boolean isIn(RequestBody body) {
        return body.find(PASSWORD).isPresent() || body.find(PASSWORD + CONFIRM).isPresent();
    }

    /**
     * The password in a body, empty if none was sent.
     *
     * @throws ProblemException {@code validation_failed} if it was typed twice, and differently
     */
    public static Optional<NewPassword> read(RequestBody body) {
        return read(body, PASSWORD);
    }

    /**
     * The same where the member has another name.
     *
     * @param member its name
     */
    public static Optional<NewPassword> read(RequestBody body, String member) {
        Optional<String> text = body.find(member).filter(it -> !it.isEmpty());
        Optional<String> confirm = body.find(member + CONFIRM);
        if (confirm.isPresent() && !confirm.equals(text)) {
            throw ProblemException.ofFields(List.of(FieldError.of(member + CONFIRM, FieldCode.MISMATCH)));
        }
        return text.map(it -> new NewPassword(member, it));
    }

    /** Refuses a password where none is needed: whoever sent it would believe that it holds from now on. */
    public static ProblemException notExpected() {
        return ProblemException.ofFields(List.of(FieldError.of(PASSWORD, FieldCode.PASSWORD_NOT_EXPECTED)));
    }

    /** Refuses a request without a password. */
    public static ProblemException missing() {
        return ProblemException.ofFields(List.of(FieldError.of(PASSWORD, FieldCode.REQUIRED)));
    }

    /**
     * Asks every rule of the realm's policy, where Keycloak would stop at the first that is broken.
     *
     * @throws ProblemException {@code validation_failed} with one error for each broken rule
     */
    public void check(KeycloakSession session, RealmModel realm, UserModel user) {
        List<FieldError> errors = broken(session, realm, user);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    /** One error for each rule of the policy that it breaks. */
    public List<FieldError> broken(KeycloakSession session, RealmModel realm, UserModel user) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        List<FieldError> errors = new ArrayList<>();
        for (String id : policy.getPolicies()) {
            PolicyError error =
                    session.getProvider(PasswordPolicyProvider.class, id).validate(realm, user, text);
            if (error != null) {
                PasswordRule rule = PasswordRules.rule(id, policy.<Object>getPolicyConfig(id));
                errors.add(
                        new FieldError("/" + member, rule.code(), rule.value(), error.getMessage(), parameters(error)));
            }
        }
        return errors;
    }

    /**
     * Stores the password, wherever the account keeps it.
     *
     * @throws ProblemException {@code validation_failed} where it cannot be stored, such as in a read-only directory
     */
    public void store(UserModel user) {
        boolean stored;
        try {
            stored = user.credentialManager().updateCredential(UserCredentialModel.password(text, false));
        } catch (ModelException e) {
            stored = false;
        }
        if (!stored) {
            throw ProblemException.ofFields(List.of(FieldError.of(member, FieldCode.NOT_STORED)));
        }
        user.removeRequiredAction(RequiredAction.UPDATE_PASSWORD);
    }

    private static List<Object> parameters(PolicyError error) {
        Object[] parameters = error.getParameters();
        return parameters == null ? List.of() : List.of(parameters);
    }

    /** Records the change as Keycloak's own form does. */
    public static void changed(EventBuilder event) {
        event.detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE).success();
    }
}

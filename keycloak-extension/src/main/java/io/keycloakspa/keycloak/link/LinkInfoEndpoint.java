package io.keycloakspa.keycloak.link;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.executeactions.SpaActions;
import io.keycloakspa.keycloak.password.PasswordRule;
import io.keycloakspa.keycloak.password.PasswordRules;
import io.keycloakspa.keycloak.redeem.FirstPassword;
import io.keycloakspa.keycloak.redeem.Presented;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.common.util.Time;

/** {@code POST /link-info}: what a token is for, so that the app can show the right form. It changes nothing. */
public final class LinkInfoEndpoint {

    private static final int OK = 200;

    /**
     * The answer.
     *
     * @param purpose the code of a {@link Purpose}
     * @param expiresIn seconds for which the token is good
     * @param email the address that it is about, masked
     * @param passwordRequired a new password belongs into the redeem request
     * @param actions what an administrator asks for; only for such a token
     */
    private record Info(
            String purpose,
            long expiresIn,
            @Nullable String email,
            boolean passwordRequired,
            List<PasswordRule> passwordPolicy,
            @Nullable List<String> actions) {}

    private LinkInfoEndpoint() {}

    public static ResponseBuilder describe(SpaRequest request, InputStream body) {
        SpaCall call = request.call(body, Member.required(Presented.TOKEN.name(), Presented.TOKEN.maxBytes()));
        Presented presented = Presented.read(call);
        MailedToken mailed = presented.mailed();
        return SpaAnswers.personal(
                OK,
                new Info(
                        mailed.purpose().code(),
                        mailed.expiresAt() - Time.currentTimeSeconds(),
                        MaskedAddress.of(address(presented)),
                        needsPassword(presented),
                        PasswordRules.of(call.realm()),
                        mailed.purpose() == Purpose.ACTION ? actions(mailed) : null));
    }

    private static @Nullable String address(Presented presented) {
        return presented.mailed().purpose() == Purpose.EMAIL
                ? presented.mailed().as(UpdateEmailActionToken.class).getNewEmail()
                : presented.user().getEmail();
    }

    private static boolean needsPassword(Presented presented) {
        return switch (presented.mailed().purpose()) {
            case CONFIRM ->
                FirstPassword.isMissing(
                        presented.call().session(), presented.call().realm(), presented.user());
            case RESET -> true;
            case EMAIL -> false;
            case ACTION -> SpaActions.needPassword(presented.mailed());
        };
    }

    private static List<String> actions(MailedToken mailed) {
        return SpaActions.of(mailed).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .toList();
    }
}

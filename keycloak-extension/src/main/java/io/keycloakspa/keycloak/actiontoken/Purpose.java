package io.keycloakspa.keycloak.actiontoken;

import io.keycloakspa.keycloak.redirect.View;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;

/** What a mailed token is for. Each purpose is one of Keycloak's token types and one view of the app. */
public enum Purpose {
    CONFIRM(VerifyEmailActionToken.TOKEN_TYPE, VerifyEmailActionToken.class, View.CONFIRM),
    RESET(ResetCredentialsActionToken.TOKEN_TYPE, ResetCredentialsActionToken.class, View.RESET),
    EMAIL(UpdateEmailActionToken.TOKEN_TYPE, UpdateEmailActionToken.class, View.EMAIL),
    ACTION(ExecuteActionsActionToken.TOKEN_TYPE, ExecuteActionsActionToken.class, View.ACTION);

    private final String tokenType;
    private final Class<? extends DefaultActionToken> tokenClass;
    private final View view;

    Purpose(String tokenType, Class<? extends DefaultActionToken> tokenClass, View view) {
        this.tokenType = tokenType;
        this.tokenClass = tokenClass;
        this.view = view;
    }

    /** The purpose of a token type; empty for types that stay Keycloak's alone. */
    public static Optional<Purpose> of(@Nullable String tokenType) {
        return Stream.of(values())
                .filter(purpose -> purpose.tokenType.equals(tokenType))
                .findFirst();
    }

    /** As the JSON API names it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As Keycloak names it, in the claim {@code typ} and in the realm's settings of life times. */
    public String tokenType() {
        return tokenType;
    }

    public View view() {
        return view;
    }

    Class<? extends DefaultActionToken> tokenClass() {
        return tokenClass;
    }
}

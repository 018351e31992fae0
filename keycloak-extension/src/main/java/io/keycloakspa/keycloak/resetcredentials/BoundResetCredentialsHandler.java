package io.keycloakspa.keycloak.resetcredentials;

import io.keycloakspa.keycloak.actiontoken.StillBound;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionTokenHandler;

/** Keycloak's page for a forgotten password, closed to links that died with a password. */
public final class BoundResetCredentialsHandler extends ResetCredentialsActionTokenHandler {

    @Override
    public Predicate<? super ResetCredentialsActionToken>[] getVerifiers(
            ActionTokenContext<ResetCredentialsActionToken> context) {
        Predicate<? super ResetCredentialsActionToken>[] stock = super.getVerifiers(context);
        return SpaOptions.read().tokenHandlers() ? StillBound.after(stock, context) : stock;
    }

    @Override
    public int order() {
        return StillBound.ORDER;
    }
}

package io.keycloakspa.keycloak.verifyemail;

import io.keycloakspa.keycloak.actiontoken.StillBound;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionTokenHandler;

/** Keycloak's page for confirming an address, closed to links that died with a password. */
public final class BoundVerifyEmailHandler extends VerifyEmailActionTokenHandler {

    @Override
    public Predicate<? super VerifyEmailActionToken>[] getVerifiers(
            ActionTokenContext<VerifyEmailActionToken> context) {
        Predicate<? super VerifyEmailActionToken>[] stock = super.getVerifiers(context);
        return SpaOptions.read().tokenHandlers() ? StillBound.after(stock, context) : stock;
    }

    @Override
    public int order() {
        return StillBound.ORDER;
    }
}

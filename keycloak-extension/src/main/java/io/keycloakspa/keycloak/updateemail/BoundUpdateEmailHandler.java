package io.keycloakspa.keycloak.updateemail;

import io.keycloakspa.keycloak.actiontoken.StillBound;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionTokenHandler;

/** Keycloak's page for a change of address, closed to links that died with a password. */
public final class BoundUpdateEmailHandler extends UpdateEmailActionTokenHandler {

    @Override
    public Predicate<? super UpdateEmailActionToken>[] getVerifiers(
            ActionTokenContext<UpdateEmailActionToken> context) {
        Predicate<? super UpdateEmailActionToken>[] stock = super.getVerifiers(context);
        return SpaOptions.read().tokenHandlers() ? StillBound.after(stock, context) : stock;
    }

    @Override
    public int order() {
        return StillBound.ORDER;
    }
}

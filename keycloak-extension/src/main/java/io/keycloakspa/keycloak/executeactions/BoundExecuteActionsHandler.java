package io.keycloakspa.keycloak.executeactions;

import io.keycloakspa.keycloak.actiontoken.StillBound;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionTokenHandler;

/** Keycloak's page for an administrator's mail, closed to links that died with a password. */
public final class BoundExecuteActionsHandler extends ExecuteActionsActionTokenHandler {

    @Override
    public Predicate<? super ExecuteActionsActionToken>[] getVerifiers(
            ActionTokenContext<ExecuteActionsActionToken> context) {
        Predicate<? super ExecuteActionsActionToken>[] stock = super.getVerifiers(context);
        return SpaOptions.read().tokenHandlers() ? StillBound.after(stock, context) : stock;
    }

    @Override
    public int order() {
        return StillBound.ORDER;
    }
}

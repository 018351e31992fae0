package io.keycloakspa.keycloak.executeactions;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import java.util.List;
import java.util.Set;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.models.UserModel.RequiredAction;

/** Which of the actions that an administrator may ask for an app can do by itself. Others lead to the hosted pages. */
public final class SpaActions {

    private static final Set<String> DOABLE =
            Set.of(RequiredAction.VERIFY_EMAIL.name(), RequiredAction.UPDATE_PASSWORD.name());

    private SpaActions() {}

    /** Whether the app can do all of them; a person is not sent to two places for one mail. */
    public static boolean areDoable(MailedToken mailed) {
        List<String> actions = of(mailed);
        return !actions.isEmpty() && DOABLE.containsAll(actions);
    }

    /** The names of the actions as Keycloak writes them. */
    public static List<String> of(MailedToken mailed) {
        List<String> actions = mailed.as(ExecuteActionsActionToken.class).getRequiredActions();
        return actions == null ? List.of() : actions;
    }

    /** Whether one of them sets a new password. */
    public static boolean needPassword(MailedToken mailed) {
        return of(mailed).contains(RequiredAction.UPDATE_PASSWORD.name());
    }
}

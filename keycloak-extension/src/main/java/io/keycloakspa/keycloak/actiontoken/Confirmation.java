package io.keycloakspa.keycloak.actiontoken;

import java.util.stream.Stream;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/** Whether an address is confirmed, as Keycloak's own handler of the link sees it. */
public final class Confirmation {

    private Confirmation() {}

    /** Not done is also an address whose owner an administrator has asked to confirm it again. */
    public static boolean isDone(UserModel user) {
        try (Stream<String> actions = user.getRequiredActionsStream()) {
            return user.isEmailVerified() && actions.noneMatch(RequiredAction.VERIFY_EMAIL.name()::equals);
        }
    }
}

package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import io.keycloakspa.keycloak.settings.SpaSettingsLookup;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/**
 * What a page asks people for, so that its label can say so: what the step that shows it looks up for the app's people.
 *
 * @param address whether an e-mail address identifies
 * @param onlyAddress whether nothing else does
 */
public record AskedIdentifiers(boolean address, boolean onlyAddress) {

    private static final SpaSettingsLookup APPS = new SpaSettingsLookup();

    private static final Set<String> WITH_SETTING = Set.of(
            IdentifierPasswordFormFactory.PROVIDER_ID,
            IdentifierPasswordFactory.PROVIDER_ID,
            IdentifierChooseUser.PROVIDER_ID);

    static AskedIdentifiers by(LoginConfig config) {
        return new AskedIdentifiers(
                config.identifiers().contains(IdentifierSource.EMAIL),
                config.identifiers().stream().allMatch(IdentifierSource.EMAIL::equals));
    }

    /** Empty where the page is of a step that is not ours. */
    public static Optional<AskedIdentifiers> of(@Nullable AuthenticationFlowContext context) {
        if (context == null || context.getExecution() == null) {
            return Optional.empty();
        }
        return config(context)
                .map(step -> APPS.find(context.getAuthenticationSession().getClient())
                        .map(step::in)
                        .orElse(step))
                .map(AskedIdentifiers::by);
    }

    private static Optional<LoginConfig> config(AuthenticationFlowContext context) {
        String step = context.getExecution().getAuthenticator();
        if (IdentifierFormFactory.PROVIDER_ID.equals(step)) {
            return passwordStep(context);
        }
        return WITH_SETTING.contains(step)
                ? Optional.of(LoginConfig.of(context.getAuthenticatorConfig()))
                : Optional.empty();
    }

    /** The first of two pages looks up nobody; what it takes is for the second. */
    private static Optional<LoginConfig> passwordStep(AuthenticationFlowContext context) {
        RealmModel realm = context.getRealm();
        return realm.getAuthenticationExecutionsStream(context.getExecution().getParentFlow())
                .filter(next -> IdentifierPasswordFactory.PROVIDER_ID.equals(next.getAuthenticator()))
                .findFirst()
                .map(next -> LoginConfig.of(setting(realm, next)));
    }

    private static @Nullable AuthenticatorConfigModel setting(RealmModel realm, AuthenticationExecutionModel step) {
        String id = step.getAuthenticatorConfig();
        return id == null ? null : realm.getAuthenticatorConfigById(id);
    }
}

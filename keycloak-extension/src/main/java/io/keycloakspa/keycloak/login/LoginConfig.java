package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import io.keycloakspa.keycloak.settings.SpaSettings;
import io.keycloakspa.keycloak.settings.SpaSettingsLookup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * What an administrator chooses in the flow editor, at each of our steps. Each key and its default are written here and
 * nowhere else.
 *
 * <p>A value that means nothing is left out and logged once; if nothing is left, the default holds.
 *
 * @param identifiers what identifies a person, in the order in which it is asked
 * @param unconfirmedAddressCounts an address counts before it is confirmed, also where the realm does not verify it
 */
public record LoginConfig(List<IdentifierSource> identifiers, boolean unconfirmedAddressCounts) {

    static final String IDENTIFIERS = "identifiers";
    static final String UNCONFIRMED_ADDRESS = "unconfirmed_address";

    static final String WHERE_VERIFIED = "where-the-realm-verifies";
    static final String ALWAYS = "always";

    /** User name, then address; an unconfirmed address only where the realm verifies it. */
    public static final LoginConfig DEFAULT =
            new LoginConfig(List.of(IdentifierSource.USERNAME, IdentifierSource.EMAIL), false);

    private static final Logger LOG = Logger.getLogger(LoginConfig.class);

    // Ids of settings already complained about, so that a busy login page does not flood the log.
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    /** Reads the setting of one step; none is the default. */
    public static LoginConfig of(@Nullable AuthenticatorConfigModel model) {
        if (model == null || model.getConfig() == null) {
            return DEFAULT;
        }
        Map<String, String> config = model.getConfig();
        List<String> unknown = new ArrayList<>();
        List<IdentifierSource> identifiers = IdentifierSource.list(config.get(IDENTIFIERS), unknown::add);
        String unconfirmed = config.get(UNCONFIRMED_ADDRESS);
        if (unconfirmed != null
                && !unconfirmed.isBlank()
                && !Set.of(WHERE_VERIFIED, ALWAYS).contains(unconfirmed)) {
            unknown.add(unconfirmed);
        }
        if (!unknown.isEmpty() && REPORTED.add(String.valueOf(model.getId()))) {
            LOG.warnf(
                    "The login setting '%s' has values that mean nothing and are left out: %s",
                    model.getAlias(), unknown);
        }
        return new LoginConfig(identifiers.isEmpty() ? DEFAULT.identifiers : identifiers, ALWAYS.equals(unconfirmed));
    }

    /** The same setting for people of one app, which may say by itself what identifies them. */
    public LoginConfig in(SpaSettings app) {
        return new LoginConfig(app.identifiers().orElse(identifiers), unconfirmedAddressCounts);
    }

    /** The attributes that identify people in any flow or app of a realm. */
    static Set<IdentifierSource> attributes(RealmModel realm) {
        Stream<IdentifierSource> inFlows = realm.getAuthenticatorConfigsStream()
                .filter(model -> model.getConfig() != null && model.getConfig().containsKey(IDENTIFIERS))
                .flatMap(model -> of(model).identifiers.stream());
        return Stream.concat(inFlows, SpaSettingsLookup.identifiersOfApps(realm))
                .filter(source -> source.kind() == IdentifierSource.Kind.ATTRIBUTE)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The form in the admin console. */
    static List<ProviderConfigProperty> properties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(IDENTIFIERS)
                .label("Identifiers")
                .helpText(
                        "What people may type to say who they are, in the order in which it is looked up: \"username\","
                                + " \"email\", or \"attribute:\" with the name of a user attribute, such as"
                                + " \"attribute:member_number\". Text with an @ is only ever looked up as an address, text"
                                + " without only among the others. The first that knows somebody decides; if it knows several,"
                                + " nobody is meant. Give all steps of a realm the same list. Let only administrators edit such"
                                + " an attribute, and add the validator \"login-identifier\" to it.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .defaultValue(DEFAULT.identifiers.stream()
                        .map(IdentifierSource::toString)
                        .collect(Collectors.joining(IdentifierSource.DELIMITER)))
                .add()
                .property()
                .name(UNCONFIRMED_ADDRESS)
                .label("Unconfirmed address counts")
                .helpText("Whether an address identifies its account before it is confirmed. \""
                        + WHERE_VERIFIED + "\": only while \"Verify email\" is on in the realm, whose own step then"
                        + " follows the right password, or while \"Email as username\" is on. \""
                        + ALWAYS + "\": also in other realms, where anybody can enter anybody's address.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(WHERE_VERIFIED, ALWAYS)
                .defaultValue(WHERE_VERIFIED)
                .add()
                .build();
    }
}

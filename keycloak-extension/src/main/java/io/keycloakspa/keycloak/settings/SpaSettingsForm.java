package io.keycloakspa.keycloak.settings;

import io.keycloakspa.keycloak.redirect.View;
import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The form for {@link SpaSettings} in the admin console: keys, labels and help texts. */
final class SpaSettingsForm {

    static final String CONTEXT = "context";
    static final String FRAGMENT = "fragment";
    static final String QUERY = "query";

    static final String CONFIRM_MODE = "confirm.mode";
    static final String REDEEM = "redeem";
    static final String ONE_CLICK = "one-click";

    static final String DEVELOPMENT_HOST = "development.host";
    static final String DEVELOPMENT_HOST_LABEL = "Development host";
    static final String ADMIN_MAILS = "admin.mails";
    static final String IDENTIFIERS = "identifiers";
    static final String REGISTRATION_OVER_JSON = "registration.json";
    static final String UNCONFIRMED_DAYS = "registration.unconfirmed.days";
    static final String ACCOUNT_DELETION = "account.deletion";
    static final String REQUESTS_PER_SOURCE = "requests.per.source";
    static final String REQUESTS_PER_CLIENT = "requests.per.client";

    /** What each page is for, for its help text. */
    private static final Map<View, String> PURPOSE = Map.of(
            View.CONFIRM, "where links lead that confirm an e-mail address",
            View.RESET, "where links lead that reset a password",
            View.EMAIL, "where links lead that confirm a change of the e-mail address",
            View.ACTION, "where links lead by which an administrator asks for something to be done",
            View.ERROR, "where links lead that no longer work");

    private SpaSettingsForm() {}

    static List<ProviderConfigProperty> properties() {
        var form = ProviderConfigurationBuilder.create();
        for (View view : View.values()) {
            form.property()
                    .name(view.key())
                    .label(label(view))
                    .helpText("The page of the app " + PURPOSE.get(view) + ": a path such as " + view.fallbackPath()
                            + " below the client's root URL, which is used if this is empty, or a whole https"
                            + " address. It has to match the client's valid redirect URIs.")
                    .type(ProviderConfigProperty.STRING_TYPE)
                    .add();
        }
        return form.property()
                .name(CONTEXT)
                .label("Context in")
                .helpText("Where the address of a page tells the app what happened: in the fragment, which no server"
                        + " sees, or in the query, for apps that cannot read a fragment.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(FRAGMENT, QUERY)
                .defaultValue(FRAGMENT)
                .add()
                .property()
                .name(CONFIRM_MODE)
                .label("Confirm mode")
                .helpText("\"" + REDEEM + "\": the app redeems the link when the person clicks, so that mail scanners"
                        + " cannot. \"" + ONE_CLICK + "\": opening the link confirms the address, whoever opens it.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(REDEEM, ONE_CLICK)
                .defaultValue(REDEEM)
                .add()
                .property()
                .name(DEVELOPMENT_HOST)
                .label(DEVELOPMENT_HOST_LABEL)
                .helpText("Moves all pages to a development server on the same machine, such as"
                        + " http://localhost:4200. Works only where Keycloak runs with"
                        + " --spi-realm-restapi-extension--spa--development-hosts=true.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(ADMIN_MAILS)
                .label("Receives admin mails")
                .helpText("Links of mails that an administrator sends without naming a client lead to this app. Switch"
                        + " it on for one client of a realm only.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(IDENTIFIERS)
                .label("Identifiers")
                .helpText("What people of this app may type to say who they are, in the order in which it is looked up:"
                        + " \"username\", \"email\", or \"attribute:\" with the name of a user attribute. Empty: what"
                        + " the setting of the login flow says.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(REGISTRATION_OVER_JSON)
                .label("Registration over JSON")
                .helpText("Lets the app register people by its own form, over the JSON API. It takes effect only while"
                        + " \"User registration\" is on in the realm's login settings. Off: people register on"
                        + " Keycloak's page.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(UNCONFIRMED_DAYS)
                .label("Days for unconfirmed registrations")
                .helpText("After how many days an account is removed that was registered over JSON, whose address"
                        + " nobody has confirmed and that has no password yet. Its user name and its address are free"
                        + " again from then on.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue(Integer.toString(SpaSettings.UNCONFIRMED_DAYS))
                .add()
                .property()
                .name(ACCOUNT_DELETION)
                .label("Account deletion")
                .helpText("Lets the app's people delete their own accounts over the JSON API, for good and for all apps"
                        + " of the realm. This setting alone decides: Keycloak's role delete-account is about"
                        + " Keycloak's own page.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(REQUESTS_PER_SOURCE)
                .label("Requests a minute per source")
                .helpText("How many requests to the JSON API one network address may send in a minute.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue(Integer.toString(SpaSettings.REQUESTS_PER_SOURCE))
                .add()
                .property()
                .name(REQUESTS_PER_CLIENT)
                .label("Requests a minute per client")
                .helpText("How many requests to the JSON API all users of the app together may send in a minute.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue(Integer.toString(SpaSettings.REQUESTS_PER_CLIENT))
                .add()
                .build();
    }

    static String label(View view) {
        return "View " + view.key().substring(view.key().indexOf('.') + 1);
    }
}

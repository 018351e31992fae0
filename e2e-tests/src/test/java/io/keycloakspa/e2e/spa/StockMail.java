package io.keycloakspa.e2e.spa;

/** The ways in which Keycloak itself comes to mail a link, and what the app does with each. */
public enum StockMail {
    /** Somebody registers on the hosted page; there is no password yet. */
    REGISTRATION("confirm", "/confirmations/redeem", true),
    /** "Forgot password?" on the hosted page. */
    FORGOTTEN_PASSWORD("reset", "/password-resets/redeem", true),
    /** An administrator asks for things that an app can do. */
    ADMIN_ACTIONS("action", "/actions/redeem", true),
    /** An administrator asks to confirm the address. */
    ADMIN_VERIFICATION("confirm", "/confirmations/redeem", false),
    /** Somebody who is signed in asks for another address on the hosted page. */
    CHANGE_OF_ADDRESS("email", "/email-changes/redeem", false);

    private final String view;
    private final String redeemPath;
    private final boolean takesPassword;

    StockMail(String view, String redeemPath, boolean takesPassword) {
        this.view = view;
        this.redeemPath = redeemPath;
        this.takesPassword = takesPassword;
    }

    /** The last part of the path of the app's page. */
    public String view() {
        return view;
    }

    public String redeemPath() {
        return redeemPath;
    }

    public boolean takesPassword() {
        return takesPassword;
    }

    /** Whether it does nothing but confirm an address, so that a second time is no error. */
    public boolean onlyConfirms() {
        return view.equals("confirm");
    }
}

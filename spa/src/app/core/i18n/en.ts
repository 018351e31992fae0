type RuleCode =
  | 'length_min'
  | 'length_max'
  | 'digits_min'
  | 'lower_case_min'
  | 'upper_case_min'
  | 'special_chars_min'
  | 'not_among_last'
  | 'not_used_for_days'
  | 'not_username'
  | 'not_contains_username'
  | 'not_email'
  | 'not_common'
  | 'pattern';

const rules: Readonly<Record<RuleCode, (value: number) => string>> = {
  length_min: (value) => `At least ${value} ${value === 1 ? 'character' : 'characters'}`,
  length_max: (value) => `At most ${value} ${value === 1 ? 'character' : 'characters'}`,
  digits_min: (value) => `At least ${value} ${value === 1 ? 'digit' : 'digits'}`,
  lower_case_min: (value) => `At least ${value} lower-case ${value === 1 ? 'letter' : 'letters'}`,
  upper_case_min: (value) => `At least ${value} upper-case ${value === 1 ? 'letter' : 'letters'}`,
  special_chars_min: (value) =>
    `At least ${value} ${value === 1 ? 'character that is' : 'characters that are'} no letter and no digit`,
  not_among_last: (value) => `None of your last ${value}`,
  not_used_for_days: (value) => `Not used in the last ${value === 1 ? 'day' : `${value} days`}`,
  not_username: () => 'Not your user name',
  not_contains_username: () => 'Without your user name in it',
  not_email: () => 'Not your e-mail address',
  not_common: () => 'None that is widely known',
  pattern: () => 'Of the form that this site asks for',
};

/** The words of the app in English, by screen. Whole sentences, as word order differs between languages. */
export const en = {
  product: 'Keycloak SPA',
  /** Of the browser's tab and history, by the route's key. */
  titles: {
    articles: 'Articles',
    mine: 'My articles',
    article: 'Article',
    newArticle: 'New article',
    editArticle: 'Edit article',
    signingIn: 'Signing in',
    signInRequired: 'Please sign in',
    notFound: 'Page not found',
    account: 'Account',
    profile: 'Profile',
    password: 'Password',
    address: 'E-mail address',
    username: 'User name',
    sessions: 'Sessions',
    delete: 'Delete account',
    register: 'Create an account',
    confirm: 'Confirm your address',
    reset: 'Choose a new password',
    email: 'Confirm your new address',
    action: 'Complete your account',
    error: 'About your link',
    forgot: 'Forgot password',
    resend: 'Confirmation mail',
  } as Readonly<Record<string, string>>,
  loading: 'Loading …',
  oneMoment: 'One moment …',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  startFailed: {
    heading: 'This blog cannot start',
    text: 'Its configuration could not be loaded. That is rarely your fault: wait a moment, then try again.',
  },
  shell: {
    skip: 'Skip to content',
    main: 'Main',
    articles: 'Articles',
    myArticles: 'My articles',
    newArticle: 'New article',
    account: 'Account',
    signOut: 'Sign out',
    signOutFailed:
      'The sign-in service cannot be reached, so you are still signed in. Try again in a moment.',
    foot: 'A blog whose people sign in with Keycloak.',
    language: 'Language',
    offline: 'You are offline. What you type is kept on this device.',
    sessionEnded: 'Your session has ended',
    sessionEndedText: 'Your text is kept on this device. Sign in and go on right here.',
    endsSoon: (time: string) => `Your session ends at ${time}`,
    endsSoonText: 'Save what you are doing, or sign in anew now: unsaved text is kept.',
    confirm: 'Please confirm that it is you',
    confirmText:
      'This step needs a sign-in that is not older than a few minutes. What you typed is kept.',
    confirmButton: 'Confirm',
    confirmHopeless: 'This step was refused',
    confirmHopelessText:
      'The server asks for another sign-in each time, even after a new one. Please try again later.',
  },
  auth: {
    signIn: 'Sign in',
    signInAgain: 'Sign in again',
    register: 'Create an account',
    forgot: 'Forgot password?',
    unreachable: 'The sign-in service cannot be reached. Wait a moment, then try again.',
    required: 'Please sign in',
    requiredText:
      'Articles here are for people with an account. After signing in you land right here again.',
    accountRequired: 'Your account',
    accountRequiredText:
      'Before anything about your account is shown, please confirm that it is you. This lasts for a few minutes.',
    signingIn: 'Signing in',
    refused: 'Signing in did not work',
    refusedText:
      'The answer was refused: it was too old, used before, or not meant for this page. Nothing has happened to your account.',
    wrongPerson: 'You are somebody else now',
    wrongPersonText: (name: string) =>
      `You signed in as ${name}, but what you were doing belongs to another account. Its unsaved text is kept for that account and shown to nobody else.`,
    goOnAs: (name: string) => `Go on as ${name}`,
  },
  welcome: {
    eyebrow: 'A blog on Keycloak',
    heading: 'Write it down.',
    headingAccent: 'Keep the keys elsewhere.',
    lead: 'Draft in quiet, publish when it is ready, read what others wrote. Keycloak knows who you are, so that this page never sees your password.',
    hint: 'Your user name or your e-mail address will do.',
    points: [
      {
        heading: 'Drafts stay yours',
        text: 'Nobody else can read a draft, or learn that it exists.',
      },
      {
        heading: 'One name or the other',
        text: 'Sign in by user name or by e-mail address, in one field.',
      },
      {
        heading: 'Nothing left behind',
        text: 'Tokens live in this page’s memory only, never in storage.',
      },
    ],
  },
  notFound: {
    heading: 'Page not found',
    text: 'There is nothing at this address. It may be misspelt, or the page has moved.',
    toStart: 'To the start page',
  },
  problems: {
    invalid: 'This cannot be saved yet',
    sessionEnded: 'Your session has ended',
    forbidden: 'You may not do this',
    notFound: 'There is no such thing',
    tooLarge: 'This is too large',
    tooMany: 'Too many requests',
    tooManyWait: (seconds: number) =>
      seconds === 1
        ? 'Please wait one more second.'
        : `Please wait ${seconds} more seconds, then try again.`,
    server: 'The server has a problem',
    serverText: 'It is not your fault. Wait a moment, then try again.',
    unreachable: 'The server cannot be reached',
    unreachableText: 'Check the connection, then try again.',
    unexpected: 'Something went wrong',
    /** By the stable code of the answer. */
    codes: {
      article_not_found: 'It was deleted, or it is not published.',
      not_your_article: 'Only its author may change it.',
      insufficient_role: 'Your account may read articles, but not write them.',
      insufficient_scope: 'This sign-in is not good for that. Sign out and in again.',
      precondition_failed: 'It was changed elsewhere meanwhile.',
    } as Readonly<Record<string, string>>,
  },
  articles: {
    all: 'Articles',
    mine: 'My articles',
    one: 'Article',
    empty: 'Nothing here yet',
    emptyAll: 'As soon as somebody publishes an article, it appears here.',
    emptyMine: 'What you write appears here, drafts too.',
    writeFirst: 'Write the first one',
    noHits: 'Nothing found',
    noHitsText: (words: string) => `No article has all of “${words}” in it.`,
    search: 'Search',
    searchHint: 'All words must occur; "a phrase", or, -not.',
    clearSearch: 'Clear the search',
    more: 'More articles',
    shown: (count: number) => (count === 1 ? 'One article shown' : `${count} articles shown`),
    filter: 'Which of mine',
    everything: 'All',
    drafts: 'Drafts',
    published: 'Published',
    draft: 'Draft',
    you: 'You',
    edit: 'Edit',
    delete: 'Delete',
    loadAgain: 'Load it again',
    noSuch: 'No such article',
    noSuchText: 'It was deleted, or it is not published.',
    toArticles: 'To the articles',
    deleteHeading: 'Delete this article?',
    deleteText: (title: string) => `“${title}” is gone for good then.`,
    keep: 'Keep it',
  },
  editor: {
    new: 'New article',
    edit: 'Edit article',
    title: 'Title',
    text: 'Text',
    textHint: 'Markdown: # heading, **bold**, - list, [link](https://…)',
    write: 'Write',
    preview: 'Preview',
    previewEmpty: 'Nothing to show yet.',
    mode: 'Text or preview',
    readers: 'Who may read it',
    draft: 'Draft: only you',
    published: 'Published: everybody signed in',
    readersHint: 'You can change this later.',
    save: 'Save',
    saving: 'Saving …',
    titleBlank: 'Give your article a title.',
    titleTooLong: 'A title has at most 200 characters.',
    textBlank: 'Write something first.',
    textTooLong: 'An article has at most 100 kB.',
    chooseOne: 'Choose one.',
    kept: 'Your unsaved text is back',
    keptText: (when: string) => `It was kept on this device on ${when}.`,
    dropKept: 'Discard it',
    keptNow: 'Unsaved text is kept on this device',
    conflict: 'This article was saved elsewhere meanwhile',
    conflictText:
      'Both versions are here. Choose the one to go on with; nothing is saved before you say so.',
    mineHeading: 'Your text',
    theirsHeading: 'The saved one',
    takeMine: 'Keep mine',
    takeTheirs: 'Take the saved one',
    decideLater: 'Decide later',
  },
  account: {
    nav: 'Account',
    heading: 'Your account',
    save: 'Save',
    saved: 'Saved',
    required: 'This has to be filled in.',
    notAllowed: 'This site does not let people change that by themselves.',
    profile: { nav: 'Profile', heading: 'Your profile' },
    password: {
      nav: 'Password',
      heading: 'Change your password',
      text: 'You stay signed in here, and are signed out everywhere else.',
      current: 'Current password',
      currentMissing: 'Type the password that you have now.',
      button: 'Change password',
      done: 'Your password is changed. You are signed out everywhere else.',
    },
    address: {
      nav: 'E-mail address',
      heading: 'Change your e‑mail address',
      label: 'E-mail address',
      text: 'We mail a link to the new address. It becomes yours when you open the link; until then nothing changes.',
      button: 'Send the link',
      done: 'Look into the mailbox of the new address: the link in the mail confirms it.',
      missing: 'Type an e-mail address.',
      none: 'none',
      unconfirmed: 'not confirmed',
      pending: (address: string) => `${address} waits to be confirmed by the link in the mail.`,
    },
    username: {
      nav: 'User name',
      heading: 'Change your user name',
      label: 'User name',
      text: 'You sign in with it from then on; your address works as before.',
      button: 'Change user name',
      done: 'Your user name is changed.',
      missing: 'Type a user name.',
    },
    sessions: {
      nav: 'Sessions',
      heading: 'Where you are signed in',
      text: 'End what you do not know, then change your password.',
      current: 'This one',
      lastUsed: (when: string) => `Last used ${when}`,
      apps: (names: string) => `Apps: ${names}`,
      end: 'End',
      endOthers: 'End all others',
      unknown: 'Unknown device',
    },
    delete: {
      nav: 'Delete account',
      heading: 'Delete your account',
      text: 'Your account is removed for good, here and in all apps that share this sign-in. Nobody can bring it back.',
      sure: 'I want my account to be deleted for good.',
      notSure: 'Tick the box if you are sure.',
      button: 'Delete my account',
    },
  },
  /** What a mailed link is for, by its purpose. */
  links: {
    confirm: {
      heading: 'Confirm your address',
      label: 'Confirm address',
      done: 'Your address is confirmed',
      doneText: 'Sign in to go on.',
      goOn: 'Sign in',
    },
    reset: {
      heading: 'Choose a new password',
      label: 'Change password',
      done: 'Your password is changed',
      doneText: 'You are signed out everywhere. Sign in with the new password.',
      goOn: 'Sign in',
    },
    email: {
      heading: 'Confirm your new address',
      label: 'Use this address',
      done: 'Your address is changed',
      doneText: 'Mails come to the new address from now on.',
      goOn: 'Continue',
    },
    action: {
      heading: 'Complete your account',
      label: 'Continue',
      done: 'All done',
      doneText: 'Sign in to go on.',
      goOn: 'Sign in',
    },
  },
  leads: {
    yourAddress: 'your address',
    confirmWithPassword: (address: string) =>
      `Choose the password of your new account. ${address} is confirmed with it.`,
    confirm: (address: string) => `One click, and ${address} is confirmed.`,
    reset: (address: string) =>
      `For the account with the address ${address}. It is signed out everywhere else.`,
    email: (address: string) => `${address} becomes the address of your account.`,
    action: (address: string) => `This is to be done for the account with the address ${address}:`,
    gone: 'Open the link from the mail again',
    goneText:
      'This page keeps a link only as long as it is not loaded again. If the link has done its work, just sign in.',
    actions: {
      verify_email: 'Confirm your e-mail address',
      update_password: 'Choose a new password',
    } as Readonly<Record<string, string>>,
  },
  mails: {
    reset: {
      heading: 'Forgot your password?',
      lead: 'We mail you a link and a code. With either of them you choose a new one.',
    },
    confirm: {
      heading: 'Confirm your address',
      lead: 'We mail you the link to confirm it again, and a code.',
    },
    identity: 'User name or e-mail address',
    identityMissing: 'Say whom the mail is for.',
    send: 'Send me the mail',
    onItsWay: 'Look into your mailbox',
    onItsWayText: (minutes: number) =>
      `If there is an account, a mail is on its way. Open the link in it, or type its code here within ${minutes} minutes.`,
    askAgain: 'No mail? Ask again',
    resend: 'No mail to confirm your address?',
    code: 'Code from the mail',
    codeHint: '8 digits',
    codeWrong: 'The code has 8 digits.',
    newResetMail: 'New mail for my password',
    newConfirmMail: 'New mail to confirm my address',
  },
  passwords: {
    label: 'New password',
    show: 'Show',
    hide: 'Hide',
    showWhat: 'the password',
    met: '(done)',
    missing: 'Choose a password.',
    broken: 'This password breaks a rule below.',
    /** By the code of the rule. */
    rules,
  },
  /** What every realm has, in the language of the page; other fields go by the name that the server gives. */
  attributes: {
    firstName: 'First name',
    lastName: 'Last name',
  } as Readonly<Record<string, string>>,
  register: {
    heading: 'Create an account',
    lead: 'A name to be known by, and an address for the mail that confirms it.',
    username: 'User name',
    usernameHint: 'People see it. Letters, digits, dots and dashes.',
    usernameMissing: 'Choose a user name.',
    email: 'E-mail address',
    emailMissing: 'Type an e-mail address.',
    missing: 'This has to be filled in.',
    button: 'Create the account',
    haveOne: 'You have an account?',
    onItsWay: 'Look into your mailbox',
    onItsWayText: (minutes: number) =>
      `A mail is on its way to the address that you gave. Open the link in it, on any device, or type its code here within ${minutes} minutes. With it you choose your password.`,
    done: 'Welcome',
    doneText: 'Your account is ready. Sign in to go on.',
    onHostedPage: 'Accounts are created on the sign-in page',
    onHostedPageText: 'Choose “Register” there.',
    off: 'No new accounts here',
    offText: 'This site does not let people create accounts by themselves.',
  },
  /** What a refusal means and what to do, by its code. */
  advice: {
    invalid_link: {
      heading: 'This link does not work',
      text: 'It was used before, another one has taken its place, or a part of it got lost on the way.',
    },
    expired_link: {
      heading: 'This link has expired',
      text: 'Links in mails work for a limited time only, which keeps your account safe.',
    },
    already_confirmed: {
      heading: 'Your address is confirmed already',
      text: 'There is nothing left to do here: sign in.',
    },
    other_user_signed_in: {
      heading: 'Somebody else is signed in here',
      text: 'The link belongs to another account than the one this browser is signed in with. Sign out, then open the link from the mail again.',
    },
    flow_failed: {
      heading: 'That did not work',
      text: 'What this link belongs to is over or was given up. Nothing has changed: sign in and start again.',
    },
    flow_required: {
      heading: 'This goes on at the sign-in page',
      text: 'Your account is protected by more than a password. Choose “Forgot password?” at the sign-in page, which leads through all of it.',
    },
    password_reset_disabled: {
      heading: 'Passwords are not reset here',
      text: 'Ask whoever looks after your account for a new password.',
    },
    email_taken: {
      heading: 'This address belongs to another account',
      text: 'Your address stays as it was. Sign in and choose another one.',
    },
    invalid_code: {
      heading: 'This code does not work',
      text: 'Compare it with the newest mail. After five wrong tries or ten minutes only a new mail helps.',
    },
    password_required: {
      heading: 'A password is missing',
      text: 'Your account has no password yet: choose one.',
    },
    validation_failed: {
      heading: 'Something needs a change',
      text: 'Check what you typed, then try again.',
    },
    rate_limited: { heading: 'Too many requests', text: 'Wait a moment, then try again.' },
    invalid_request: {
      heading: 'The server did not understand this page',
      text: 'Load the page again. If that does not help, tell whoever runs this site.',
    },
    unknown_client: {
      heading: 'This site is not set up for that',
      text: 'Tell whoever runs it: the sign-in service does not know this application.',
    },
    origin_not_allowed: {
      heading: 'This site is not set up for that',
      text: 'Tell whoever runs it: the sign-in service does not expect this address.',
    },
  },
  /** Whom to ask for the next mail, by the purpose of the one whose link is no longer good. */
  nextMail: {
    confirm: 'Ask for a new mail.',
    reset: 'Ask for a new mail.',
    email: 'Sign in and ask for the change of your address again.',
    action: 'Whoever looks after your account can send you a new one.',
    unknown: 'Ask for a new mail.',
  },
};

export type Messages = typeof en;

import type { LinkInfo, Purpose } from './account-api';

/** What a screen says about a link of one purpose. */
export interface LinkTexts {
  readonly heading: string;
  /** The button that spends the link. */
  readonly label: string;
  readonly done: string;
  readonly doneText: string;
  /** The button that leads on from there, through the sign-in page. */
  readonly goOn: string;
}

export const LINK_TEXTS: Readonly<Record<Purpose, LinkTexts>> = {
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
};

const ACTIONS = new Map([
  ['verify_email', 'Confirm your e-mail address'],
  ['update_password', 'Choose a new password'],
]);

export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(LINK_TEXTS, text);
}

/** The sentence before the button, with the masked address as a mark that it is the right account. */
export function leadOf({ purpose, email, passwordRequired }: LinkInfo): string {
  const address = email || 'your address';
  switch (purpose) {
    case 'confirm':
      return passwordRequired
        ? `Choose the password of your new account. ${address} is confirmed with it.`
        : `One click, and ${address} is confirmed.`;
    case 'reset':
      return `For the account with the address ${address}. It is signed out everywhere else.`;
    case 'email':
      return `${address} becomes the address of your account.`;
    default:
      return `This is to be done for the account with the address ${address}:`;
  }
}

export function actionsInWords({ actions }: LinkInfo): string[] {
  return actions.map((action) => ACTIONS.get(action) ?? action.replaceAll('_', ' '));
}

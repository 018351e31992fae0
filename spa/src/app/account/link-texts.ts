import type { Messages } from '../core/i18n/en';
import type { LinkInfo, Purpose } from './account-api';

const PURPOSES = new Set<string>(['confirm', 'reset', 'email', 'action'] satisfies Purpose[]);

export function isPurpose(text: string): text is Purpose {
  return PURPOSES.has(text);
}

/** The sentence before the button, with the masked address as a mark that it is the right account. */
export function leadOf(
  { purpose, email, passwordRequired }: LinkInfo,
  words: Messages['leads'],
): string {
  const address = email || words.yourAddress;
  switch (purpose) {
    case 'confirm':
      return passwordRequired ? words.confirmWithPassword(address) : words.confirm(address);
    case 'reset':
      return words.reset(address);
    case 'email':
      return words.email(address);
    default:
      return words.action(address);
  }
}

/** What an administrator asked for; a thing that we have no words for goes by its own name. */
export function actionsInWords({ actions }: LinkInfo, words: Messages['leads']): string[] {
  const known = new Map(Object.entries(words.actions));
  return actions.map((action) => known.get(action) ?? action.replaceAll('_', ' '));
}

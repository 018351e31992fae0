import { loadConfig } from './config';
import { Session } from './session';
import { Subscription } from './subscription';

const SCREENS = ['waiting', 'signed-out', 'signed-in', 'failed'] as const;

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) {
    throw new Error(`index.html lacks ${selector}.`);
  }
  return found;
}

function byId(id: string): HTMLElement {
  return find(`#${id}`);
}

function show(screen: (typeof SCREENS)[number]): void {
  for (const id of SCREENS) {
    byId(id).hidden = id !== screen;
  }
}

function button(testId: string): HTMLElement {
  return find(`[data-testid="${testId}"]`);
}

function choices(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name="often"]')];
}

function showWho(session: Session): void {
  const { person } = session;
  if (person === null) {
    byId('ended').hidden = !session.endedElsewhere;
    show('signed-out');
    return;
  }
  byId('name').textContent = person.name;
  byId('email').textContent = person.email;
  const subscription = new Subscription(person.sub);
  for (const choice of choices()) {
    choice.checked = choice.value === subscription.get();
    choice.onchange = () => {
      subscription.set(choice.value);
      byId('kept').textContent = 'Noted.';
    };
  }
  show('signed-in');
}

/** Does something, and says so if it fails. */
async function attempt(what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch {
    show('failed');
  }
}

button('retry').onclick = () => location.assign('/');
await attempt(async () => {
  const config = await loadConfig();
  byId('blog').setAttribute('href', config.blogUrl);
  const session = new Session(config);
  button('sign-in').onclick = () => void attempt(() => session.signIn());
  button('sign-out').onclick = () => void attempt(() => session.signOut());
  await session.begin();
  showWho(session);

  const look = () => {
    if (document.visibilityState === 'visible' && session.person !== null) {
      // Without a network nothing is known, and nothing changes.
      void session.look().then(
        () => showWho(session),
        () => undefined,
      );
    }
  };
  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
});

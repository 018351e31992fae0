import { UnexpectedAnswer, refusal } from './problem.js';

type Outcome<Data> = Promise<{
  readonly data?: Data | undefined;
  readonly error?: unknown;
  readonly response: Response;
}>;

const KINDS: readonly unknown[] = ['await_mail', 'authenticate', 'done'];

/**
 * The body of a success.
 *
 * @throws SpaProblem or UnexpectedAnswer
 */
export async function send<Data>(outcome: Outcome<Data>): Promise<Data> {
  const { data, error, response } = await unlessUnreadable(outcome);
  if (!response.ok) {
    throw refusal(error, response);
  }
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/json') || !isObject(data)) {
    throw new UnexpectedAnswer(response.status);
  }
  return data;
}

/** What the app does next, out of the body of a success. */
export async function next<Next extends { readonly type: string }>(
  answer: Promise<{ readonly next: Next }>,
): Promise<Next> {
  const body: { readonly next?: unknown } = await answer;
  if (!isObject(body.next) || !KINDS.includes((body.next as { type?: unknown }).type)) {
    throw new UnexpectedAnswer(200);
  }
  return body.next as Next;
}

/** A page instead of JSON makes the reading fail. */
async function unlessUnreadable<Data>(outcome: Outcome<Data>): Outcome<Data> {
  try {
    return await outcome;
  } catch (thrown) {
    throw thrown instanceof SyntaxError ? new UnexpectedAnswer(0) : thrown;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

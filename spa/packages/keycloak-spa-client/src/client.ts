import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { AccountCalls } from './account.js';
import { next, send } from './answers.js';
import type { components, paths } from './openapi.js';

type Schemas = components['schemas'];
/** A request without what the client adds by itself. */
type Without<Request, Member extends string> = Request extends unknown
  ? Omit<Request, Member>
  : never;
type Asked<Name extends keyof Schemas> = Without<Schemas[Name], 'client_id'>;

export type ClientDescription = Schemas['Client'];
export type LinkInfo = Schemas['LinkInfo'];
export type PasswordRule = Schemas['PasswordRule'];
export type ProfileAttribute = Schemas['ProfileAttribute'];
/** Say that a mail is on its way, if there is such an account. */
export type AwaitMail = Schemas['AwaitMail'];
/** Start a sign-in. */
export type Authenticate = Schemas['Authenticate'];
/** Say so. */
export type Done = Schemas['Done'];
/** What the app does next; switch on `type`. */
export type Next = Schemas['Next'];

export interface SpaClientOptions {
  /** The realm's address, as in the `iss` of its tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** Instead of the browser's own; for tests, or to sign requests (DPoP). */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** An access token with scope `account.self`, for the calls below `account`; no other call carries it. */
  readonly accessToken?: () => AccessToken | Promise<AccessToken>;
  /** Language of texts and mails, such as `de`; else the browser's. A function is asked before each call. */
  readonly language?: string | (() => string);
}

type AccessToken = string | null | undefined;

/**
 * The JSON API of one realm, for one app. Each call answers with what the document promises, or throws a `SpaProblem`
 * (refused), an `UnexpectedAnswer` (something in between answered) or what `fetch` throws (unreachable).
 */
export class KeycloakSpaClient {
  /** For the person who has signed in. */
  readonly account: AccountCalls;
  private readonly api: Client<paths>;
  private readonly id: { readonly client_id: string };

  constructor(options: SpaClientOptions) {
    this.id = { client_id: options.clientId };
    this.api = apiOf(options);
    this.account = new AccountCalls(this.api, options.accessToken ?? (() => undefined));
  }

  /** What the app has to know to build its forms: fields, password rules, languages. */
  async describe(): Promise<ClientDescription> {
    const { client_id } = this.id;
    return send(this.api.GET('/clients/{client_id}', { params: { path: { client_id } } }));
  }

  /** What a mailed token is for. It spends nothing. */
  async linkInfo(token: string): Promise<LinkInfo> {
    return send(this.api.POST('/link-info', { body: { ...this.id, token } }));
  }

  /** Opens an account: `await_mail` where the realm verifies addresses, else `authenticate`. */
  async register(body: Asked<'RegistrationRequest'>): Promise<AwaitMail | Authenticate> {
    return next<AwaitMail | Authenticate>(
      send(this.api.POST('/registrations', { body: { ...body, ...this.id } })),
    );
  }

  /** Mails the link that confirms an address again. */
  async requestConfirmation(body: Asked<'MailRequest'>): Promise<AwaitMail> {
    return next(send(this.api.POST('/confirmations', { body: { ...body, ...this.id } })));
  }

  /** Confirms an address, with a first password where `linkInfo` says so. */
  async redeemConfirmation(body: Asked<'RedeemRequest'>): Promise<Authenticate> {
    return next(send(this.api.POST('/confirmations/redeem', { body: { ...body, ...this.id } })));
  }

  /** Mails a link and a code for a new password. */
  async requestPasswordReset(body: Asked<'MailRequest'>): Promise<AwaitMail> {
    return next(send(this.api.POST('/password-resets', { body: { ...body, ...this.id } })));
  }

  /** Sets the new password. */
  async redeemPasswordReset(body: Asked<'RedeemPasswordRequest'>): Promise<Authenticate> {
    return next(send(this.api.POST('/password-resets/redeem', { body: { ...body, ...this.id } })));
  }

  /** Makes the new address the account's. */
  async redeemEmailChange(body: Asked<'RedeemWithoutPasswordRequest'>): Promise<Done> {
    return next(send(this.api.POST('/email-changes/redeem', { body: { ...body, ...this.id } })));
  }

  /** Does what an administrator's mail asks for. */
  async redeemActions(body: Asked<'RedeemActionsRequest'>): Promise<Authenticate> {
    return next(send(this.api.POST('/actions/redeem', { body: { ...body, ...this.id } })));
  }
}

export function createKeycloakSpaClient(options: SpaClientOptions): KeycloakSpaClient {
  return new KeycloakSpaClient(options);
}

function apiOf({ issuer, language, fetch }: SpaClientOptions): Client<paths> {
  const api = createClient<paths>({
    baseUrl: `${issuer.replace(/\/+$/, '')}/spa/v1`,
    // Looked up at each call, so that an app may wrap the browser's own later.
    fetch: fetch ?? ((request) => globalThis.fetch(request)),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // The JSON API never redirects; a redirect that somebody plants must not carry a token or a password on.
    redirect: 'error',
  });
  if (language !== undefined) {
    api.use(speaking(language));
  }
  return api;
}

function speaking(language: string | (() => string)): Middleware {
  return {
    onRequest({ request }) {
      request.headers.set('Accept-Language', typeof language === 'string' ? language : language());
    },
  };
}

import type { Client } from 'openapi-fetch';
import { next, send } from './answers.js';
import type { components, paths } from './openapi.js';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
export type Session = Schemas['Session'];

/**
 * What somebody does with their own account. Whatever changes something needs a sign-in within the last five minutes,
 * else it throws a `SpaProblem` with code `insufficient_user_authentication`: sign in again with its `maxAge`.
 */
export class AccountCalls {
  constructor(
    private readonly api: Client<paths>,
    private readonly accessToken: () => Token | Promise<Token>,
  ) {}

  /** Who am I. */
  async get(): Promise<Account> {
    return send(this.api.GET('/account', await this.signed()));
  }

  /** Replaces the attributes that are given; `null` removes one. */
  async changeProfile(body: Schemas['ProfileChange']): Promise<Schemas['Done']> {
    return next(send(this.api.PATCH('/account', { body, ...(await this.signed()) })));
  }

  /** Other sessions end, this one goes on. */
  async changePassword(body: Schemas['PasswordChange']): Promise<Schemas['Done']> {
    return next(send(this.api.POST('/account/password', { body, ...(await this.signed()) })));
  }

  /** The mail goes to the new address. */
  async changeEmail(body: Schemas['EmailChange']): Promise<Schemas['AwaitMail']> {
    return next(send(this.api.POST('/account/email', { body, ...(await this.signed()) })));
  }

  async changeUsername(body: Schemas['UsernameChange']): Promise<Schemas['Done']> {
    return next(send(this.api.POST('/account/username', { body, ...(await this.signed()) })));
  }

  /** Where the person is signed in. */
  async sessions(): Promise<readonly Session[]> {
    return (await send(this.api.GET('/account/sessions', await this.signed()))).sessions;
  }

  async endSession(id: string): Promise<Schemas['Done']> {
    const session = { params: { path: { id } } };
    return next(
      send(this.api.DELETE('/account/sessions/{id}', { ...session, ...(await this.signed()) })),
    );
  }

  async endOtherSessions(): Promise<Schemas['Done']> {
    return next(send(this.api.DELETE('/account/sessions', await this.signed())));
  }

  /** Deletes the account. */
  async remove(): Promise<Schemas['Done']> {
    return next(send(this.api.DELETE('/account', await this.signed())));
  }

  private async signed(): Promise<{ headers: Record<string, string> }> {
    const token = await this.accessToken();
    return { headers: token ? { Authorization: `Bearer ${token}` } : {} };
  }
}

type Token = string | null | undefined;

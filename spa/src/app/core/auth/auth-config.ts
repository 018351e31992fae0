import { DOCUMENT, Injectable, inject } from '@angular/core';

/** What the web front says in `/config.json`: one build serves every installation. */
export interface AuthConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Absolute; of the page's own origin unless the installation says otherwise. */
  readonly apiUrl: URL;
  /** Whether tokens are bound to a key of this page (RFC 9449), so that they are of no use elsewhere. */
  readonly dpop: boolean;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/;

/** Checks every member, so that a wrong file is told at the start and not by the first failing request. */
export function parseAuthConfig(json: unknown, origin: string): AuthConfig {
  const { issuer, clientId, apiUrl, dpop = false } = (json ?? {}) as Record<string, unknown>;
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) {
    throw new Error('"issuer" must be the URL of the Keycloak realm.');
  }
  if (!isProtected(new URL(issuer))) {
    throw new Error('"issuer" must be an https URL (http is for this machine only).');
  }
  if (typeof clientId !== 'string' || clientId === '') {
    throw new Error('"clientId" must name the client of the realm.');
  }
  if (typeof apiUrl !== 'string' || !URL.canParse(apiUrl, origin)) {
    throw new Error('"apiUrl" must be a path such as "/api".');
  }
  const api = new URL(apiUrl, origin);
  // Another host is written out, so that no slip in a path sends tokens there.
  if (api.origin !== origin && !(/^https?:/.test(apiUrl) && isProtected(api))) {
    throw new Error('"apiUrl" must be a path, or an https URL if the API has a host of its own.');
  }
  if (typeof dpop !== 'boolean') {
    throw new Error('"dpop" must be true or false.');
  }
  return { issuer, clientId, apiUrl: api, dpop };
}

function isProtected({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** Holds the configuration from the application's start on. */
@Injectable({ providedIn: 'root' })
export class AuthConfigStore {
  private readonly origin = inject(DOCUMENT).location.origin;
  private config?: AuthConfig;

  get value(): AuthConfig {
    if (!this.config) {
      throw new Error('The configuration is read before it is loaded.');
    }
    return this.config;
  }

  async load(): Promise<void> {
    const response = await fetch('/config.json', { cache: 'no-store' });
    if (!response.ok) {
      throw new Error(`The server answered ${response.status} for /config.json.`);
    }
    this.config = parseAuthConfig(await response.json(), this.origin);
  }
}

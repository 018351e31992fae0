/** What the web server says in `/config.json`. */
export interface Config {
  readonly issuer: string;
  readonly clientId: string;
  readonly blogUrl: string;
}

export async function loadConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`The server answered ${answer.status} for /config.json.`);
  }
  return (await answer.json()) as Config;
}

import { inject } from '@angular/core';
import { type CanMatchFn, Router } from '@angular/router';
import { AuthService } from './auth-service';

/**
 * A route with this guard exists for signed-in people only. Others match the next route of the same path, which asks
 * them to sign in and leaves the address alone; nobody is sent to the login page without a click.
 */
export const signedIn: CanMatchFn = async () => {
  const auth = inject(AuthService);
  const address = target();
  if (!auth.signedIn()) {
    await auth.resume(address);
  }
  return auth.signedIn();
};

export const signedOut: CanMatchFn = () => !inject(AuthService).signedIn();

/** The same for the account area, with its own sign-in. */
export const signedInToAccount: CanMatchFn = async () => {
  const auth = inject(AuthService);
  const address = target();
  if (!auth.signedInToAccount()) {
    await auth.resume(address);
  }
  return auth.signedInToAccount();
};

function target(): string {
  return inject(Router).currentNavigation()?.extractedUrl.toString() ?? '/';
}

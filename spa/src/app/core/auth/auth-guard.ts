import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import { AuthService } from './auth-service';

/**
 * A route with this guard exists for signed-in people only. Others match the next route of the same path, which asks
 * them to sign in and leaves the address alone; nobody is sent to the login page without a click.
 */
export const signedIn: CanMatchFn = () => inject(AuthService).signedIn();

export const signedOut: CanMatchFn = () => !inject(AuthService).signedIn();

import type { Route, Routes } from '@angular/router';
import { signedInToAccount } from '../core/auth/auth-guard';
import { type View, takesMailedLink } from '../core/auth/mailed-links';
import type { MailPurpose } from './account-api';

/** The landings of mails are open to everybody; the account itself has a sign-in of its own. */
export const accountRoutes: Routes = [
  landing('confirm', 'confirm'),
  landing('reset', 'reset'),
  landing('email', 'email'),
  landing('action', 'action'),
  landing('error', 'error'),
  {
    path: 'register',
    title: 'register',
    loadComponent: () => import('./register/register-page').then((m) => m.RegisterPage),
  },
  request('forgot', 'forgot', 'reset'),
  request('resend', 'resend', 'confirm'),
  {
    path: '',
    canMatch: [signedInToAccount],
    loadChildren: () => import('./self/self.routes').then((m) => m.selfRoutes),
  },
  ...['', 'password', 'address', 'username', 'sessions', 'delete'].map(gate),
];

/** At the same address while the sign-in of the account is not there. */
function gate(path: string): Route {
  return {
    path,
    pathMatch: 'full',
    title: 'account',
    loadComponent: () => import('./self/account-gate-page').then((m) => m.AccountGatePage),
  };
}

function landing(view: View, title: string): Route {
  return {
    path: view,
    title,
    data: { view },
    canActivate: [takesMailedLink],
    runGuardsAndResolvers: 'always',
    loadComponent: () => import('./mailed-link-page').then((m) => m.MailedLinkPage),
  };
}

function request(path: string, title: string, purpose: MailPurpose): Route {
  return {
    path,
    title,
    data: { purpose },
    loadComponent: () => import('./mail-request-page').then((m) => m.MailRequestPage),
  };
}

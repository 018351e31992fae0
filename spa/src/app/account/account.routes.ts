import type { Route, Routes } from '@angular/router';
import { type View, takesMailedLink } from '../core/auth/mailed-links';
import type { MailPurpose } from './account-api';

/** Open to everybody: whoever comes here cannot sign in yet, or came by a mail. */
export const accountRoutes: Routes = [
  landing('confirm', 'Confirm your address'),
  landing('reset', 'Choose a new password'),
  landing('email', 'Confirm your new address'),
  landing('action', 'Complete your account'),
  landing('error', 'About your link'),
  request('forgot', 'Forgot password', 'reset'),
  request('resend', 'Confirmation mail', 'confirm'),
];

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

import type { Routes } from '@angular/router';
import { AccountFrame } from './account-frame';

/** For people with the account's own sign-in only; the guard is on the parent route. */
export const selfRoutes: Routes = [
  {
    path: '',
    component: AccountFrame,
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'profile',
        loadComponent: () => import('./profile-page').then((m) => m.ProfilePage),
      },
      {
        path: 'password',
        title: 'password',
        loadComponent: () => import('./password-page').then((m) => m.PasswordPage),
      },
      {
        path: 'address',
        title: 'address',
        data: { what: 'address' },
        loadComponent: () => import('./text-change-page').then((m) => m.TextChangePage),
      },
      {
        path: 'username',
        title: 'username',
        data: { what: 'username' },
        loadComponent: () => import('./text-change-page').then((m) => m.TextChangePage),
      },
      {
        path: 'sessions',
        title: 'sessions',
        loadComponent: () => import('./sessions-page').then((m) => m.SessionsPage),
      },
      {
        path: 'delete',
        title: 'delete',
        loadComponent: () => import('./delete-page').then((m) => m.DeletePage),
      },
    ],
  },
];

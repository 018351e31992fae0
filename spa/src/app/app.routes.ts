import type { Routes } from '@angular/router';
import { signedIn, signedOut } from './core/auth/auth-guard';

export const routes: Routes = [
  {
    path: 'callback',
    title: 'signingIn',
    loadComponent: () => import('./core/auth/callback-page').then((m) => m.CallbackPage),
  },
  {
    path: 'account',
    loadChildren: () => import('./account/account.routes').then((m) => m.accountRoutes),
  },
  {
    path: '',
    canMatch: [signedIn],
    loadChildren: () => import('./articles/articles.routes').then((m) => m.articlesRoutes),
  },
  {
    path: '',
    pathMatch: 'full',
    canMatch: [signedOut],
    loadComponent: () => import('./views/welcome-page').then((m) => m.WelcomePage),
  },
  {
    path: 'articles',
    canMatch: [signedOut],
    children: [
      {
        path: '**',
        title: 'signInRequired',
        loadComponent: () =>
          import('./core/auth/sign-in-required-page').then((m) => m.SignInRequiredPage),
      },
    ],
  },
  {
    path: '**',
    title: 'notFound',
    loadComponent: () => import('./views/not-found-page').then((m) => m.NotFoundPage),
  },
];

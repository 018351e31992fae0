import type { Routes } from '@angular/router';
import { ArticleList } from './article-list';

const articleEditor = () => import('./article-editor').then((m) => m.ArticleEditor);

/** For signed-in people only; the guard is on the parent route. */
export const articlesRoutes: Routes = [
  { path: '', pathMatch: 'full', title: 'Articles', component: ArticleList },
  {
    path: 'articles',
    children: [
      { path: '', pathMatch: 'full', title: 'Articles', component: ArticleList },
      { path: 'mine', title: 'My articles', component: ArticleList, data: { scope: 'mine' } },
      {
        path: 'new',
        title: 'New article',
        loadComponent: articleEditor,
        data: { keepWhenSessionEnds: true },
      },
      {
        path: ':id',
        title: 'Article',
        loadComponent: () => import('./article-reader').then((m) => m.ArticleReader),
      },
      {
        path: ':id/edit',
        title: 'Edit article',
        loadComponent: articleEditor,
        data: { keepWhenSessionEnds: true },
      },
    ],
  },
];

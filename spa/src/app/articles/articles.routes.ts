import type { Routes } from '@angular/router';
import { ArticleList } from './article-list';

const articleEditor = () => import('./article-editor').then((m) => m.ArticleEditor);

/** For signed-in people only; the guard is on the parent route. */
export const articlesRoutes: Routes = [
  { path: '', pathMatch: 'full', title: 'articles', component: ArticleList },
  {
    path: 'articles',
    children: [
      { path: '', pathMatch: 'full', title: 'articles', component: ArticleList },
      { path: 'mine', title: 'mine', component: ArticleList, data: { scope: 'mine' } },
      {
        path: 'new',
        title: 'newArticle',
        loadComponent: articleEditor,
        data: { keepWhenSessionEnds: true },
      },
      {
        path: ':id',
        title: 'article',
        loadComponent: () => import('./article-reader').then((m) => m.ArticleReader),
      },
      {
        path: ':id/edit',
        title: 'editArticle',
        loadComponent: articleEditor,
        data: { keepWhenSessionEnds: true },
      },
    ],
  },
];

/** The running stack's web front; set BLOG_URL where the stack listens elsewhere. */
const target = process.env.BLOG_URL ?? 'http://localhost:8080';

export default {
  '/api': { target, changeOrigin: true },
  '/config.json': { target, changeOrigin: true },
};

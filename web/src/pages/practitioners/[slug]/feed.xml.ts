export { rss as GET } from '../../../feeds/routes.ts';

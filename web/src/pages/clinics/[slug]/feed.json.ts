export { json as GET } from '../../../feeds/routes.ts';

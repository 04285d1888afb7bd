export { atom as GET } from '../../../feeds/routes.ts';

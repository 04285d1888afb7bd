export { type BuildOptions, type BuildReport, buildSite, prepareDevelopment } from './build.ts';
export { type Folders, foldersIn } from './folders.ts';
export { RenderError } from './bundle.ts';
export { serveSite } from './serve.ts';
export { ContentError } from './sync.ts';

export { type BuildOptions, type BuildReport, buildSite, restoreSite } from './build.ts';
export { type Folders, foldersIn } from './folders.ts';
export { RenderError } from './render.ts';
export { serveSite } from './serve.ts';
export { ContentError } from './sync.ts';

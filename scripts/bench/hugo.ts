/** Hugo on the text of the same posts from local files, with as little around them as can be. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toText } from '@meridian/article';
import { openReplica } from '@meridian/content';

/** Whether there is one on this machine. */
export const hasHugo = (): boolean => spawnSync('hugo', ['version']).status === 0;

const files = {
  'config.toml': `baseURL = "https://journal.example/"
title = "Journal"
paginate = 20
disableKinds = ["taxonomy", "term", "RSS"]
`,
  'layouts/_default/baseof.html': `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head>
<body><main>{{ block "main" . }}{{ end }}</main></body></html>`,
  'layouts/_default/single.html': `{{ define "main" }}<h1>{{ .Title }}</h1>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Params.summary }}</p>{{ .Content }}{{ end }}`,
  'layouts/_default/list.html': `{{ define "main" }}<h1>{{ .Title }}</h1>
{{ range .Paginator.Pages }}<article><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<p>{{ .Params.summary }}</p></article>{{ end }}{{ template "_internal/pagination.html" . }}{{ end }}`,
};

/** Writes the posts of a replica as a site of Hugo. */
export function writeHugoSite(replicaFile: string, folder: string): void {
  for (const path of ['content/posts', 'layouts/_default'])
    mkdirSync(join(folder, path), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const replica = openReplica(replicaFile);
  for (const { id } of replica.list('Post', 'all')) {
    const post = replica.get('Post', id);
    if (!post) continue;
    const { title, summary, slug, publishAt, body } = post;
    const about = JSON.stringify({ title, summary, date: publishAt });
    writeFileSync(join(folder, 'content/posts', `${slug}.md`), `${about}\n\n${toText(body)}\n`);
  }
  replica.close();
}

/** @returns how many seconds Hugo takes to build a site into a folder that is not there yet. */
export function runHugo(folder: string, output: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync('hugo', ['--quiet', '-s', folder, '-d', output], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Hugo failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}

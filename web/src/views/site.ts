import { paths, type Replica, type Site } from '@meridian/content';
import { overviews } from '../site-pages.ts';

/** The site's own record, or what serves until somebody has filled it in. */
export function siteOf(content: Replica): Site {
  const [site] = content.list('Site', 'all', { limit: 1 });
  return site ?? unnamed;
}

/**
 * The entries of the navigation that lead somewhere: a page may have been unpublished since. Paths end with a
 * slash, also where it was not typed.
 */
export function navigationOf(content: Replica, { navigation }: Site): Site['navigation'] {
  return navigation.flatMap((entry) => {
    if (!entry.url.startsWith('/')) return [entry];
    const path = entry.url.endsWith('/') ? entry.url : `${entry.url}/`;
    return overviews.includes(path) || content.hasPage(path) ? [{ ...entry, url: path }] : [];
  });
}

const unnamed: Site = {
  id: 'unnamed',
  name: 'Meridian',
  tagline: 'This site is being set up.',
  navigation: [
    { label: 'Articles', url: paths.archive({ of: 'all' }) },
    { label: 'Topics', url: paths.topics() },
    { label: 'Practitioners', url: paths.authors() },
    { label: 'Clinics', url: paths.clinics() },
  ],
  medicalDisclaimer: undefined,
  securityContact: undefined,
  securityExpires: undefined,
  emergencyNotice: undefined,
  links: [],
  defaultImage: undefined,
  comments: undefined,
};

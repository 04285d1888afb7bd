import { paths, type Replica, type Site } from '@meridian/content';

/** The site's own record, or what serves until somebody has filled it in. */
export function siteOf(content: Replica): Site {
  const [site] = content.list('Site', 'all', { limit: 1 });
  return site ?? unnamed;
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
  emergencyNotice: undefined,
  links: [],
  defaultImage: undefined,
};

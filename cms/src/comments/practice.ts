/** What the practice has set about comments, and the languages that it speaks; read once in a while. */
import type { Core } from '@strapi/strapi';

export interface Practice {
  emailRequired: boolean;
  /** Undefined where comments never close by themselves. */
  closeAfterDays: number | undefined;
  /** After how many approved comments a writer is shown at once; undefined where each is read first. */
  autoApproveAfter: number | undefined;
  /** An entry a line. */
  blocklist: readonly string[];
  /** Names in English, as clinics and authors list them. */
  languages: ReadonlySet<string>;
}

/** How long a change of the settings may take to hold, in milliseconds. */
const freshFor = 5_000;

export class PracticeSettings {
  readonly #strapi: Core.Strapi;
  #known: { practice: Promise<Practice>; at: number } | undefined;

  constructor(strapi: Core.Strapi) {
    this.#strapi = strapi;
  }

  read(now: number): Promise<Practice> {
    if (!this.#known || now - this.#known.at > freshFor) {
      const practice = this.#read();
      this.#known = { practice, at: now };
      // What failed is asked again; who waits for it is told.
      practice.catch(() => (this.#known = undefined));
    }
    return this.#known.practice;
  }

  async #read(): Promise<Practice> {
    const { db } = this.#strapi;
    const site: {
      comments?: {
        emailRequired?: boolean | null;
        closeAfterDays?: number | null;
        autoApproveAfter?: number | null;
        blocklist?: string | null;
      } | null;
    } | null = await db.query('api::site.site').findOne({ populate: { comments: true } });
    const speaking = ['api::clinic.clinic', 'api::author.author'] as const;
    const speakers = await Promise.all(
      speaking.map((uid) => db.query(uid).findMany({ select: ['languages'] })),
    );
    const { emailRequired, closeAfterDays, autoApproveAfter, blocklist } = site?.comments ?? {};
    return {
      emailRequired: emailRequired === true,
      closeAfterDays: closeAfterDays ?? undefined,
      autoApproveAfter: autoApproveAfter ?? undefined,
      blocklist: (blocklist ?? '')
        .split('\n')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
      languages: new Set([
        'English',
        ...speakers.flat().flatMap(({ languages }) => (languages ?? []) as string[]),
      ]),
    };
  }
}

/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** Where the form of a comment goes. */
  readonly COMMENTS_URL: string;
}

/** What a visitor may not want to have in public: details of their health, and ways to reach them. */

export type PrivacyHint = 'health' | 'phone' | 'email' | 'birth date';

/**
 * Sentences by which people tell of their own health, in the languages in which practices are asked
 * most. They need not find everything: the notice beside the form says the rest.
 */
const health: readonly RegExp[] = [
  /\bmy (?:own )?(?:diagnos[ie]s|medical (?:history|record)|test results?|blood test|mri|ct scan|biopsy|prescription|medications?|doctor|gp|psychiatrist|oncologist)\b/i,
  /\bi(?:['’]ve| have| had)? (?:been|was|got) (?:diagnosed|prescribed|operated|hospitali[sz]ed)\b/i,
  /\bi(?:['’]m| am) (?:pregnant|hiv|bipolar|diabetic|epileptic|suicidal)\b/i,
  /\bi (?:have|suffer from|was treated for|take|am taking) (?:\w+ ){0,3}(?:cancer|diabetes|depression|anxiety|hiv|epilepsy|endometriosis|fibromyalgia|migraines?|arthritis|\d+ ?mg)\b/i,
  /\b(?:meine (?:diagnose|befunde|medikamente|krankheit)|bei mir wurde|ich (?:bin schwanger|leide an|nehme \S+ ?mg))/i,
  /\b(?:mi diagn[oó]stico|me diagnosticaron|estoy embarazada|mon diagnostic|on m['’]a diagnostiqué|je suis enceinte)/i,
  /我(?:被)?(?:确诊|診斷|诊断)|我的(?:诊断|診斷|病历|病歷)|我怀孕|我懷孕/,
  /تشخيصي|تم تشخيصي|أنا حامل/,
];

const patterns: Record<Exclude<PrivacyHint, 'health'>, RegExp> = {
  // Eight digits or more with what people write between them; years and ranges have fewer.
  phone: /(?<![\w/.-])\+?(?:\(\d{1,4}\)[ .-]?)?(?:\d[ ().-]{0,2}){8,14}\d(?![\w/])/,
  email: /(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
  'birth date':
    /\b(?:born (?:on|in)|date of birth|dob|birthday|geboren am|geburtsdatum|né(?:e)? le|fecha de nacimiento)\b[^\n]{0,20}\d|出生/i,
};

/** Which of these a text seems to hold, in no particular order. */
export function privacyHints(text: string): PrivacyHint[] {
  const withoutLinks = text.replace(/https?:\S+|\bdoi:\S+/gi, '');
  const hints: PrivacyHint[] = health.some((pattern) => pattern.test(withoutLinks))
    ? ['health']
    : [];
  for (const [hint, pattern] of Object.entries(patterns))
    if (pattern.test(withoutLinks)) hints.push(hint as PrivacyHint);
  return hints;
}

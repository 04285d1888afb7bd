/**
 * Looks at a practitioner's reply before it is public: one that says, or lets show, that somebody is or was
 * a patient discloses health information, also when that somebody said so before.
 * @see https://www.ecfr.gov/current/title-45/section-164.502 (uses and disclosures of protected health information)
 */

export interface GuardedPhrase {
  phrase: string;
  /** Why it should not be there. */
  reason: string;
}

const confirms = 'It says or lets show that this person is or was a patient.';
const discusses = 'It speaks of this person’s health or treatment.';

const patterns: readonly [RegExp, string][] = [
  [
    /\b(?:as|you(?:['’]re| are| were)) (?:a|our|my|one of (?:our|my)) (?:former |long-?time |valued )?(?:patient|client)s?\b/i,
    confirms,
  ],
  [
    /\b(?:your|the) (?:last |next |first |previous |recent )?(?:visits?|appointments?|sessions?|consultations?|check-?ups?|intake)\b/i,
    confirms,
  ],
  [
    /\b(?:when|since|after|while|the day) (?:you (?:came|visited|saw|were (?:here|treated|with us|in))|we (?:treated|saw|met|examined) you)\b/i,
    confirms,
  ],
  [
    /\b(?:we|i|dr\.? \w+) (?:treated|saw|examined|needled|diagnosed|prescribed|advised) you\b/i,
    confirms,
  ],
  [
    /\b(?:see|seeing|seen|treat|treating|having|caring for) you (?:again|soon|next|here|at|in (?:the|our)|on)\b/i,
    confirms,
  ],
  [/\byour (?:records?|file|chart|notes|insurance|bill|account|prescription)\b/i, confirms],
  [
    /\byour (?:(?:chronic|low(?:er)?|back|neck|knee|shoulder|ongoing) )*(?:pain|condition|diagnosis|symptoms?|treatment|therapy|progress|recovery|surgery|pregnancy|migraines?|headaches?|anxiety|depression|insomnia|injury|illness|medication|results?)\b/i,
    discusses,
  ],
  [
    /\b(?:glad|happy|pleased|sorry|delighted) (?:to hear |that )?you(?:['’]re| are| were|r)? ?(?:feel(?:ing)?|feel|doing|sleeping|better|back|recover\w*|healed|suffer\w*|(?:still )?in pain)\b/i,
    discusses,
  ],
  [
    /\b(?:deine?|ihre?|eure?)(?:r|n|m|s)? (?:behandlung|termin|sitzung|diagnose|schmerzen|beschwerden|therapie)\b/i,
    discusses,
  ],
];

/** Phrases of a reply that should not be public, in the order in which they stand. */
export function guardReply(reply: string): GuardedPhrase[] {
  const found = patterns.flatMap(([pattern, reason]) => {
    const match = pattern.exec(reply);
    return match ? [{ phrase: match[0], reason, at: match.index }] : [];
  });
  return found.sort((a, b) => a.at - b.at).map(({ phrase, reason }) => ({ phrase, reason }));
}

/** What can be said to anybody. */
export const neutralReplies: readonly { title: string; text: string }[] = [
  {
    title: 'Thanks',
    text: 'Thank you for taking the time to write. Comments like yours help other readers, and help us to write more clearly.',
  },
  {
    title: 'A personal question',
    text: 'Thank you for asking. We cannot speak about anybody’s health here, where everyone can read it. Please call or write to the clinic: a practitioner will be glad to talk with you in private.',
  },
  {
    title: 'A complaint',
    text: 'Thank you for telling us. To protect everyone’s privacy we neither confirm nor deny here who has been with us. Please call the clinic and ask for the person in charge: we want to hear about it.',
  },
  {
    title: 'An emergency',
    text: 'If this is urgent, please call your local emergency number now. Nobody reads these comments around the clock.',
  },
];

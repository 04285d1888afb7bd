/** The replica that the pages of this build are made from. */
import { openReplica } from '@meridian/content';

const file = process.env.REPLICA_FILE;
if (file === undefined)
  throw new Error(
    'REPLICA_FILE is not set: build with `npm run build`, which pulls the content first.',
  );

export const content = openReplica(file);

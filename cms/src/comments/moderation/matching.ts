import type { Knex } from 'knex';

export interface QueueFilter {
  /** The documentId of a post. */
  post?: string | undefined;
  /** DocumentIds: on the articles of one of them. */
  clinics?: readonly string[] | undefined;
}

/** Comments (`c`) by their post as it is published: a draft's clinic gives nobody a right. */
export function matching(database: Knex, { post, clinics }: QueueFilter): Knex.QueryBuilder {
  const query = database('comments as c');
  if (post === undefined && clinics === undefined) return query;
  return query.whereExists((inner) => {
    void inner
      .from('comments_post_lnk as l')
      .join('posts as p', 'p.id', 'l.post_id')
      .whereRaw('l.comment_id = c.id')
      .whereNotNull('p.published_at');
    if (post !== undefined) void inner.where('p.document_id', post);
    if (clinics !== undefined)
      void inner
        .join('posts_clinic_lnk as pc', 'pc.post_id', 'p.id')
        .join('clinics as k', 'k.id', 'pc.clinic_id')
        .whereIn('k.document_id', [...clinics]);
  });
}

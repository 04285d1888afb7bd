/** The clinic of the entry that is edited: buttons take their target from its record. */
import { useForm } from '@strapi/strapi/admin';
import { useAnswer } from './answer';

export interface ClinicRecord {
  name: string;
  phone: string | null;
  bookingUrl: string | null;
}

interface Related {
  documentId?: string;
  apiData?: { documentId?: string };
}

/** What the form holds of a relation: what shall change. */
interface RelationChange {
  connect?: Related[];
  disconnect?: Related[];
}

/**
 * The clinic as the form says, which may not be saved yet, or why there is none.
 * @param hasClinic whether entries of this type have one.
 */
export function useClinicOfEntry(hasClinic: boolean): { clinic?: ClinicRecord; problem?: string } {
  const id = useForm('Article editor', ({ initialValues }) =>
    'documentId' in initialValues ? String(initialValues.documentId) : undefined,
  );
  const change = useForm('Article editor', ({ values }) =>
    'clinic' in values ? values.clinic : undefined,
  );
  const { connect = [], disconnect = [] } = (change ?? {}) as RelationChange;
  const chosen = connect.at(-1)?.apiData?.documentId ?? connect.at(-1)?.documentId;
  const asksForSaved =
    hasClinic && chosen === undefined && disconnect.length === 0 && id !== undefined;

  const saved = useAnswer<{ results: Related[] }>(
    asksForSaved
      ? `/content-manager/relations/api::post.post/${id}/clinic?status=draft`
      : undefined,
  );
  const documentId = chosen ?? saved.data?.results[0]?.documentId;
  const record = useAnswer<{ data: ClinicRecord }>(
    documentId === undefined
      ? undefined
      : `/content-manager/collection-types/api::clinic.clinic/${documentId}`,
  );
  if (!hasClinic) return { problem: 'Only posts have a clinic: let this button open a link.' };
  const error = saved.error ?? record.error;
  if (error !== undefined) return { problem: `The clinic cannot be read: ${error}` };
  if (record.data) return { clinic: record.data.data };
  const isAsking = documentId !== undefined || (asksForSaved && !saved.data);
  return isAsking
    ? {}
    : { problem: 'This entry has no clinic: choose one in the form, under Clinic.' };
}

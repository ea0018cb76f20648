import type { Core } from '@strapi/strapi';
import { uid } from './site';

/** Rich text of one paragraph. */
export const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/** Creates a category in both languages, and returns its documentId. */
export const createCategory = async (strapi: Core.Strapi, slug: string): Promise<string> => {
  const documents = strapi.documents(uid('category'));
  const created = await documents.create({
    locale: 'de',
    data: { name: `${slug} (de)`, slug: `${slug}-de` },
  });
  await documents.update({
    documentId: created.documentId,
    locale: 'en',
    data: { name: `${slug} (en)`, slug: `${slug}-en` },
  });
  return created.documentId;
};

/** Returns the attributes that an article needs to be published. */
export const publishable = (slug: string, category: string, more: Record<string, unknown> = {}) => ({
  title: `Title of ${slug}`,
  slug,
  lead: `Lead of ${slug}`,
  category,
  ...more,
});

interface Refusal {
  path: string;
  message: string;
}

/**
 * Returns the validation errors of a rejected write.
 *
 * @throws when the write succeeds or fails with another error
 */
export const refusalOf = async (write: Promise<unknown>): Promise<Refusal[]> => {
  const outcome = await write.then(
    () => undefined,
    (error: unknown) => error
  );
  const { name, details } = (outcome ?? {}) as {
    name?: string;
    details?: { errors?: { path: string[]; message: string }[] };
  };
  if (name !== 'ValidationError' || !details?.errors) {
    throw new Error(`Expected a ValidationError with the paths of the fields, got ${String(outcome)}`);
  }
  return details.errors.map(({ path, message }) => ({ path: path.join('.'), message }));
};

import type { Core } from '@strapi/strapi';
import { uid } from './site';

/** Rich text of one paragraph. */
export const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/** A category in both languages, for articles to be filed under. */
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

/** What an article needs before it can be published. */
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
 * The validation errors of a rejected write.
 *
 * @throws when it is not refused, or for another reason than its content
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

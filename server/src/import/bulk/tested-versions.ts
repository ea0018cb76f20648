/** The minor versions of Strapi on which every test of the bulk import has passed. */
export const TESTED_MINORS: readonly string[] = ['5.54'];

/** Whether rows may be written in bulk with a version of Strapi. A later minor may add columns. */
export const isTestedVersion = (version: string): boolean =>
  TESTED_MINORS.includes(version.split('.').slice(0, 2).join('.'));

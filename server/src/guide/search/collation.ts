/**
 * Returns how a language sorts names.
 *
 * @param locale a code of Strapi; an unknown one gets the root collation
 */
export const collatorOf = (locale: string): Intl.Collator => {
  try {
    return new Intl.Collator(locale, { numeric: true });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.Collator('und', { numeric: true });
    throw error;
  }
};

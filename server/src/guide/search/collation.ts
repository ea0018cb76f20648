/**
 * How a language sorts names.
 *
 * @param locale as Strapi names it; the root collation where no such language is known
 */
export const collatorOf = (locale: string): Intl.Collator => {
  try {
    return new Intl.Collator(locale, { numeric: true });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.Collator('und', { numeric: true });
    throw error;
  }
};

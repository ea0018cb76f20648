import { errors } from '@strapi/utils';
import type { Strapi } from '../plugin';
import { createValidationError } from './errors';

const strapiFor = (language: string): Strapi =>
  ({
    requestContext: { get: () => ({ state: { user: { preferedLanguage: language } } }) },
  }) as unknown as Strapi;

const detailsOf = (error: errors.ValidationError) =>
  (error.details as { errors: { path: string[]; name: string; message: string }[] }).errors;

describe('createValidationError', () => {
  it('returns the error class that Strapi maps to status 400', () => {
    const error = createValidationError(strapiFor('en'), [{ field: 'lead', message: 'publish.required' }]);
    expect(error).toBeInstanceOf(errors.ValidationError);
    expect(error.name).toBe('ValidationError');
  });

  it.each([
    ['title', ['title']],
    ['hero.alt', ['hero', 'alt']],
    ['areas.items[0].title', ['areas', 'items', '0', 'title']],
    ['sections[12].rows[3].cells[1]', ['sections', '12', 'rows', '3', 'cells', '1']],
    ['', []],
  ])('finds the field %j where the admin panel has it', (field, path) => {
    const [detail] = detailsOf(createValidationError(strapiFor('en'), [{ field, message: 'type.text' }]));
    expect(detail).toEqual({ path, name: 'ValidationError', message: 'This must be text.' });
  });

  it('says what is wrong in a sentence of its own where it is one thing', () => {
    const issues = [{ field: 'slug', message: 'slug.duplicate' }];
    expect(createValidationError(strapiFor('en'), issues).message).toBe(
      'Another entry in this language has this address already. Choose another one.'
    );
    expect(createValidationError(strapiFor('de'), issues).message).toBe(
      'In dieser Sprache hat schon ein anderer Eintrag diese Adresse. Wähle eine andere.'
    );
  });

  it('counts what is wrong where it is more, and keeps each sentence at its field', () => {
    const error = createValidationError(strapiFor('de'), [
      { field: 'title', message: 'text.tooLong', values: { max: 90 } },
      { field: 'lead', message: 'publish.required' },
    ]);
    expect(error.message).toBe('2 Felder müssen noch einmal angesehen werden.');
    expect(detailsOf(error).map(({ message }) => message)).toEqual([
      'Der Text ist zu lang. Höchstens 90 Zeichen passen hinein.',
      'Das wird gebraucht, bevor der Eintrag veröffentlicht wird.',
    ]);
  });

  it('names at most fifty of them, but counts all', () => {
    const issues = Array.from({ length: 1000 }, (_, index) => ({
      field: `faq[${index}]`,
      message: 'type.object',
    }));
    const error = createValidationError(strapiFor('en'), issues);
    expect(detailsOf(error)).toHaveLength(50);
    expect(detailsOf(error)[49]?.path).toEqual(['faq', '49']);
    expect(error.message).toBe('1000 fields need attention.');
  });
});

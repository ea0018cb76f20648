import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeGuides } from './data.mjs';

/** The number of guides of the Backend guide's size; the others are small. */
const WHOLE = 30;

const WORDS =
  'Planung Betrieb Daten Netz Sicherheit Entwurf Prüfung Wartung Beratung Leitung Forschung Verkauf Pflege Technik'.split(
    ' '
  );

const word = (number) => WORDS[number % WORDS.length];

const small = (index) => `type: article
key: small-${index}
status: published
shared:
  category: web-development
locales:
  de:
    title: ${word(index)} und ${word(index * 7 + 3)} ${index}
    slug: small-${index}
    lead: Ein Berufsfeld zwischen ${word(index * 3)} und ${word(index * 5 + 1)}, Nummer ${index}.
    occupation:
      name: Fachkraft für ${word(index)} ${index}
      altNames: [${word(index * 11)}kraft ${index}, ${word(index * 13 + 5)}spezialistin ${index}]
    skills:
      heading: Fähigkeiten
      items:
        - skill: git
        - skill: python
  en:
    title: Field ${index}
    slug: small-${index}
    lead: A career field, number ${index}.
`;

/**
 * Writes the files of guides, to be imported.
 *
 * @returns {{vocabulary: string, guides: string}} two folders, to be imported one after the other
 */
export const writeManyGuides = (folder, count) => {
  mkdirSync(folder, { recursive: true });
  const { vocabulary, guides } = writeGuides(folder, Math.min(count, WHOLE), false);
  for (let index = WHOLE; index < count; index += 1) {
    writeFileSync(path.join(guides, 'articles', `small-${index}.yaml`), small(index));
  }
  return { vocabulary, guides };
};

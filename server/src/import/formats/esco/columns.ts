import { FileError } from './file-error';

/** The fields that are read from a row. */
export type Field =
  | 'conceptType'
  | 'uri'
  | 'iscoGroup'
  | 'code'
  | 'label'
  | 'altLabels'
  | 'hiddenLabels'
  | 'regulatedProfessionNote'
  | 'description'
  | 'definition'
  | 'status'
  | 'occupationType';

/**
 * The names of each field: in ESCO's own download (https://esco.ec.europa.eu, "CSV", `occupations_en.csv`), in the
 * Tabiya open dataset (https://github.com/tabiya-tech/tabiya-open-dataset), and in the newer version of the latter.
 */
const NAMES: Record<Field, string[]> = {
  conceptType: ['conceptType'],
  uri: ['conceptUri', 'ORIGINURI'],
  iscoGroup: ['iscoGroup', 'ISCOGROUPCODE', 'OCCUPATIONGROUPCODE'],
  code: ['code', 'CODE'],
  label: ['preferredLabel', 'PREFERREDLABEL'],
  altLabels: ['altLabels', 'ALTLABELS'],
  hiddenLabels: ['hiddenLabels'],
  regulatedProfessionNote: ['regulatedProfessionNote', 'REGULATEDPROFESSIONNOTE'],
  description: ['description', 'DESCRIPTION'],
  definition: ['definition', 'DEFINITION'],
  status: ['status'],
  occupationType: ['OCCUPATIONTYPE'],
};

/**
 * The columns that a file must have. Alternative names and descriptions are among them, although an occupation may have
 * none: a file with another name for the column would delete the imported ones. The code is not: ESCO 1.0 had none.
 */
const NEEDED: Field[] = ['uri', 'iscoGroup', 'label', 'altLabels', 'description'];

/** Columns of the known layouts that no attribute of an article corresponds to. */
const NOT_READ = ['modifiedDate', 'scopeNote', 'inScheme', 'ID', 'UUIDHISTORY', 'ISLOCALIZED'];

/** The positions of the fields in a row. */
export interface Columns {
  count: number;
  position: Partial<Record<Field, number>>;
  /** The names of columns that no known layout has; they are ignored. */
  unknown: string[];
  /** The column's name as the file writes it. */
  nameOf: (field: Field) => string;
}

const listNames = (names: string[]): string => {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
};

const missingColumns = (missing: Field[]): FileError => {
  const own = (fields: Field[]): string => listNames(fields.map((field) => NAMES[field][0]!));
  const tabiya = listNames(NEEDED.map((field) => NAMES[field][1]!));
  return new FileError(
    `${missing.length === 1 ? 'A column is' : 'Columns are'} missing: ${own(missing)}. A file of occupations has ` +
      `the columns ${own(NEEDED)} (ESCO's own download, occupations_en.csv) or ${tabiya} (the Tabiya layout).`
  );
};

/**
 * Finds the columns by the names in the first row, whatever their order and case. Further columns are ignored: newer
 * releases of ESCO add some.
 *
 * @throws FileError when one is missing or duplicated
 */
export const findColumns = (header: string[]): Columns => {
  const given = header.map((name) => name.trim().toLowerCase());
  const position: Columns['position'] = {};
  for (const [field, names] of Object.entries(NAMES) as [Field, string[]][]) {
    const known = names.map((name) => name.toLowerCase());
    const found = given.flatMap((name, index) => (known.includes(name) ? [index] : []));
    if (found.length > 1) {
      const twice = found.map((index) => `"${header[index]!.trim()}"`).join(', ');
      throw new FileError(`These columns say the same: ${twice}. Keep one of them.`);
    }
    if (found[0] !== undefined) position[field] = found[0];
  }
  const missing = NEEDED.filter((field) => position[field] === undefined);
  if (missing.length > 0) throw missingColumns(missing);
  const known = new Set([...Object.values(NAMES).flat(), ...NOT_READ].map((name) => name.toLowerCase()));
  return {
    count: header.length,
    position,
    unknown: header
      .map((name) => name.trim())
      .filter((name) => name !== '' && !known.has(name.toLowerCase())),
    nameOf: (field) => header[position[field] ?? -1]?.trim() ?? NAMES[field][0]!,
  };
};

/** Returns the separator of the columns in the first row: spreadsheets write `;` or tabs in many languages. */
export const delimiterOf = (firstLine: string): string => {
  const [best] = [',', ';', '\t']
    .map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }))
    .sort((one, other) => other.count - one.count);
  return best!.delimiter;
};

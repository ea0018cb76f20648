import {
  attributesOf,
  componentOf,
  isContent,
  isList,
  isPart,
  rowsOf,
  type Attribute,
  type Content,
  type Schemas,
} from './schema';

export type Side = 'mine' | 'theirs';

/** One value in three versions: as the form was opened, in the form now, and stored now. */
type Versions<Value> = Record<Side | 'opened', Value>;

/** A step of a path: an attribute, or an entry of a list. */
export type Step = { uid: string; name: string } | { row: Content; uid: string; index: number };

/** A value that differs between the form and the stored version. */
export interface Difference {
  key: string;
  steps: Step[];
  /** Who has changed it. */
  by: Side | 'both';
  attribute: Attribute;
  mine: unknown;
  theirs: unknown;
  /** Where it is which entries a list has: those that both versions have. */
  common?: ReadonlySet<string>;
}

export type Choices = ReadonlyMap<string, Side>;

interface FieldPath {
  key: string;
  steps: Step[];
  attribute: Attribute;
}

/** Returns what readers see of a value, for comparison: without ids, and an empty text counts as no value. */
const comparable = (schemas: Schemas, attribute: Attribute, value: unknown): unknown => {
  if (value === undefined || value === null || value === '') return null;
  if (isList(attribute)) {
    const rows = rowsOf(value).map((row) => comparablePart(schemas, componentOf(attribute, row), row));
    return rows.length > 0 ? rows : null;
  }
  if (isPart(attribute) && isContent(value)) {
    return comparablePart(schemas, componentOf(attribute, value), value);
  }
  if (attribute.type === 'media') {
    const files = (Array.isArray(value) ? value : [value]).map((file) => (isContent(file) ? file.id : file));
    return files.length > 0 ? files : null;
  }
  if (Array.isArray(value)) return value.length > 0 ? value.map(sorted) : null;
  return typeof value === 'number' ? String(value) : sorted(value);
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isContent(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, sorted(value[name])]);
};

const comparablePart = (schemas: Schemas, uid: string, part: Content): unknown => [
  uid,
  ...Object.entries(attributesOf(schemas, uid)).map(([name, attribute]) =>
    comparable(schemas, attribute, part[name])
  ),
];

/** Returns what identifies an entry of a list, or undefined for one that is not stored. */
export const identityOf = (attribute: Attribute, row: Content): string | undefined =>
  row.id === undefined || row.id === null ? undefined : `${componentOf(attribute, row)}:${String(row.id)}`;

const findRow = (attribute: Attribute, rows: Content[], id: string | undefined): Content | undefined =>
  id === undefined ? undefined : rows.find((row) => identityOf(attribute, row) === id);

const ORDER = ['opened', 'mine', 'theirs'] as const;

class Merger {
  readonly differences: Difference[] = [];

  constructor(
    private readonly schemas: Schemas,
    private readonly choices: Choices,
    private readonly takeStored: ReadonlySet<string>
  ) {}

  mergeParts(uid: string, { key, steps }: Omit<FieldPath, 'attribute'>, all: Versions<Content>): Content {
    const merged: Content = { ...all.theirs };
    for (const [name, attribute] of Object.entries(attributesOf(this.schemas, uid))) {
      if (!(name in all.mine) && !(name in all.theirs)) continue;
      const isUnchanged = attribute.visible === false || attribute.writable === false;
      if (isUnchanged || (uid === this.schemas.uid && this.takeStored.has(name))) continue;
      merged[name] = this.mergeValue(
        { key: `${key}.${name}`, steps: [...steps, { uid, name }], attribute },
        { opened: all.opened[name], mine: all.mine[name], theirs: all.theirs[name] }
      );
    }
    return merged;
  }

  private mergeValue(path: FieldPath, { opened, mine, theirs }: Versions<unknown>): unknown {
    const { attribute } = path;
    if (this.isSame(attribute, mine, theirs)) return theirs;
    if (isList(attribute)) {
      return this.mergeList(path, { opened: rowsOf(opened), mine: rowsOf(mine), theirs: rowsOf(theirs) });
    }
    if (isPart(attribute) && isContent(opened) && isContent(mine) && isContent(theirs)) {
      return this.mergeParts(componentOf(attribute, theirs), path, { opened, mine, theirs });
    }
    const by = this.isSame(attribute, opened, mine)
      ? 'theirs'
      : this.isSame(attribute, opened, theirs)
        ? 'mine'
        : 'both';
    return this.choose({ ...path, by, mine, theirs }) === 'mine' ? mine : theirs;
  }

  private mergeList({ key, steps, attribute }: FieldPath, all: Versions<Content[]>): Content[] {
    return all[this.chooseEntries({ key, steps, attribute }, all)].map((row, index) => {
      const id = identityOf(attribute, row);
      const [opened, mine, theirs] = ORDER.map((version) => findRow(attribute, all[version], id));
      if (!mine || !theirs) return row;
      const uid = componentOf(attribute, row);
      const path = {
        key: `${key}/${String(id)}`,
        steps: [...steps, { row, uid, index }],
        attribute: { type: 'component', component: uid },
      };
      return this.mergeValue(path, { opened, mine, theirs }) as Content;
    });
  }

  /** Returns the side whose entries, in their order, the merged list has. */
  private chooseEntries({ key, steps, attribute }: FieldPath, all: Versions<Content[]>): Side {
    const { opened, mine, theirs } = all;
    const ids = (rows: Content[]) => rows.map((row) => identityOf(attribute, row));
    const isSameOrder = (one: Content[], other: Content[]): boolean =>
      one.length === other.length &&
      ids(one).every((id, index) => id !== undefined && id === ids(other)[index]);
    if (isSameOrder(mine, theirs)) return 'theirs';
    /** Whether one side has removed what the other one has changed. */
    const isClash = opened.some((row) => {
      const id = identityOf(attribute, row);
      const left = [findRow(attribute, mine, id), findRow(attribute, theirs, id)].filter(isContent);
      return left.length === 1 && !this.isSame({ ...attribute, repeatable: true }, [row], left);
    });
    const [isMine, isTheirs] = [!isSameOrder(mine, opened), !isSameOrder(theirs, opened)];
    const by = isClash || (isMine && isTheirs) ? 'both' : isMine ? 'mine' : 'theirs';
    const common = new Set(
      ids(mine).filter((id): id is string => findRow(attribute, theirs, id) !== undefined)
    );
    return this.choose({ key: `${key}#`, steps, by, attribute, mine, theirs, common });
  }

  private choose(difference: Difference): Side {
    this.differences.push(difference);
    return this.choices.get(difference.key) ?? (difference.by === 'theirs' ? 'theirs' : 'mine');
  }

  private isSame(attribute: Attribute, one: unknown, other: unknown): boolean {
    const [left, right] = [one, other].map((value) =>
      JSON.stringify(comparable(this.schemas, attribute, value))
    );
    return left === right;
  }
}

/**
 * Merges the content of a form with what is stored. What only one side has changed is that side's; where both have
 * changed the same value, the editor has to choose. Components are merged attribute by attribute, lists entry by entry; which
 * entries a list has is one choice.
 *
 * @param takeStored attributes of which the stored value always wins
 * @returns the content by the choices so far, and every difference
 */
export const merge = (
  schemas: Schemas,
  versions: Versions<Content>,
  choices: Choices,
  takeStored: ReadonlySet<string> = new Set()
): { content: Content; differences: Difference[] } => {
  const merger = new Merger(schemas, choices, takeStored);
  const content = merger.mergeParts(schemas.uid, { key: '', steps: [] }, versions);
  return { content, differences: merger.differences };
};

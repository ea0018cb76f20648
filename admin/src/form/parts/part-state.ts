import type { Attribute } from '../../../../content-types';
import { applyChanges, type RelatedDocuments } from '../../conflicts/related';
import { isContent, rowsOf, type Attribute as RelationAttribute, type Content } from '../../conflicts/schema';
import { attributesOf } from '../../messages';

/** What a part of an article contains. */
export interface PartState {
  isEmpty: boolean;
  /** Of what readers read. */
  words: number;
  /** Rows of lists, and related entries. */
  entries: number;
}

const NOTHING: PartState = { isEmpty: true, words: 0, entries: 0 };

/** Texts that are no text: parts of the page are found by them, or other pages. */
const NO_TEXT = /^(anchor|navLabel|url|uri|code|version|region|currency)$|Url$/;

const countWords = (text: string): number => text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;

const textOfNode = (node: Content): string =>
  typeof node.text === 'string' ? node.text : rowsOf(node.children).map(textOfNode).join('');

/** The text of each block: words of two blocks are two words. */
const textsOfBlock = (node: Content): string[] =>
  node.type === 'list' ? rowsOf(node.children).flatMap(textsOfBlock) : [textOfNode(node)];

const add = (one: PartState, other: PartState): PartState => ({
  isEmpty: one.isEmpty && other.isEmpty,
  words: one.words + other.words,
  entries: one.entries + other.entries,
});

const textState = (texts: string[], isText = true): PartState => ({
  isEmpty: texts.every((text) => text.trim() === ''),
  words: isText ? texts.reduce((sum, text) => sum + countWords(text), 0) : 0,
  entries: 0,
});

const entriesState = (entries: number): PartState => ({ isEmpty: entries === 0, words: 0, entries });

const componentState = (uid: string, content: Content, related: RelatedDocuments): PartState =>
  Object.entries(attributesOf(uid))
    .map(([name, attribute]) =>
      stateOf(name, attribute, content[name], related, `${uid}:${String(content.id)}.${name}`)
    )
    .reduce(add, NOTHING);

/** A value that nobody has changed is none. */
const scalarState = ({ default: initial }: Attribute, value: unknown): PartState =>
  value === undefined || value === null || value === '' || value === initial
    ? NOTHING
    : { ...NOTHING, isEmpty: false };

const isStringList = ({ customField }: Attribute): boolean => customField !== undefined;

/**
 * @param key of the value if it is a relation, see `server/src/model/related-documents.ts`
 */
function stateOf(
  name: string,
  attribute: Attribute,
  value: unknown,
  related: RelatedDocuments,
  key: string
): PartState {
  if (isStringList(attribute)) return textState(Array.isArray(value) ? value.map(String) : []);
  switch (attribute.type) {
    case 'relation':
      return entriesState(applyChanges(attribute as RelationAttribute, related[key] ?? [], value).length);
    case 'component':
    case 'dynamiczone': {
      const uidOfRow = (row: Content): string => String(attribute.component ?? row.__component);
      if (Array.isArray(value)) {
        return (
          rowsOf(value)
            .map((row) => componentState(uidOfRow(row), row, related))
            // What a row has in it is part of that entry.
            .reduce((sum, row) => add(sum, { ...row, entries: 0 }), entriesState(value.length))
        );
      }
      return isContent(value) ? componentState(uidOfRow(value), value, related) : NOTHING;
    }
    case 'string':
    case 'text':
      return textState([typeof value === 'string' ? value : ''], !NO_TEXT.test(name));
    case 'blocks':
      return textState(rowsOf(value).flatMap(textsOfBlock));
    default:
      return scalarState(attribute, value);
  }
}

/**
 * Counts what a part of an open form contains.
 *
 * @param owner the uid of the type
 * @param related what was related when the form was opened; the form has only the changes
 */
export const stateOfPart = (
  owner: string,
  part: string,
  value: unknown,
  related: RelatedDocuments
): PartState => {
  const attribute = attributesOf(owner)[part];
  return attribute ? stateOf(part, attribute, value, related, part) : NOTHING;
};

/** The paths of the errors of a form in the order of its attributes; those of lists by their rows. */
export const pathsOfErrors = (errors: unknown, path = ''): string[] => {
  if (typeof errors === 'string') return [path];
  if (typeof errors !== 'object' || errors === null) return [];
  // An error as a message with values, as react-intl has it.
  if ('id' in errors && 'defaultMessage' in errors) return [path];
  return Object.entries(errors).flatMap(([name, error]) =>
    pathsOfErrors(error, path === '' ? name : `${path}.${name}`)
  );
};

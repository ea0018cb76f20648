import { Document, visit } from 'yaml';
import type { PublicType } from '../../../content-types';
import type { Attributes } from './document';

/** A document as a file has it; see `docs/document-format.md`. */
export interface FileContent {
  type: PublicType;
  key: string;
  status?: 'published' | 'draft' | Record<string, 'published' | 'draft'>;
  shared?: Attributes;
  locales: Record<string, Attributes>;
  draft?: { shared?: Attributes; locales?: Record<string, Attributes> };
}

/** Long lines of plain text are folded here; Markdown keeps its lines. */
const LINE_WIDTH = 110;

/** A line of blanks alone, which a block scalar (`|`) takes for an empty one. */
const BLANK_LINE = /^[ \t]+$/m;

/**
 * Writes a document as YAML: always the same text for the same content.
 *
 * @param schema where the JSON Schema lies, as seen from the file; editors complete from it
 */
export const toYaml = (content: FileContent, schema: string): string => {
  // Two places with one value are two values, not a mark and a reference to it.
  const yaml = new Document(content, { aliasDuplicateObjects: false });
  visit(yaml, {
    Scalar: (_key, node) => {
      const { value } = node;
      if (typeof value === 'string' && value.includes('\n') && BLANK_LINE.test(value))
        node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = yaml.toString({ lineWidth: LINE_WIDTH, blockQuote: 'literal', singleQuote: true });
  return `# yaml-language-server: $schema=${schema}\n${text}`;
};

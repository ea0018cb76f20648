import { Document, visit } from 'yaml';
import type { PublicType } from '../../../content-types';
import type { FileState } from '../editorial/file-state';
import type { Attributes } from './document';

/** The content of a file; see `docs/document-format.md`. */
export interface FileContent {
  type: PublicType;
  key: string;
  status?: 'published' | 'draft' | Record<string, 'published' | 'draft'>;
  shared?: Attributes;
  locales: Record<string, Attributes>;
  draft?: { shared?: Attributes; locales?: Record<string, Attributes> };
  editorialState?: Record<string, FileState>;
}

/** The width at which long lines of plain text are folded; Markdown keeps its lines. */
const LINE_WIDTH = 110;

/** Matches a line of blanks, which a block scalar (`|`) would read as an empty one. */
const BLANK_LINE = /^[ \t]+$/m;

/**
 * Writes a document as YAML: always the same text for the same content.
 *
 * @param schema the path of the JSON Schema, relative to the file, for completion in editors
 */
export const toYaml = (content: FileContent, schema: string): string => {
  // Without aliases, also for a value that the document has twice.
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

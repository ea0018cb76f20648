import { freeSection, stringList } from '../attributes';
import type { ComponentSchema } from '../types';

export const tableSection = {
  collectionName: 'components_career_field_table_sections',
  info: {
    displayName: 'Table',
    icon: 'grid',
    description: 'A small table: column headings, and rows with one cell a line.',
  },
  attributes: {
    ...freeSection,
    caption: { type: 'string', maxLength: 255 },
    columns: { ...stringList },
    rows: { type: 'component', component: 'career-field.table-row', repeatable: true },
  },
} as const satisfies ComponentSchema;

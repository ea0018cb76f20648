import { stringList } from '../attributes';
import type { ComponentSchema } from '../types';

export const tableRow = {
  collectionName: 'components_career_field_table_rows',
  info: {
    displayName: 'Table row',
    icon: 'bulletList',
    description: 'The cells of one row, in the order of the columns.',
  },
  attributes: {
    cells: { ...stringList },
  },
} as const satisfies ComponentSchema;

import { sectionKind } from './kind';

export const freeText = sectionKind({
  type: 'text',
  attribute: 'sections',
  component: 'text-section',
  shape: () => ({}),
  markdown: () => [],
});

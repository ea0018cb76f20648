import { sectionKind } from './kind';

export const definition = sectionKind({
  type: 'definition',
  attribute: 'definition',
  component: 'definition-section',
  shape: () => ({}),
  markdown: () => [],
});

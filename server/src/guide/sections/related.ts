import { textsFor } from '../../../../texts';
import { list, text, titled, titledLink } from '../page/nodes';
import { linkedCards } from '../shape/documents';
import { from } from '../shape/fields';
import { rowsIn } from '../values';
import { partIn, sectionKind } from './kind';

export const related = sectionKind({
  type: 'related',
  attribute: 'related',
  shape: () => ({ guides: from('related', linkedCards) }),
  draft(article, context, kind) {
    const documents = new Map(rowsIn(article.related).map((row) => [row.documentId, row]));
    return partIn(kind, { related: [...documents.values()] }, context, {
      computed: { heading: textsFor(context.locale).guide.related },
      anchorBase: 'related',
    });
  },
  markdown: ({ guides }, { addressOf }) =>
    list(
      guides.map((guide) => {
        const url = addressOf(guide);
        return url === null
          ? titled(guide.title, text(guide.lead))
          : titledLink(guide.title, url, guide.lead);
      })
    ),
  isUnread: true,
});

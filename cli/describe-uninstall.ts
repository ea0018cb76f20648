import type { UninstallReport } from '../server/src/maintenance/uninstall';
import { describeCounts } from './describe-others';
import { clean, counted, section } from './text';

const describeKept = ({ kept }: UninstallReport): string[] =>
  section(
    'These tables are kept:',
    kept.map(({ table, why }) => `${clean(table)}: ${clean(why)}`)
  );

const describeReferences = ({ references }: UninstallReport): string[] =>
  section(
    'These attributes reference the plugin. Remove them from their files and start the site once. Until then\n' +
      'nothing can be deleted, because the site would not start without the plugin:',
    references.map(
      ({ uid, attribute, target, file }) =>
        `${clean(uid)}: ${clean(attribute)} references ${clean(target)} (${clean(file)})`
    )
  );

/** Describes what was or would be deleted, and the next steps. */
export const describeUninstall = (report: UninstallReport): string[] => {
  const documents = describeCounts(report.documents);
  const tables = counted(report.tables.length, 'table');
  return report.dropped
    ? [
        ...describeKept(report),
        `Deleted ${documents}, in ${tables}.`,
        'Now remove the plugin with npm uninstall strapi-plugin-career-field, and its entry in config/plugins.',
      ]
    : [
        ...describeKept(report),
        ...describeReferences(report),
        `The plugin stores ${documents} in ${tables} of this site's database. Nothing was deleted.`,
        '',
        '  career-field export ./guides         writes a copy of the documents to files',
        '  career-field uninstall --drop-data   deletes all data permanently; stop the site first',
        '',
        'To stop using the plugin, remove its package; the guides stay in the database.',
      ];
};

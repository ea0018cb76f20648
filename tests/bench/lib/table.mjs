const number = (value, digits = 1) => (value === undefined ? '' : value.toFixed(digits));

const megabytes = (bytes) => number(bytes === undefined ? undefined : bytes / 2 ** 20, 0);

const COLUMNS = [
  ['database', ({ database }) => database],
  ['content', ({ content }) => content],
  ['measured', ({ name }) => name],
  ['documents', ({ documents }) => String(documents)],
  ['seconds', ({ seconds }) => number(seconds, 2)],
  ['CPU seconds', ({ cpuSeconds }) => number(cpuSeconds, 2)],
  ['documents/s', ({ documents, seconds }) => number(documents / seconds)],
  ['× plain loop', ({ ratio }) => number(ratio, 2)],
  ['the same in CPU seconds', ({ cpuRatio }) => number(cpuRatio, 2)],
  ['× loop without the plugin', ({ bareRatio }) => number(bareRatio, 2)],
  ['peak memory (MB)', ({ memory }) => megabytes(memory)],
  ['before the work (MB)', ({ memoryBefore }) => megabytes(memoryBefore)],
  ['reads/document', ({ reads, documents }) => number(reads === undefined ? undefined : reads / documents)],
  ['write statements', ({ writes }) => (writes === undefined ? '' : String(writes))],
  ['load', ({ load }) => number(load)],
];

/** A table in Markdown, each measurement a row. */
export const toTable = (rows) => {
  const cells = [
    COLUMNS.map(([name]) => name),
    COLUMNS.map(() => '---'),
    ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
  ];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
};

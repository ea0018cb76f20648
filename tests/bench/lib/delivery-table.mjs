const number = (value, digits = 0) => (value === undefined ? '' : value.toFixed(digits));

/** A table in Markdown, each measurement a row. */
export const toDeliveryTable = (rows, connections) => {
  const head = [
    'database',
    'guides',
    'measured',
    ...connections.flatMap((count) => [
      `responses/s, ${count} connections`,
      'µs of the processor',
      'p50 (ms)',
      'p99 (ms)',
    ]),
    'alone: p50 (ms)',
    'p99 (ms)',
    'SQL statements',
    'beside',
  ];
  const lines = rows.map((row) => [
    row.database,
    String(row.count),
    row.name,
    ...connections.flatMap((count) => {
      const load = row.loads?.[count];
      return [number(load?.perSecond), number(load?.cpu), number(load?.p50), number(load?.p99)];
    }),
    number(row.single?.p50, 2),
    number(row.single?.p99, 2),
    row.statements === undefined ? '' : String(row.statements),
    [row.text, wrongOf(row)].filter(Boolean).join('; '),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const wrongOf = ({ loads = {} }) => {
  const wrong = Object.values(loads).reduce((sum, each) => sum + each.wrong, 0);
  return wrong > 0 ? `${wrong} wrong responses` : '';
};

/** Compares the measurements with their targets, for each database and number of guides. */
export const judge = (rows, connections) => {
  const [few] = connections;
  const lines = [];
  const groups = new Map();
  for (const row of rows) {
    const key = `${row.database}, ${row.count} guides`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const say = (where, what, value, target, isAtMost = false) => {
    if (value === undefined || Number.isNaN(value)) return;
    const isReached = isAtMost ? value <= target : value >= target;
    lines.push(
      `- ${where}: ${what}: ${value.toFixed(2)} (target: at ${isAtMost ? 'most' : 'least'} ${target})${isReached ? '' : ' — NOT reached'}`
    );
  };
  const find = (group, name) => group.find((row) => row.name === name);
  const ratioOf = (key, group, one, other) =>
    find(group, one)?.loads?.[few]?.[key] / find(group, other)?.loads?.[few]?.[key];
  for (const [where, group] of groups) {
    const alone = (name) => find(group, name)?.single?.p50;
    /**
     * The target is one of responses per second. With a fast server, the load generator is the limit in both cases, so the
     * processor time of the server for each response is compared, too.
     */
    const compare = (what, one, other, target) => {
      say(where, `${what}, responses/s`, ratioOf('perSecond', group, one, other), target);
      say(where, `${what}, processor time of the server`, ratioOf('cpu', group, other, one), target);
    };
    compare('guide warm / health', 'guide, warm', 'health', 0.7);
    compare('guide warm / plain REST', 'guide, warm', 'plain REST', 100);
    compare('guide 304 / health', 'guide, 304', 'health', 0.9);
    compare('fast lane / bare Koa', 'fast lane, warm', 'bare Koa', 0.7);
    compare('fast lane / bare Koa with the same head', 'fast lane, warm', 'bare Koa, complete head', 0.85);
    compare('fast lane / strapi-cache', 'fast lane, warm', 'strapi-cache over plain REST', 4);
    compare('fast lane 304 / bare Koa', 'fast lane, 304', 'bare Koa, 304', 0.8);
    compare(
      'fast lane 304 / bare Koa with the same head',
      'fast lane, 304',
      'bare Koa, complete head, 304',
      0.8
    );
    say(where, 'cold guide, SQL statements', find(group, 'guide, cold')?.statements, 3, true);
    say(where, 'cold guide / plain REST, latency', alone('guide, cold') / alone('plain REST'), 0.25, true);
    say(where, 'GraphQL guide, SQL statements', find(group, 'careerFieldGuide')?.statements, 5, true);
    say(
      where,
      '25 GraphQL guides, SQL statements',
      find(group, '25 × careerFieldGuide, cold')?.statements,
      10,
      true
    );
    say(
      where,
      'list of 25 cards, SQL statements',
      find(group, 'list of 25 cards, cold')?.statements,
      3,
      true
    );
    say(where, 'search, p50 (ms)', alone('search, another query each time'), 15, true);
    say(where, 'publishing / plain Strapi', find(group, 'publishing a guide')?.publish?.ratio, 1.2, true);
    const [away] = group.filter(({ name }) => name.startsWith('guide, cold, database'));
    const [plainAway] = group.filter(({ name }) => name.startsWith('plain REST, database'));
    if (away)
      say(where, 'the same with a distant database', away.single.p50 / plainAway.single.p50, 0.1, true);
  }
  // Different numbers of guides are measured minutes apart, so each is compared with the health route of its own run.
  const byDatabase = new Map();
  for (const [, group] of groups) {
    const [{ database }] = group;
    byDatabase.set(database, [
      ...(byDatabase.get(database) ?? []),
      ratioOf('cpu', group, 'health', 'guide, warm'),
    ]);
  }
  for (const [database, ratios] of byDatabase) {
    if (ratios.length > 1)
      say(
        database,
        'warm / health, smallest / largest over all numbers of guides',
        Math.min(...ratios) / Math.max(...ratios),
        0.9
      );
  }
  return lines;
};

const number = (value, digits = 0) => (value === undefined ? '' : value.toFixed(digits));

/** A table in Markdown, each measurement a row. */
export const toDeliveryTable = (rows, connections) => {
  const head = [
    'database',
    'guides',
    'measured',
    ...connections.flatMap((count) => [`answers/s, ${count} connections`, `p50 (ms)`, `p99 (ms)`]),
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
      return [number(load?.perSecond), number(load?.p50), number(load?.p99)];
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
  return wrong > 0 ? `${wrong} wrong answers` : '';
};

/** What is aimed at, and what was measured, for each database and number of guides. */
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
  for (const [where, group] of groups) {
    const find = (name) => group.find((row) => row.name === name);
    const rate = (name) => find(name)?.loads?.[few]?.perSecond;
    const alone = (name) => find(name)?.single?.p50;
    say(where, 'guide warm / health', rate('guide, warm') / rate('health'), 0.85);
    say(where, 'guide warm / plain REST', rate('guide, warm') / rate('plain REST'), 40);
    say(where, 'guide 304 / health', rate('guide, 304') / rate('health'), 0.9);
    say(where, 'fast lane / bare Koa', rate('fast lane, warm') / rate('bare Koa'), 0.7);
    say(where, 'fast lane / strapi-cache', rate('fast lane, warm') / rate('strapi-cache over plain REST'), 2);
    say(where, 'fast lane 304 / bare Koa', rate('fast lane, 304') / rate('bare Koa, 304'), 0.8);
    say(where, 'cold guide, SQL statements', find('guide, cold')?.statements, 3, true);
    say(where, 'cold guide / plain REST, latency', alone('guide, cold') / alone('plain REST'), 0.25, true);
    say(where, 'GraphQL guide, SQL statements', find('careerFieldGuide')?.statements, 5, true);
    say(
      where,
      '25 GraphQL guides, SQL statements',
      find('25 × careerFieldGuide, cold')?.statements,
      10,
      true
    );
    say(where, 'list of 25 cards, SQL statements', find('list of 25 cards, cold')?.statements, 3, true);
    say(where, 'search, p50 (ms)', alone('search, another question each time'), 15, true);
    say(where, 'publishing / plain Strapi', find('publishing a guide')?.publish?.ratio, 1.2, true);
    const [away] = group.filter(({ name }) => name.startsWith('guide, cold, database'));
    const [plainAway] = group.filter(({ name }) => name.startsWith('plain REST, database'));
    if (away)
      say(where, 'the same with a distant database', away.single.p50 / plainAway.single.p50, 0.1, true);
  }
  const byDatabase = new Map();
  for (const row of rows.filter(({ name }) => name === 'guide, warm')) {
    byDatabase.set(row.database, [...(byDatabase.get(row.database) ?? []), row.loads[few].perSecond]);
  }
  for (const [database, rates] of byDatabase) {
    if (rates.length > 1)
      say(
        database,
        'warm, slowest / fastest over all numbers of guides',
        Math.min(...rates) / Math.max(...rates),
        0.9
      );
  }
  return lines;
};

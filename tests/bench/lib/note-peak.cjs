'use strict';

// Loaded into Strapi's own command line: what the process has had of memory at most, written down when it ends. The
// event `exit` would be the usual place, but listeners of it are not heard there.
const { writeFileSync } = require('node:fs');

const { exit } = process;

process.exit = (code) => {
  writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS * 1024));
  exit.call(process, code);
};

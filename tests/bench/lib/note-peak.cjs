'use strict';

// Loaded into Strapi's own command line: writes the peak memory of the process to a file when it exits. Listeners of the
// event `exit` are not called there.
const { writeFileSync } = require('node:fs');

const { exit } = process;

process.exit = (code) => {
  writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS * 1024));
  exit.call(process, code);
};

'use strict';

const { atMost, clean } = require('./text');

/** @typedef {import('../../server/src/seeding/document').SeedFault} SeedFault */

/** More than these nobody corrects before the next try. */
const MAX_FAULTS = 100;

/**
 * `articles/backend.yaml:12:7  locales.de.title: …`, in the form that editors and terminals make a link of.
 *
 * @param {SeedFault} fault
 */
const describeFault = ({ file, line, column, path, message }) =>
  `  ${clean(file)}:${line}:${column}  ${path ? `${clean(path)}: ` : ''}${clean(message)}`;

/**
 * A line for each fault.
 *
 * @param {SeedFault[]} faults
 * @returns {string[]}
 */
const describeFaults = (faults) => atMost(faults.map(describeFault), MAX_FAULTS, '  ');

module.exports = { describeFaults };

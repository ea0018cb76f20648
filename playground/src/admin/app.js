/** The panel in German as well; English is always there. */
export default { config: { locales: ['de'] }, bootstrap() {} };

// After `npm run build`: notes what the plugin was built from, so that the demo and the tests need not build it again.
import { notePlugin } from './lib/build.mjs';

notePlugin();

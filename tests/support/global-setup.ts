import { nameRun } from './run-folder';

export default nameRun;

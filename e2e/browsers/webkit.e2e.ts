import { mainJob, test } from './suite.ts';

test.use({ engineName: 'webkit' });

mainJob('webkit');

import { conversation, withConversations } from './conversation.ts';
import { test } from './suite.ts';

test.use({ engineName: 'webkit', stackSettings: withConversations });

conversation('webkit');
